package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * Control flow of the host that Lua code must not stop: the end of a request, a budget that is used up. {@code pcall}
 * lets it pass.
 */
public abstract class HostSignal extends Error {
    protected HostSignal(@Nullable String message) {
        super(message, null, false, false);
    }
}
