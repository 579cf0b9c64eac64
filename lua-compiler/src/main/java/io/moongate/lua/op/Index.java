package io.moongate.lua.op;

import io.moongate.lua.value.Finding;
import io.moongate.lua.value.Layout;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import org.jspecify.annotations.Nullable;

/** Reading and writing fields, metamethods included. */
public final class Index {
    private static final int LONGEST_CHAIN = 100;

    private Index() {}

    public static @Nullable Object get(@Nullable Object object, String key) {
        if (object instanceof LuaTable table) {
            Object value = table.get(key);
            return value != null || table.metatable() == null ? value : getInherited(table, key);
        }
        return getSlow(object, key);
    }

    /** By a literal key, with a note of where this place in the code found it last. */
    public static @Nullable Object get(@Nullable Object object, String key, Finding[] findings, int site) {
        if (object instanceof LuaTable table) {
            Object value = table.get(key, findings, site);
            return value != null || table.metatable() == null ? value : getInherited(table, key, findings, site);
        }
        return getSlow(object, key);
    }

    private static @Nullable Object getInherited(LuaTable table, String key, Finding[] findings, int site) {
        Object known = table.inherited(findings, site);
        if (known != null) {
            return known;
        }
        Object found = table.inherit(key, findings, site);
        return found != null ? found : getInherited(table, key);
    }

    /** A method: mostly the receiver itself lacks it, and its class or its class's parent has it. */
    public static @Nullable Object method(@Nullable Object object, String key, Finding[] findings, int site) {
        if (object instanceof LuaTable table) {
            Object known = table.inherited(findings, site);
            return known != null ? known : get(table, key, findings, site);
        }
        return methodOfOther(object, key, findings, site);
    }

    private static @Nullable Object methodOfOther(@Nullable Object object, String key, Finding[] findings, int site) {
        if (object instanceof String) {
            LuaTable metatable = Meta.tableOf(object);
            if (metatable != null && metatable.indexHandler() instanceof LuaTable library) {
                Object found = library.get(key, findings, site);
                if (found != null) {
                    return found;
                }
            }
        }
        return getSlow(object, key);
    }

    /** The number at a literal key without metamethods, or NaN: then the way of {@link #get} is to be gone, for which the operands are. */
    public static double number(@Nullable Object object, String key, Finding[] findings, int site) {
        return object instanceof LuaTable table ? table.number(findings, site) : Double.NaN;
    }

    /** The same with a layout that all uses of a variable share. */
    public static double number(
            @Nullable Object object,
            String key,
            Finding[] findings,
            int site,
            Layout[] layouts,
            int layout,
            int place) {
        return object instanceof LuaTable table ? table.number(findings, site, layouts, layout, place) : Double.NaN;
    }

    /** The number at a number, or NaN, in the same way. */
    public static double number(@Nullable Object object, double key) {
        return object instanceof LuaTable table ? table.number(key) : Double.NaN;
    }

    /** The number at a number that is this whole one too, unless that is negative; or NaN, in the same way. */
    public static double number(@Nullable Object object, double key, int whole) {
        return object instanceof LuaTable table ? table.numberAt(whole) : Double.NaN;
    }

    /** The number at any key, or NaN, in the same way. */
    public static double number(@Nullable Object object, @Nullable Object key) {
        if (object instanceof LuaTable table) {
            if (key instanceof Double d) {
                return table.number(d.doubleValue());
            }
            if (key instanceof String s) {
                return table.number(s);
            }
            return key == null ? Double.NaN : table.numberOfOther(key);
        }
        return Double.NaN;
    }

    public static void putNumber(@Nullable Object object, @Nullable Object key, double value) {
        if (object instanceof LuaTable table && key instanceof Double d && isPlain(table)) {
            table.putNumber(d.doubleValue(), value);
        } else if (!(object instanceof LuaTable table && replaceNumber(table, key, value))) {
            put(object, key, (Object) value);
        }
    }

    /** Replaces a number by another, which is no business of metamethods; or answers false. */
    private static boolean replaceNumber(LuaTable table, @Nullable Object key, double value) {
        return switch (key) {
            case null -> false;
            case String s -> table.replaceNumber(s, value);
            case Double d -> false;
            default -> table.replaceNumberOfOther(key, value);
        };
    }

    public static void putNumber(@Nullable Object object, String key, double value, Finding[] findings, int site) {
        if (!(object instanceof LuaTable table) || !table.replaceNumber(value, findings, site)) {
            put(object, key, (Object) value, findings, site);
        }
    }

    /** The same with a layout that all uses of a variable share. */
    public static void putNumber(
            @Nullable Object object,
            String key,
            double value,
            Finding[] findings,
            int site,
            Layout[] layouts,
            int layout,
            int place) {
        if (!(object instanceof LuaTable table)
                || !table.replaceNumber(value, findings, site, layouts, layout, place)) {
            put(object, key, (Object) value, findings, site);
        }
    }

    public static void putNumber(@Nullable Object object, double key, double value) {
        if (object instanceof LuaTable table && isPlain(table)) {
            table.putNumber(key, value);
        } else {
            putSlow(object, key, value);
        }
    }

    /** With the key twice, as in {@link #number(Object, double, int)}. */
    public static void putNumber(@Nullable Object object, double key, int whole, double value) {
        if (!(object instanceof LuaTable table && isPlain(table) && table.replaceNumberAt(whole, value))) {
            putNumber(object, key, value);
        }
    }

    public static void put(@Nullable Object object, String key, @Nullable Object value, Finding[] findings, int site) {
        if (!(object instanceof LuaTable table) || !table.replace(value, findings, site)) {
            putNew(object, key, value, findings, site);
        }
    }

    private static void putNew(
            @Nullable Object object, String key, @Nullable Object value, Finding[] findings, int site) {
        if (object instanceof LuaTable table && isPlain(table)) {
            table.put(key, value, findings, site);
        } else {
            putSlow(object, key, value);
        }
    }

    /** A field the table itself does not have: mostly a method of its class. */
    private static @Nullable Object getInherited(LuaTable from, String key) {
        LuaTable at = from;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            LuaTable metatable = at.metatable();
            Object handler = metatable == null ? null : metatable.indexHandler();
            if (handler == null) {
                return null;
            }
            if (!(handler instanceof LuaTable next)) {
                return handler instanceof LuaFunction function
                        ? Meta.answer(function, at, key)
                        : getHandled(handler, key);
            }
            Object value = next.get(key);
            if (value != null) {
                return value;
            }
            at = next;
        }
        throw LuaError.here("loop in gettable");
    }

    /** Through a handler that is neither table nor function, which has no name in the code. */
    private static @Nullable Object getHandled(Object handler, String key) {
        if (Meta.handler(handler, Metamethod.INDEX) == null) {
            throw OperandError.indexHandler(handler);
        }
        return getSlow(handler, key);
    }

    public static @Nullable Object get(@Nullable Object object, double key) {
        if (object instanceof LuaTable table) {
            Object value = table.get(key);
            if (value != null || table.metatable() == null) {
                return value;
            }
        }
        return getSlow(object, key);
    }

    /** With the key twice, as in {@link #number(Object, double, int)}. */
    public static @Nullable Object get(@Nullable Object object, double key, int whole) {
        if (object instanceof LuaTable table) {
            Object value = whole >= 0 ? table.get(whole) : table.get(key);
            if (value != null || table.metatable() == null) {
                return value;
            }
        }
        return getSlow(object, key);
    }

    public static @Nullable Object get(@Nullable Object object, @Nullable Object key) {
        if (object instanceof LuaTable table) {
            Object value = key instanceof Double d ? table.get(d.doubleValue()) : table.get(key);
            if (value != null || table.metatable() == null) {
                return value;
            }
        }
        return getSlow(object, key);
    }

    private static @Nullable Object getSlow(@Nullable Object object, @Nullable Object key) {
        Object at = object;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Object handler;
            if (at instanceof LuaTable table) {
                Object value = table.get(key);
                if (value != null) {
                    return value;
                }
                LuaTable metatable = table.metatable();
                handler = metatable == null ? null : metatable.indexHandler();
                if (handler == null) {
                    return null;
                }
            } else {
                handler = Meta.handler(at, Metamethod.INDEX);
                if (handler == null) {
                    throw i == 0 ? OperandError.index(at) : OperandError.indexHandler(at);
                }
            }
            if (handler instanceof LuaFunction function) {
                return Meta.answer(function, at, key);
            }
            at = handler;
        }
        throw LuaError.here("loop in gettable");
    }

    public static void put(@Nullable Object object, String key, @Nullable Object value) {
        if (object instanceof LuaTable table && isPlain(table)) {
            table.put(key, value);
        } else {
            putSlow(object, key, value);
        }
    }

    public static void put(@Nullable Object object, double key, @Nullable Object value) {
        if (object instanceof LuaTable table && isPlain(table)) {
            table.put(key, value);
        } else {
            putSlow(object, key, value);
        }
    }

    /** With the key twice, as in {@link #number(Object, double, int)}. */
    public static void put(@Nullable Object object, double key, int whole, @Nullable Object value) {
        if (object instanceof LuaTable table && whole >= 0 && isPlain(table)) {
            table.put(whole, value);
        } else {
            put(object, key, value);
        }
    }

    public static void put(@Nullable Object object, @Nullable Object key, @Nullable Object value) {
        if (object instanceof LuaTable table && isPlain(table)) {
            if (key instanceof Double d) {
                table.put(d.doubleValue(), value);
            } else {
                table.put(key, value);
            }
        } else {
            putSlow(object, key, value);
        }
    }

    /** Whether writing needs no metamethod. */
    private static boolean isPlain(LuaTable table) {
        LuaTable metatable = table.metatable();
        return metatable == null || metatable.metamethod(Metamethod.NEWINDEX) == null;
    }

    private static void putSlow(@Nullable Object object, @Nullable Object key, @Nullable Object value) {
        Object at = object;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Object handler;
            if (at instanceof LuaTable table) {
                LuaTable metatable = table.metatable();
                handler = metatable == null ? null : metatable.metamethod(Metamethod.NEWINDEX);
                if (handler == null || table.get(key) != null) {
                    table.put(key, value);
                    return;
                }
            } else {
                handler = Meta.handler(at, Metamethod.NEWINDEX);
                if (handler == null) {
                    throw i == 0 ? OperandError.index(at) : OperandError.indexHandler(at);
                }
            }
            if (handler instanceof LuaFunction function) {
                Meta.tell(function, at, key, value);
                return;
            }
            at = handler;
        }
        throw LuaError.here("loop in settable");
    }
}
