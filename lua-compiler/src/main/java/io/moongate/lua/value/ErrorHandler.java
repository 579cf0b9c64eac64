package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** What one {@code xpcall} does with an error, at the place where it is raised. */
public interface ErrorHandler {
    /** The value that takes the place of the error's own. */
    @Nullable
    Object handle(@Nullable Object error);
}
