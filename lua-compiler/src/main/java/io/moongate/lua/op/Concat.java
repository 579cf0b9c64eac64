package io.moongate.lua.op;

import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Metamethod;
import org.jspecify.annotations.Nullable;

/** Concatenation; a chain of operands is joined at once, from the right as Lua does. */
public final class Concat {
    private static final int LONGEST = Integer.MAX_VALUE - 1024;

    private Concat() {}

    public static @Nullable Object concat(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String s && b instanceof String t) {
            return join(s, t);
        }
        String s = Convert.toStringOrNull(a);
        String t = s == null ? null : Convert.toStringOrNull(b);
        if (s != null && t != null) {
            return join(s, t);
        }
        Object handler = Meta.handler(a, b, Metamethod.CONCAT);
        if (handler == null) {
            throw OperandError.concat(a, b);
        }
        return Meta.answer(handler, a, b);
    }

    private static String join(String s, String t) {
        check((long) s.length() + t.length());
        return s.concat(t);
    }

    private static void check(long length) {
        if (length > Limits.LEAST_STRING) {
            LuaState.checkString(length);
            if (length > LONGEST) {
                throw new LuaError("not enough memory");
            }
        }
    }

    /** {@code a .. b .. c …} */
    public static @Nullable Object concat(@Nullable Object[] operands) {
        for (Object operand : operands) {
            if (!isText(operand)) {
                return fromTheRight(operands);
            }
        }
        long length = 0;
        for (int i = 0; i < operands.length; i++) {
            Object operand = operands[i];
            String text = operand instanceof String s ? s : Convert.tostring(operand);
            operands[i] = text;
            length += text.length();
        }
        check(length);
        StringBuilder out = new StringBuilder((int) length);
        for (Object operand : operands) {
            out.append((String) operand);
        }
        return out.toString();
    }

    private static boolean cannot(@Nullable Object a, @Nullable Object b) {
        return (!isText(a) || !isText(b)) && Meta.handler(a, b, Metamethod.CONCAT) == null;
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String || value instanceof Double;
    }

    private static @Nullable Object fromTheRight(@Nullable Object[] operands) {
        int last = operands.length - 1;
        Object result = operands[last];
        for (int i = last - 1; i >= 0; i--) {
            Object operand = operands[i];
            if (cannot(operand, result)) {
                throw OperandError.concatChain(operand, result, i, i + 1 == last);
            }
            result = concat(operand, result);
        }
        return result;
    }
}
