package io.moongate.gateway.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text names: a host by name or by address, perhaps with a port.
 *
 * @param kind what it is
 * @param host the name as given, or the address in its long form, IPv6 within brackets
 * @param port the port, or null where none was given
 */
public record HostName(Kind kind, String host, @Nullable Integer port) {

    /** The kinds of hosts. */
    public enum Kind {
        NAME,
        IPV4,
        IPV6
    }

    /** What reading a text came to. */
    public sealed interface Parsed {
        record Valid(HostName host) implements Parsed {}

        record Invalid(String error) implements Parsed {}
    }

    /** The error for a port that is out of range. */
    public static final String BAD_PORT = "invalid port number";

    private static final int HIGHEST_PORT = 65535;
    private static final Pattern WITH_PORT = Pattern.compile("(.*):(\\d+)", Pattern.DOTALL);
    private static final Pattern DOTTED = Pattern.compile("[\\d.]+");
    private static final Pattern NAME = Pattern.compile("[\\dA-Za-z._-]+");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\](?::(\\d+))?");
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");

    /** Reads a text. */
    public static Parsed parse(String text) {
        boolean six = text.chars().filter(c -> c == ':').count() > 1;
        Matcher parts = (six ? BRACKETS : WITH_PORT).matcher(text);
        String host = parts.matches() ? parts.group(1) : text;
        String digits = parts.matches() ? parts.group(2) : null;
        Integer port = digits == null ? null : port(digits);
        if (digits != null && port == null) {
            return new Parsed.Invalid(BAD_PORT);
        }
        if (six) {
            return ipv6(text, host, port);
        }
        return DOTTED.matcher(text.replace(":", "")).matches() ? ipv4(text, host, port) : name(host, port);
    }

    private static Parsed ipv4(String text, String address, @Nullable Integer port) {
        String[] parts = address.split("\\.", -1);
        boolean valid = parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> !part.isEmpty() && part.length() <= 3 && Integer.parseInt(part) <= 255);
        return valid
                ? new Parsed.Valid(new HostName(Kind.IPV4, address, port))
                : new Parsed.Invalid("invalid ipv4 address: " + text);
    }

    private static Parsed name(String host, @Nullable Integer port) {
        // A dot at the end says that the name is whole.
        String labels = host.endsWith(".") && host.length() > 1 ? host.substring(0, host.length() - 1) : host;
        boolean valid = NAME.matcher(host).matches()
                && Arrays.stream(labels.split("\\.", -1)).allMatch(label -> !label.isEmpty() && !label.endsWith("-"));
        return valid
                ? new Parsed.Valid(new HostName(Kind.NAME, host, port))
                : new Parsed.Invalid("invalid hostname: " + host);
    }

    private static Parsed ipv6(String text, String address, @Nullable Integer port) {
        List<String> groups = groups(address.toLowerCase(Locale.ROOT));
        return groups == null
                ? new Parsed.Invalid("invalid ipv6 address: " + text)
                : new Parsed.Valid(new HostName(Kind.IPV6, "[" + String.join(":", groups) + "]", port));
    }

    /** The eight groups of an address in their long form, or null where it is none. */
    private static @Nullable List<String> groups(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        List<String> head = split(gap < 0 ? address : address.substring(0, gap));
        List<String> tail = gap < 0 ? List.of() : split(address.substring(gap + 2));
        int missing = 8 - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        List<String> all = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            all.add("0");
        }
        all.addAll(tail);
        if (!all.stream().allMatch(group -> GROUP.matcher(group).matches())) {
            return null;
        }
        return all.stream().map(group -> "0".repeat(4 - group.length()) + group).toList();
    }

    private static List<String> split(String groups) {
        return groups.isEmpty() ? List.of() : Arrays.asList(groups.split(":", -1));
    }

    private static @Nullable Integer port(String digits) {
        int value = digits.length() > 6 ? HIGHEST_PORT + 1 : Integer.parseInt(digits);
        return value > HIGHEST_PORT ? null : Integer.valueOf(value);
    }
}
