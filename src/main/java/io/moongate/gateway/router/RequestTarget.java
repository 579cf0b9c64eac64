package io.moongate.gateway.router;

import io.moongate.gateway.path.Percent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request target. Text is bytes in characters.
 *
 * @param uri the target without scheme and authority, as it was sent
 * @param path what stands before the first question mark
 * @param query what stands after it, up to a {@code #}; null where there is no question mark
 * @param authority host and port of an absolute target, else null
 */
public record RequestTarget(
        String uri,
        String path,
        @Nullable String query,
        @Nullable String authority) {

    /** Takes a target apart that {@link #refusal} has nothing against. */
    public static RequestTarget of(String target) {
        String uri = target;
        String authority = null;
        if (!target.startsWith("/")) {
            int start = target.indexOf("://") + 3;
            int end = authorityEnd(target, start);
            authority = target.substring(start, end);
            String rest = target.substring(end);
            uri = rest.startsWith("/") ? rest : "/" + rest;
        }
        int mark = uri.indexOf('?');
        if (mark < 0) {
            return new RequestTarget(uri, uri, null, authority);
        }
        int hash = uri.indexOf('#');
        // A fragment has no place in a request; what stands before it is what nginx takes for the query.
        String query = hash < 0 ? uri.substring(mark + 1) : hash <= mark + 1 ? null : uri.substring(mark + 1, hash);
        return new RequestTarget(uri, uri.substring(0, mark), query, authority);
    }

    /**
     * The status with which a request is refused before it comes to routing, or 0 where it is fine.
     *
     * @param hosts the values of all Host headers
     * @param hostRequired whether a request without Host is refused: from HTTP/1.1 on
     */
    public static int refusal(String method, String target, List<String> hosts, boolean hostRequired) {
        if (!isMethod(method) || !isTarget(target) || hosts.size() > 1) {
            return 400;
        }
        if (hosts.isEmpty() ? hostRequired : !isHost(hosts.getFirst())) {
            return 400;
        }
        return method.equals("TRACE") || method.equals("CONNECT") ? 405 : 0;
    }

    private static boolean isMethod(String method) {
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            if ((c < 'A' || c > 'Z') && c != '_' && c != '-') {
                return false;
            }
        }
        return !method.isEmpty();
    }

    private static boolean isTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) == 0x7F) {
                return false;
            }
        }
        if (target.startsWith("/")) {
            return staysBelowRoot(target, 0);
        }
        int colon = target.indexOf("://");
        if (colon < 1 || !isScheme(target, colon)) {
            return false;
        }
        int start = colon + 3;
        int end = authorityEnd(target, start);
        return isAuthority(target.substring(start, end)) && staysBelowRoot(target, end);
    }

    private static int authorityEnd(String target, int start) {
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    private static boolean isScheme(String target, int end) {
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (!isAlphanumeric(c) && (i == 0 || c != '+' && c != '-' && c != '.') || i == 0 && c >= '0' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    /** Host and port without user info; a name has letters, digits, dots and hyphens. */
    private static boolean isAuthority(String authority) {
        int at = 0;
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            for (int i = 1; i < end; i++) {
                char c = authority.charAt(i);
                if (!isAlphanumeric(c) && "-._~!$&'()*+,;=:".indexOf(c) < 0) {
                    return false;
                }
            }
            at = end + 1;
        } else {
            while (at < authority.length() && (isAlphanumeric(authority.charAt(at)) || isDotOrHyphen(authority, at))) {
                at++;
            }
        }
        if (at == 0 || at < authority.length() && authority.charAt(at) != ':') {
            return false;
        }
        for (int i = at + 1; i < authority.length(); i++) {
            if (authority.charAt(i) < '0' || authority.charAt(i) > '9') {
                return false;
            }
        }
        return isHost(authority);
    }

    private static boolean isDotOrHyphen(String text, int at) {
        return text.charAt(at) == '.' || text.charAt(at) == '-';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** What nginx takes for a host: no empty name, no two dots in a row, no slash, space or control character. */
    private static boolean isHost(String host) {
        int nameEnd = host.length();
        boolean literal = host.startsWith("[");
        boolean inName = true;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == 0x7F || c == '/' || c == '.' && i > 0 && host.charAt(i - 1) == '.') {
                return false;
            }
            if (inName && (literal ? c == ']' : c == ':')) {
                nameEnd = literal ? i + 1 : i;
                inName = false;
            }
        }
        boolean onlyDot = nameEnd == 1 && host.charAt(0) == '.';
        return nameEnd > 0 && !onlyDot;
    }

    /** Where a walk over the segments of a path stands. */
    private enum Walk {
        AFTER_SLASH,
        DOT,
        DOT_DOT,
        USUAL
    }

    /**
     * Whether no {@code ..} leads above the root and every escape is whole. All escapes count as what they stand for
     * here, that of a slash too.
     */
    private static boolean staysBelowRoot(String target, int from) {
        int depth = 0;
        Walk state = Walk.AFTER_SLASH;
        for (int i = from; i < target.length(); i++) {
            int c = target.charAt(i);
            if (c == '?' || c == '#') {
                break;
            }
            if (c == '%') {
                c = Percent.value(target, i);
                if (c <= 0) {
                    return false;
                }
                i += 2;
            }
            if (c == '/') {
                depth += state == Walk.USUAL ? 1 : state == Walk.DOT_DOT ? -1 : 0;
                if (depth < 0) {
                    return false;
                }
                state = Walk.AFTER_SLASH;
            } else if (c == '.') {
                state = switch (state) {
                    case AFTER_SLASH -> Walk.DOT;
                    case DOT -> Walk.DOT_DOT;
                    case DOT_DOT, USUAL -> Walk.USUAL;
                };
            } else {
                state = Walk.USUAL;
            }
        }
        return state != Walk.DOT_DOT || depth > 0;
    }
}
