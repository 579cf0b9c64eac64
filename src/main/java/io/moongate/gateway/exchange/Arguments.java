package io.moongate.gateway.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a query string or a form ({@code a=1&b&c=}), in their order. Text is bytes as characters. What has
 * no {@code =} has no value, which is something else than an empty one.
 */
public final class Arguments {
    private static final String UNRESERVED = "-_.~!*'()";
    private static final String HEX = "0123456789ABCDEF";

    private final List<Argument> all;

    private Arguments(List<Argument> all) {
        this.all = all;
    }

    /** One argument; its value is null where it has none. */
    public record Argument(String name, @Nullable String value) {}

    /** Reads them; one without a name is passed over. */
    public static Arguments parse(String text) {
        List<Argument> all = new ArrayList<>();
        for (String piece : text.split("&", -1)) {
            int equals = piece.indexOf('=');
            String name = unescape(equals < 0 ? piece : piece.substring(0, equals));
            if (!name.isEmpty()) {
                all.add(new Argument(name, equals < 0 ? null : unescape(piece.substring(equals + 1))));
            }
        }
        return new Arguments(all);
    }

    public List<Argument> all() {
        return List.copyOf(all);
    }

    /** The values of all arguments of a name that have one. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>(1);
        for (Argument argument : all) {
            if (argument.value() != null && argument.name().equals(name)) {
                texts.add(argument.value());
            }
        }
        return texts;
    }

    /** How often a name is there, with a value or without. */
    public int count(String name) {
        return (int)
                all.stream().filter(argument -> argument.name().equals(name)).count();
    }

    /** The others, without those of a name. */
    public Arguments without(String name) {
        return new Arguments(
                all.stream().filter(argument -> !argument.name().equals(name)).toList());
    }

    /** As text again: names in the order of their text, as Kong writes them, the values of a name in their own. */
    public String sorted() {
        List<String> names = all.stream().map(Argument::name).distinct().toList();
        List<String> pieces = new ArrayList<>();
        for (String name : names) {
            List<String> group = new ArrayList<>();
            for (Argument argument : all) {
                if (argument.name().equals(name)) {
                    group.add(argument.value() == null ? escape(name) : escape(name) + "=" + escape(argument.value()));
                }
            }
            pieces.add(String.join("&", group));
        }
        pieces.sort(null);
        return String.join("&", pieces);
    }

    /**
     * A query without an argument. The others keep their order and spelling, but for a {@code =} where one had none, as
     * Kong has it.
     */
    public static String without(String query, String name) {
        List<String> kept = new ArrayList<>();
        for (String piece : query.split("&", -1)) {
            int equals = piece.indexOf('=');
            if (!piece.isEmpty()
                    && !unescape(equals < 0 ? piece : piece.substring(0, equals))
                            .equals(name)) {
                kept.add(equals < 0 ? piece + "=" : piece);
            }
        }
        return String.join("&", kept);
    }

    /** The value of a cookie, or null. */
    public static @Nullable String cookie(Iterable<String> headers, String name) {
        for (String header : headers) {
            for (String piece : header.split(";", -1)) {
                int equals = piece.indexOf('=');
                if (equals > 0 && piece.substring(0, equals).strip().equals(name)) {
                    return piece.substring(equals + 1).strip();
                }
            }
        }
        return null;
    }

    private static String unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                out.append((char) (high << 4 | low));
                i += 2;
            } else {
                out.append(c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
