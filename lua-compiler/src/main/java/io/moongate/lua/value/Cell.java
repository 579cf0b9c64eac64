package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** A local variable that is captured by a closure and assigned after that: shared, so it lives in an object. */
public final class Cell {
    public @Nullable Object value;

    public Cell(@Nullable Object value) {
        this.value = value;
    }
}
