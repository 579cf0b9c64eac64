package io.moongate.lua.bind;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Lua table of an object's methods that bear {@link LuaExport}. Arguments are checked and converted as Lua's own
 * functions do it, so a script that passes a table for a number reads {@code bad argument #1 to 'add' (number
 * expected, got table)}.
 *
 * <p>Parameters: {@code double}, {@code int}, {@code long}, {@code boolean} (any value, by its truth), {@code String} (a
 * byte string), {@link LuaTable}, {@link LuaFunction}, {@link Userdata}; the boxed {@code Double}, {@code Boolean}, and
 * {@code Object} take nil as null; a last {@code Object...} takes all that is left. Results: the same, {@code void} for
 * no value, and {@code Object[]} for several. What a method throws is an error in Lua, which {@code pcall} catches; a
 * {@link HostSignal} is not.
 */
public final class Exports {
    private static final MethodType SPREAD = MethodType.methodType(Object.class, Object[].class);

    private Exports() {}

    /** The exported methods of the object's class and of those it extends, static ones too, as a new table. */
    public static LuaTable of(Object object) {
        LuaTable table = new LuaTable();
        into(table, object);
        return table;
    }

    /** Puts the exported methods into a table that is there. */
    public static void into(LuaTable table, Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                LuaExport export = method.getAnnotation(LuaExport.class);
                if (export != null) {
                    String name = export.value().isEmpty() ? method.getName() : export.value();
                    if (table.get(name) == null) {
                        table.put(name, function(name, object, method));
                    }
                }
            }
        }
    }

    /** One argument of Lua as one parameter of Java. */
    private interface Conversion {
        @Nullable
        Object convert(@Nullable Object value, int argument);
    }

    private static NativeFunction function(String name, Object object, Method method) {
        List<Conversion> conversions = new ArrayList<>();
        Class<?>[] types = method.getParameterTypes();
        int fixed = method.isVarArgs() ? types.length - 1 : types.length;
        if (method.isVarArgs() && types[fixed] != Object[].class) {
            throw wrong(method, types[fixed]);
        }
        for (int i = 0; i < fixed; i++) {
            conversions.add(conversion(method, types[i]));
        }
        MethodHandle handle = handle(object, method, types.length);
        boolean rest = method.isVarArgs();
        boolean silent = method.getReturnType() == void.class;
        return NativeFunction.ofN(name, arguments -> {
            @Nullable Object[] converted = new @Nullable Object[types.length];
            for (int i = 0; i < fixed; i++) {
                converted[i] = conversions.get(i).convert(i < arguments.length ? arguments[i] : null, i + 1);
            }
            if (rest) {
                @Nullable Object[] left = new @Nullable Object[Math.max(0, arguments.length - fixed)];
                System.arraycopy(arguments, arguments.length - left.length, left, 0, left.length);
                converted[fixed] = left;
            }
            Object result = invoke(handle, converted);
            return silent ? Values.NONE : result(result);
        });
    }

    private static MethodHandle handle(Object object, Method method, int parameters) {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
            MethodHandle bound = Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(object);
            return bound.asSpreader(Object[].class, parameters).asType(SPREAD);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("cannot export " + method, e);
        }
    }

    private static @Nullable Object invoke(MethodHandle handle, @Nullable Object[] arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LuaError(e.toString(), e);
        }
    }

    private static Conversion conversion(Method method, Class<?> type) {
        if (type == double.class) {
            return Check::number;
        } else if (type == int.class) {
            return Check::integer;
        } else if (type == long.class) {
            return (value, argument) -> (long) Check.number(value, argument);
        } else if (type == boolean.class) {
            return (value, argument) -> Convert.truth(value);
        } else if (type == String.class) {
            return Check::string;
        } else if (type == LuaTable.class) {
            return Check::table;
        } else if (type == LuaFunction.class) {
            return Check::function;
        } else if (type == Userdata.class) {
            return (value, argument) -> {
                if (value instanceof Userdata) {
                    return value;
                }
                throw ArgumentError.type(argument, "userdata", value);
            };
        } else if (type == Double.class) {
            return (value, argument) -> value == null ? null : Check.number(value, argument);
        } else if (type == Boolean.class) {
            return (value, argument) -> value == null ? null : Convert.truth(value);
        } else if (type == Object.class) {
            return (value, argument) -> value;
        }
        throw wrong(method, type);
    }

    private static IllegalArgumentException wrong(Method method, Class<?> type) {
        return new IllegalArgumentException(
                method + ": Lua has nothing to pass for a parameter of type " + type.getSimpleName());
    }

    private static @Nullable Object result(@Nullable Object result) {
        return switch (result) {
            case Double d -> d;
            case Number number -> number.doubleValue();
            case Object[] several -> Values.of(several);
            case null, default -> result;
        };
    }
}
