package io.moongate.gateway.script.pdk;

import io.moongate.lua.value.LuaError;
import org.jspecify.annotations.Nullable;

/** Arguments of the kind that a function demands; others are its caller's error. */
final class Argument {
    private Argument() {}

    static <T> T of(Class<T> kind, @Nullable Object value, String complaint) {
        if (!kind.isInstance(value)) {
            throw LuaError.caller(complaint);
        }
        return kind.cast(value);
    }

    /** One that may be left out. */
    static <T> @Nullable T orNull(Class<T> kind, @Nullable Object value, String complaint) {
        return value == null ? null : of(kind, value, complaint);
    }
}
