package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A number in a table's hash part. The cell belongs to its place: writing another number there changes the cell, so
 * that counting in a field makes no garbage. It never leaves the table.
 */
sealed class NumberCell permits WeakCell {
    double value;

    NumberCell(double value) {
        this.value = value;
    }

    /** The number as a value. */
    @Nullable
    Object boxed() {
        return value;
    }

    /** What a place holds, as the world may see it. */
    static @Nullable Object open(@Nullable Object held) {
        return held instanceof NumberCell cell ? cell.boxed() : held;
    }

    /** What a fresh place holds for a value. */
    static @Nullable Object close(@Nullable Object value) {
        return value instanceof Double d ? new NumberCell(d) : value;
    }
}
