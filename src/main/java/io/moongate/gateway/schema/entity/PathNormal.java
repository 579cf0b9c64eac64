package io.moongate.gateway.schema.entity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The normal form of a path: dots resolved, slashes merged, escapes in upper case and only where they are needed. */
final class PathNormal {
    private PathNormal() {}

    static String of(String path) {
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%' || i + 2 >= path.length()) {
                decoded.append(c);
                continue;
            }
            int value = Integer.parseInt(path.substring(i + 1, i + 3), 16);
            if (unreserved(value)) {
                decoded.append((char) value);
            } else {
                decoded.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return segments(decoded.toString());
    }

    private static boolean unreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static String segments(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] parts = path.split("/", -1);
        boolean folder = false;
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            boolean last = i == parts.length - 1;
            folder = last && (part.isEmpty() || part.equals(".") || part.equals(".."));
            if (part.equals("..")) {
                kept.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.addLast(part);
            }
        }
        String joined = "/" + String.join("/", kept);
        return folder && !kept.isEmpty() ? joined + "/" : joined;
    }
}
