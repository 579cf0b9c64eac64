package io.moongate.lua.value;

/** Marks the function {@code next}: a for loop over it walks the table's slots instead of calling it. */
public interface RawNext {}
