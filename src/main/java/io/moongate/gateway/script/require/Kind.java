package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** A kind of objects that a module makes: tables with methods, and something of Java's in them that Lua cannot forge. */
public final class Kind<T> {
    private static final String CONTENT = "ctx";

    private final String name;
    private final Class<T> type;
    private final LuaTable metatable;

    /** Objects of this name with these methods around something of this type. */
    public Kind(String name, Class<T> type, LuaTable methods) {
        this.name = name;
        this.type = type;
        this.metatable = Namespace.hide(
                new Namespace().value(Metamethod.INDEX.key(), methods).table());
    }

    /** The metatable of all objects, to add operators to. */
    public LuaTable metatable() {
        return metatable;
    }

    /** A new object. */
    public LuaTable wrap(T content) {
        LuaTable object = new LuaTable(0, 2);
        object.put(CONTENT, new Userdata(content, null));
        object.setMetatable(metatable);
        return object;
    }

    /** What is in an object of any kind; null for anything else. */
    public static @Nullable Object contentOf(@Nullable Object value) {
        return value instanceof LuaTable table && table.get(CONTENT) instanceof Userdata userdata
                ? userdata.object()
                : null;
    }

    /** What is in an object; null for anything that is none of this kind. */
    public @Nullable T orNull(@Nullable Object value) {
        return value instanceof LuaTable table
                        && table.get(CONTENT) instanceof Userdata userdata
                        && type.isInstance(userdata.object())
                ? type.cast(userdata.object())
                : null;
    }

    /** What is in the object that a method was called on; raises an error where it is none. */
    public T self(@Nullable Object value) {
        return argument(value, 1);
    }

    /** What is in an object given as an argument. */
    public T argument(@Nullable Object value, int argument) {
        T content = orNull(value);
        if (content == null) {
            throw ArgumentError.type(argument, name, value);
        }
        return content;
    }
}
