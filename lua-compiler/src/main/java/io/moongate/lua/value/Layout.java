package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * Where the table in one variable keeps the fields that a function uses there as numbers. All those places in the code
 * go by one layout, so that the JIT compares shapes once for them all. In tables of another shape it does not count.
 * Immutable, so that threads that share the code may overwrite each other's.
 */
public final class Layout {
    /** A variable whose tables come in more shapes than this is not worth following. */
    private static final int MOST_CHANGES = 8;

    private static final int[] NOWHERE = {};

    private final String[] keys;
    private final int changes;

    final @Nullable Shape shape;
    /** The slot of each key, or -1. */
    final int[] slots;

    private Layout(String[] keys, int changes, @Nullable Shape shape, int[] slots) {
        this.keys = keys;
        this.changes = changes;
        this.shape = shape;
        this.slots = slots;
    }

    /** For these keys, and no shape yet. */
    public static Layout of(String[] keys) {
        return new Layout(keys, 0, null, NOWHERE);
    }

    /** Whether another shape may take its place. */
    boolean mayChange() {
        return changes < MOST_CHANGES;
    }

    /** That of the same keys in tables of another shape. */
    Layout in(Shape other) {
        int[] found = new int[keys.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = other.find(keys[i]);
        }
        return new Layout(keys, changes + 1, other, found);
    }
}
