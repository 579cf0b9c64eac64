package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaError;
import org.jspecify.annotations.Nullable;

/** {@code string.format}. */
public final class StringFormat {
    private StringFormat() {}

    /** Formats; the format is the first of the arguments. */
    static String format(@Nullable Object[] arguments) {
        String format = Check.string(arguments, 1);
        int percent = format.indexOf('%');
        if (percent < 0) {
            return format;
        }
        StringBuilder out = new StringBuilder(format.length() + 16);
        int copied = 0;
        int next = 1;
        while (percent >= 0) {
            out.append(format, copied, percent);
            FormatSpec spec = FormatSpec.parse(format, percent);
            copied = spec.end();
            switch (spec.conversion()) {
                case '\0' ->
                    throw LuaError.caller("invalid option '" + format.substring(percent, copied) + "' to 'format'");
                case '%' -> out.append('%');
                default -> {
                    if (++next > arguments.length) {
                        throw ArgumentError.of(next, "value expected");
                    }
                    argument(out, spec, arguments[next - 1], next);
                }
            }
            percent = format.indexOf('%', copied);
        }
        return out.append(format, copied, format.length()).toString();
    }

    private static void argument(StringBuilder out, FormatSpec spec, @Nullable Object value, int number) {
        switch (spec.conversion()) {
            case 's' -> {
                String text = Convert.tostring(value);
                Room.forString((long) out.length() + text.length());
                spec.text(out, text);
            }
            case 'q' -> {
                String text = Convert.tostring(value);
                Room.forString((long) out.length() + text.length());
                FormatSpec.quoted(out, text);
                Room.forString(out.length());
            }
            case 'p' -> out.append(pointer(value));
            default -> {
                if (value instanceof Cdata data && data.isInteger() && spec.isInteger()) {
                    spec.integer(out, data.bits());
                } else {
                    spec.number(out, Check.number(value, number));
                }
            }
        }
    }

    private static String pointer(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Boolean b -> "NULL";
            case Double d -> "NULL";
            default -> {
                String identity = Convert.identity(value);
                yield identity.substring(identity.lastIndexOf(' ') + 1);
            }
        };
    }
}
