package io.moongate.lua.value;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A value that its table does not keep alive, at the place where the value itself would be. */
final class WeakCell {
    private final WeakReference<Object> reference;

    WeakCell(Object value) {
        reference = new WeakReference<>(value);
    }

    /** The value at a place, null when it is gone. */
    static @Nullable Object open(@Nullable Object held) {
        return held instanceof WeakCell weak ? weak.reference.get() : held;
    }
}
