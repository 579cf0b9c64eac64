package io.moongate.gateway.script.pdk;

/** Paths for the upstream as Kong escapes them. */
final class PathText {
    private static final String KEPT = "!#$&'()*+,/:;=?@[]-_.~%";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PathText() {}

    /** Escapes what may not stand in a path; what is escaped already stays. */
    static String escape(String path) {
        StringBuilder out = null;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean kept = c < 128 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
            if (!kept && out == null) {
                out = new StringBuilder(path.length() + 16).append(path, 0, i);
            }
            if (out != null) {
                if (kept) {
                    out.append(c);
                } else {
                    out.append('%').append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
                }
            }
        }
        return out == null ? path : out.toString();
    }
}
