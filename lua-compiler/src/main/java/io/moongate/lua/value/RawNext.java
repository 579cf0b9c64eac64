package io.moongate.lua.value;

/** Marks the functions that {@code pairs} and {@code ipairs} iterate with: a for loop walks the table without calls. */
public sealed interface RawNext {
    /** {@code next}: key after key. */
    non-sealed interface ByKey extends RawNext {}

    /** What {@code ipairs} gives: 1, 2, 3 up to the first nil. */
    non-sealed interface InSequence extends RawNext {}
}
