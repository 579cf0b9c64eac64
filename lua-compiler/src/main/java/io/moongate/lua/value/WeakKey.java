package io.moongate.lua.value;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A key that its table does not keep alive, at the place where the key itself would be. */
final class WeakKey {
    private final WeakReference<Object> reference;
    private final int hash;

    WeakKey(Object key) {
        reference = new WeakReference<>(key);
        hash = key.hashCode();
    }

    static boolean is(@Nullable Object held, Object key) {
        return held instanceof WeakKey weak && weak.reference.refersTo(key);
    }

    /** The key at a place, null when it is gone. */
    static @Nullable Object open(@Nullable Object held) {
        return held instanceof WeakKey weak ? weak.reference.get() : held;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }
}
