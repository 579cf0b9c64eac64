package io.moongate.gateway.regex;

/** A pattern that the dialect refuses; the message says why, in a few words. */
public final class RegexSyntaxException extends Exception {
    private final String pattern;
    private final int position;

    RegexSyntaxException(String message, String pattern, int position) {
        super(message, null, false, false);
        this.pattern = pattern;
        this.position = position;
    }

    /** The pattern with a mark under the place, then the reason. */
    public String explained() {
        return "regex parse error:\n    " + pattern + "\n    " + " ".repeat(Math.max(0, position)) + "^\nerror: "
                + getMessage();
    }
}
