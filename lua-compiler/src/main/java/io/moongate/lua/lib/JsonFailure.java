package io.moongate.lua.lib;

/** JSON that cannot be written or read, in the words of {@code cjson}; without a place in Lua and a stack trace. */
public final class JsonFailure extends RuntimeException {
    JsonFailure(String message) {
        super(message, null, false, false);
    }

    /** The sentence; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
