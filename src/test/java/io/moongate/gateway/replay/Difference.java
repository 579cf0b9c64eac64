package io.moongate.gateway.replay;

import org.jspecify.annotations.Nullable;

/** One place where an answer is not the recorded one. */
record Difference(
        String what, @Nullable Object expected, @Nullable Object got) {
    private static final int CONTEXT = 40;
    private static final int LENGTH = 300;

    @Override
    public String toString() {
        String left = shown(expected);
        String right = shown(got);
        int start = 0;
        while (start < Math.min(left.length(), right.length()) && left.charAt(start) == right.charAt(start)) {
            start++;
        }
        int from = left.length() > LENGTH || right.length() > LENGTH ? Math.max(0, start - CONTEXT) : 0;
        return what + ": expected " + cut(left, from) + ", got " + cut(right, from);
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String plain ? plain : Recording.write(value);
    }

    private static String cut(String text, int from) {
        int end = Math.min(text.length(), from + LENGTH);
        return (from > 0 ? "…" : "") + text.substring(Math.min(from, end), end) + (end < text.length() ? "…" : "");
    }
}
