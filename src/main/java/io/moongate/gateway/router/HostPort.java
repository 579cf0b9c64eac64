package io.moongate.gateway.router;

/**
 * A host text split as Kong splits it: at its first colon, if a number follows as Lua reads numbers. So an address in
 * brackets keeps its port.
 *
 * @param port the port, {@link #NONE} where there is none, {@link #UNUSABLE} where the number is no port
 */
record HostPort(String name, int port) {
    static final int NONE = -1;
    static final int UNUSABLE = -2;

    static HostPort of(String text) {
        int colon = text.indexOf(':');
        int port = colon < 0 ? NONE : number(text.substring(colon + 1));
        return port == NONE ? new HostPort(text, NONE) : new HostPort(text.substring(0, colon), port);
    }

    private static int number(String text) {
        boolean decimal = !text.isEmpty();
        for (int i = 0; i < text.length() && decimal; i++) {
            decimal = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (decimal) {
            String digits = text.length() > 5 ? text.replaceFirst("^0+(?=.)", "") : text;
            return digits.length() > 9 ? UNUSABLE : Integer.parseInt(digits);
        }
        return text.isEmpty() ? NONE : oddNumber(text);
    }

    /** Hexadecimal numbers, fractions and powers. */
    private static int oddNumber(String text) {
        double value;
        if (text.matches("[+-]?0[xX][0-9a-fA-F]{1,12}")) {
            boolean negative = text.startsWith("-");
            long magnitude = Long.parseLong(text.replaceFirst("^[+-]?0[xX]", ""), 16);
            value = negative ? -magnitude : magnitude;
        } else if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") && text.length() < 40) {
            value = Double.parseDouble(text);
        } else {
            return NONE;
        }
        int whole = (int) value;
        return whole == value && whole >= 0 ? whole : UNUSABLE;
    }
}
