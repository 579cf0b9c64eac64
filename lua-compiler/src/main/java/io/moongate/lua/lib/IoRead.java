package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.NumberReader;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What {@code read} and {@code lines} take from a file: lines, numbers, so many bytes, or all. */
final class IoRead {
    private static final int LONGEST_NUMBER = 200;
    private static final int BYTES_BETWEEN_CHECKS = 1 << 14;

    private IoRead() {}

    /** Reads by the formats from a place in the arguments on; without any, a line. */
    static @Nullable Object read(IoFile file, @Nullable Object[] arguments, int from) throws IOException {
        if (arguments.length <= from) {
            return line(file, false);
        }
        @Nullable Object[] results = new @Nullable Object[arguments.length - from];
        int count = 0;
        while (count < results.length) {
            Object result = one(file, arguments[from + count], from + count + 1);
            results[count++] = result;
            if (result == null) {
                break;
            }
        }
        return Values.of(count == results.length ? results : Arrays.copyOf(results, count));
    }

    private static @Nullable Object one(IoFile file, @Nullable Object format, int argument) throws IOException {
        if (format instanceof Double count) {
            return bytes(file, (int) count.doubleValue());
        }
        if (!(format instanceof String text)) {
            throw ArgumentError.of(argument, "invalid option");
        }
        String kind = text.startsWith("*") ? text.substring(1) : text;
        char letter = kind.isEmpty() ? '\0' : kind.charAt(0);
        return switch (letter) {
            case 'l' -> line(file, false);
            case 'L' -> line(file, true);
            case 'n' -> number(file);
            case 'a' -> all(file);
            default -> throw ArgumentError.of(argument, "invalid format");
        };
    }

    private static void append(StringBuilder out, int next) {
        out.append((char) next);
        if (out.length() % BYTES_BETWEEN_CHECKS == 0) {
            Room.forString(out.length());
            LuaState.checkBudget();
        }
    }

    static @Nullable String line(IoFile file, boolean withEnd) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = file.read();
        if (next == IoFile.END) {
            return null;
        }
        while (next != IoFile.END && next != '\n') {
            append(line, next);
            next = file.read();
        }
        if (withEnd && next == '\n') {
            line.append('\n');
        }
        return line.toString();
    }

    private static String all(IoFile file) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int next = file.read(); next != IoFile.END; next = file.read()) {
            append(all, next);
        }
        return all.toString();
    }

    private static @Nullable String bytes(IoFile file, int count) throws IOException {
        if (file.peek() == IoFile.END) {
            return null;
        }
        StringBuilder bytes = new StringBuilder();
        while (bytes.length() < count) {
            int next = file.read();
            if (next == IoFile.END) {
                break;
            }
            append(bytes, next);
        }
        return bytes.toString();
    }

    private static @Nullable Double number(IoFile file) throws IOException {
        while (file.peek() != IoFile.END && CharClass.is(file.peek(), CharClass.SPACE)) {
            file.read();
        }
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST_NUMBER && continues(text, file.peek())) {
            text.append((char) file.read());
        }
        return NumberReader.read(text.toString());
    }

    private static boolean continues(StringBuilder text, int next) {
        if (next == IoFile.END) {
            return false;
        }
        boolean hexadecimal =
                text.length() > 1 && StringLib.lower(text.toString()).contains("0x");
        char last = text.isEmpty() ? '\0' : text.charAt(text.length() - 1);
        return switch (next) {
            case '+', '-' -> text.isEmpty() || (!hexadecimal && (last == 'e' || last == 'E')) || last == 'p';
            case '.' -> text.indexOf(".") < 0;
            case 'x', 'X' -> last == '0' && text.length() <= 2;
            case 'p', 'P' -> hexadecimal;
            case 'e', 'E' -> !text.isEmpty();
            default -> CharClass.is(next, hexadecimal ? CharClass.HEX : CharClass.DIGIT);
        };
    }
}
