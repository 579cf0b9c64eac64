package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** An object of the host, opaque to Lua but for its metatable. */
public final class Userdata {
    /** The null pointer, as {@code ngx.null} and {@code cjson.null} are. */
    public static final Userdata NULL = new Userdata(null, null);

    /**
     * A {@code __metatable} that a host gives to metatables of its own which it does not let scripts have, while they may put
     * another one in its place on a table.
     */
    public static final Userdata HIDDEN = new Userdata(null, null);

    private final @Nullable Object object;
    private @Nullable LuaTable metatable;

    public Userdata(@Nullable Object object, @Nullable LuaTable metatable) {
        this.object = object;
        this.metatable = metatable;
    }

    public @Nullable Object object() {
        return object;
    }

    public @Nullable LuaTable metatable() {
        return metatable;
    }

    public void setMetatable(@Nullable LuaTable metatable) {
        this.metatable = metatable;
    }
}
