package io.moongate.gateway.path;

/**
 * The form in which paths are compared: escapes decoded except those of reserved characters, dot segments resolved,
 * runs of slashes merged. Text is bytes in characters.
 */
public final class NormalPath {
    private static final String RESERVED = "!*'();:@&=+$,/?%#[]";

    private NormalPath() {}

    /** The normal form of a path without its query; the same object where it is in that form already. */
    public static String of(String path) {
        return isNormal(path) ? path : withoutDots(decoded(path));
    }

    private static boolean isNormal(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                return false;
            }
            if ((c == '/' || c == '.') && i > 0 && path.charAt(i - 1) == '/') {
                return false;
            }
        }
        return path.isEmpty() || path.charAt(0) == '/';
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder result = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int value = c == '%' ? Percent.value(path, i) : -1;
            if (value < 0) {
                result.append(c);
            } else if (RESERVED.indexOf(value) >= 0) {
                Percent.append(result, value);
                i += 2;
            } else {
                result.append((char) value);
                i += 2;
            }
        }
        return result.toString();
    }

    private static String withoutDots(String path) {
        StringBuilder result = new StringBuilder(path.length() + 1).append('/');
        int at = 0;
        while (at < path.length()) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            int length = end - at;
            boolean up = length == 2 && path.startsWith("..", at);
            if (up) {
                // Back over the last segment; the root is its own parent.
                result.setLength(Math.max(result.lastIndexOf("/", result.length() - 2), 0) + 1);
            } else if (length > 0 && !(length == 1 && path.charAt(at) == '.')) {
                result.append(path, at, end);
                if (slash >= 0) {
                    result.append('/');
                }
            }
            at = end + 1;
        }
        return result.toString();
    }
}
