package io.moongate.lua.emit;

/** Where a variable lives in the method at hand. */
record Slot(Kind kind, int index) {
    enum Kind {
        /** A value in a JVM local. */
        PLAIN,
        /** A double in a JVM local. */
        NUMBER,
        /** A value in two JVM locals, the halves of a {@code Dual}: the object, and behind it the double. */
        DUAL,
        /** A cell in a JVM local. */
        CELL,
        /** A value in the frame array of a function too large for one method. */
        FRAMED,
        /** A cell in the frame array. */
        FRAMED_CELL
    }
}
