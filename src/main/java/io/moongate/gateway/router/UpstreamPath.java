package io.moongate.gateway.router;

import io.moongate.gateway.path.Percent;

/** Joins the path of a service and that of a request. Text is bytes in characters. */
public final class UpstreamPath {
    /** In place of a length: nothing is taken off the path of the request. */
    public static final int KEEP = -1;

    private static final String PLAIN =
            "!#$&'()*+,/:;=?@[]-_.~%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final boolean[] IS_PLAIN = new boolean[128];

    static {
        for (char c : PLAIN.toCharArray()) {
            IS_PLAIN[c] = true;
        }
    }

    private UpstreamPath() {}

    /**
     * The escaped path to ask of the upstream.
     *
     * @param service the path of the service
     * @param path the path of the request in normal form
     * @param stripped how much of its front is taken off, or {@link #KEEP}
     * @param v1 whether paths are joined by {@code path_handling} v1, not v0
     */
    public static String of(String service, String path, int stripped, boolean v1) {
        if (stripped == KEEP) {
            return escaped(v1 ? joinedV1(service, path.substring(1)) : kept(service, path));
        }
        String rest = sanitized(path.substring(Math.min(stripped, path.length())));
        return escaped(v1 ? joinedV1(service, rest) : joined(service, rest, path));
    }

    private static String kept(String service, String path) {
        if (service.endsWith("/")) {
            return service + path.substring(1);
        }
        return path.equals("/") ? service : service + path;
    }

    private static String joined(String service, String rest, String path) {
        boolean slash = service.endsWith("/");
        if (rest.isEmpty()) {
            if (!slash) {
                return path.length() > 1 && path.endsWith("/") ? service + "/" : service;
            }
            return service.length() == 1 || path.endsWith("/") ? service : withoutLast(service);
        }
        if (rest.startsWith("/")) {
            return (slash ? withoutLast(service) : service) + rest;
        }
        return slash ? service + rest : service + "/" + rest;
    }

    /** Of two slashes that meet one goes; where none is, none is put. */
    private static String joinedV1(String service, String rest) {
        return service.endsWith("/") && rest.startsWith("/") ? withoutLast(service) + rest : service + rest;
    }

    private static String withoutLast(String text) {
        return text.substring(0, text.length() - 1);
    }

    /** What is left after a strip must not begin with a dot segment. */
    private static String sanitized(String rest) {
        if (rest.equals(".") || rest.equals("..")) {
            return "";
        }
        if (rest.startsWith("./")) {
            return rest.substring(2);
        }
        return rest.startsWith("../") ? rest.substring(3) : rest;
    }

    private static String escaped(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (!isPlain(path.charAt(i))) {
                return escapedFrom(path, i);
            }
        }
        return path;
    }

    private static String escapedFrom(String path, int start) {
        StringBuilder result = new StringBuilder(path.length() + 16).append(path, 0, start);
        for (int i = start; i < path.length(); i++) {
            char c = path.charAt(i);
            if (isPlain(c)) {
                result.append(c);
            } else {
                Percent.append(result, c);
            }
        }
        return result.toString();
    }

    private static boolean isPlain(char c) {
        return c < 128 && IS_PLAIN[c];
    }
}
