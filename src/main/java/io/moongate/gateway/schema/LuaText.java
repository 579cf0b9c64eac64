package io.moongate.gateway.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes values as Lua table constructors, the form in which error texts carry trees. */
final class LuaText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "goto",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");

    /** Two equal brackets with nothing but equal signs between: what a long bracket must not contain. */
    private static final Pattern LONG_BRACKET = Pattern.compile("\\[=*\\[|]=*]");

    private LuaText() {}

    /** On several lines, indented by two blanks. */
    static String pretty(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, "", "  ", "\n", " = ");
        return out.toString();
    }

    /** On one line without blanks. */
    static String compact(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, "", "", "", "=");
        return out.toString();
    }

    private static void write(
            StringBuilder out, @Nullable Object value, String indent, String step, String lineEnd, String equals) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(out, text);
            case List<?> list -> {
                Items items = new Items(out, indent + step, lineEnd);
                boolean gap = false;
                for (int i = 0; i < list.size(); i++) {
                    Object item = list.get(i);
                    if (item == null) {
                        gap = true;
                    } else {
                        items.next();
                        if (gap) {
                            out.append('[').append(i + 1).append(']').append(equals);
                        }
                        write(out, item, indent + step, step, lineEnd, equals);
                    }
                }
                items.close(indent);
            }
            case Map<?, ?> map -> {
                Items items = new Items(out, indent + step, lineEnd);
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
                sorted.forEach((key, item) -> {
                    items.next();
                    if (NAME.matcher(key).matches() && !KEYWORDS.contains(key)) {
                        out.append(key);
                    } else {
                        out.append('[');
                        quote(out, key);
                        out.append(']');
                    }
                    out.append(equals);
                    write(out, item, indent + step, step, lineEnd, equals);
                });
                items.close(indent);
            }
            case Number number -> out.append(number(number));
            default -> out.append(value);
        }
    }

    /** Counts the items of a table, for braces, commas and line ends. */
    private static final class Items {
        private final StringBuilder out;
        private final String indent;
        private final String lineEnd;
        private boolean any;

        Items(StringBuilder out, String indent, String lineEnd) {
            this.out = out;
            this.indent = indent;
            this.lineEnd = lineEnd;
            out.append('{');
        }

        void next() {
            if (any) {
                out.append(',');
            }
            any = true;
            out.append(lineEnd).append(indent);
        }

        void close(String outerIndent) {
            if (any) {
                out.append(lineEnd).append(outerIndent);
            }
            out.append('}');
        }
    }

    /** A number as Lua prints it: whole numbers without a fraction. */
    static String number(Number number) {
        double value = number.doubleValue();
        return number instanceof Long || (value == Math.rint(value) && Math.abs(value) < 1e14)
                ? Long.toString(number.longValue())
                : Double.toString(value);
    }

    /**
     * Between double quotes; between long brackets where the text has a line end or something that looks like a long
     * bracket, unless it has a carriage return, which long brackets would lose.
     */
    private static void quote(StringBuilder out, String text) {
        int level = -1;
        Matcher matcher = LONG_BRACKET.matcher(text + "]");
        while (matcher.find()) {
            level = Math.max(level, matcher.end() - matcher.start() - 2);
        }
        if ((level >= 0 || text.indexOf('\n') >= 0) && text.indexOf('\r') < 0) {
            String signs = "=".repeat(level + 1);
            out.append('[').append(signs).append('[');
            if (text.startsWith("\n")) {
                out.append('\n');
            }
            out.append(text).append(']').append(signs).append(']');
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\\n");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ' || c == 127) {
                        boolean digitFollows = i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
                        out.append('\\').append(digitFollows ? "%03d".formatted((int) c) : Integer.toString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
