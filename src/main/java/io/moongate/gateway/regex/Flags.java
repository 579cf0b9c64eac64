package io.moongate.gateway.regex;

/** What {@code (?imsURux)} switches. */
record Flags(
        boolean ignoreCase,
        boolean multiLine,
        boolean dotAll,
        boolean swapGreed,
        boolean crlf,
        boolean unicode,
        boolean verbose) {
    static final Flags START = new Flags(false, false, false, false, false, true, false);

    Flags with(char flag, boolean on) {
        return new Flags(
                flag == 'i' ? on : ignoreCase,
                flag == 'm' ? on : multiLine,
                flag == 's' ? on : dotAll,
                flag == 'U' ? on : swapGreed,
                flag == 'R' ? on : crlf,
                flag == 'u' ? on : unicode,
                flag == 'x' ? on : verbose);
    }
}
