package io.moongate.lua.lib;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What reaches out of Lua and is therefore there only if the host grants it. */
public enum Grant {
    /** {@code os.getenv}. */
    ENVIRONMENT,
    /** {@code os.execute}, {@code io.popen}. */
    EXECUTE,
    /** {@code os.exit}. */
    EXIT,
    /** {@code os.remove}, {@code os.rename}, {@code os.tmpname}, {@code io}, {@code loadfile}, {@code dofile}, and modules from files. */
    FILES,
    /** {@code os.setlocale}; it knows but the one locale. */
    LOCALE,
    /** {@code string.dump}, and {@code load} of what it gave; bytecode of LuaJIT is refused to all. */
    BINARY,
    /** {@code collectgarbage} that makes the JVM collect, which stops all its threads for a while. */
    COLLECT,
    /** What can change functions and metatables behind their owners' backs: most of {@code debug}. */
    DEBUG;

    /** Everything, as for the command line. */
    public static final Set<Grant> ALL = Collections.unmodifiableSet(EnumSet.allOf(Grant.class));

    /** Nothing, as for a sandbox. */
    public static final Set<Grant> NONE = Collections.unmodifiableSet(EnumSet.noneOf(Grant.class));
}
