package io.moongate.lua.op;

import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Prototype;
import io.moongate.lua.value.Where;
import org.jspecify.annotations.Nullable;

/** What is said when a value does not bear an operation: the operand's name comes from the place in the code. */
final class OperandError {
    private OperandError() {}

    static LuaError index(@Nullable Object value) {
        return named("index", value, true);
    }

    /** A metamethod that is a value without fields: no name in the code stands for it. */
    static LuaError indexHandler(@Nullable Object handler) {
        return compose("index", null, handler);
    }

    static LuaError call(@Nullable Object value) {
        Where.Level level = Where.level(0);
        String name =
                level == null || level.site() == null ? null : level.site().left();
        // Only what is written can be named: not the iterator of a loop.
        return compose("call", name == null || name.startsWith("(") ? null : name, value);
    }

    static LuaError length(@Nullable Object value) {
        if (value instanceof Cdata) {
            return LuaError.here("attempt to get length of '" + Cdata.title(value) + "'");
        }
        return named("get length of", value, true);
    }

    /** Names the second operand when the first is not to blame. */
    static LuaError arithmetic(@Nullable Object a, @Nullable Object b) {
        boolean left = Convert.toNumber(a) == null;
        return named("perform arithmetic on", left ? a : b, left);
    }

    static LuaError concat(@Nullable Object a, @Nullable Object b) {
        if (Wide.is(a, b)) {
            return Wide.refused("concatenate", a, b);
        }
        boolean left = Convert.toStringOrNull(a) == null;
        return named("concatenate", left ? a : b, left);
    }

    static LuaError compare(@Nullable Object a, @Nullable Object b) {
        String one = LuaType.name(a);
        String other = LuaType.name(b);
        return LuaError.here(
                one.equals(other)
                        ? "attempt to compare two " + one + " values"
                        : "attempt to compare " + one + " with " + other);
    }

    /** The same in a chain: the site holds the names of all operands, one a line. */
    static LuaError concatChain(@Nullable Object a, @Nullable Object b, int place, boolean bIsOperand) {
        if (Wide.is(a, b)) {
            return Wide.refused("concatenate", a, b);
        }
        boolean left = Convert.toStringOrNull(a) == null;
        Where.Level level = Where.level(0);
        Prototype.Site site = level == null ? null : level.site();
        String names = site == null ? null : site.left();
        String name = names == null || (!left && !bIsOperand) ? "" : names.split("\n", -1)[left ? place : place + 1];
        return compose("concatenate", name.isEmpty() ? null : name, left ? a : b);
    }

    private static LuaError named(String action, @Nullable Object value, boolean left) {
        Where.Level level = Where.level(0);
        Prototype.Site site = level == null ? null : level.site();
        return compose(action, site == null ? null : left ? site.left() : site.right(), value);
    }

    private static LuaError compose(String action, @Nullable String name, @Nullable Object value) {
        String type = LuaType.name(value);
        return LuaError.here(
                name == null
                        ? "attempt to " + action + " a " + type + " value"
                        : "attempt to " + action + " " + name + " (a " + type + " value)");
    }
}
