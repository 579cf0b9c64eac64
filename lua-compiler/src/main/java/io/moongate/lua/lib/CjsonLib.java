package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The modules {@code cjson} and {@code cjson.safe}; the safe one answers nil and the error instead of raising it. */
public final class CjsonLib {
    private static final int MOST_DIGITS = 16;

    private final JsonSettings settings;
    private final Cjson json;
    private final LuaTable arrayMetatable;

    private CjsonLib(JsonSettings settings, LuaTable arrayMetatable) {
        this.settings = settings;
        this.json = new Cjson(settings);
        this.arrayMetatable = arrayMetatable;
    }

    /** A module with settings of its own. */
    public static LuaTable create(boolean safe) {
        return create(safe, new JsonSettings(), Cjson.newArrayMetatable(), Cjson.newEmptyArrayMetatable());
    }

    /** A module with given settings and metatables, so that several modules of one state may agree on them. */
    public static LuaTable create(
            boolean safe, JsonSettings settings, LuaTable arrayMetatable, LuaTable emptyArrayMetatable) {
        CjsonLib lib = new CjsonLib(settings, arrayMetatable);
        LuaTable module = new LuaTable(0, 32);
        module.put("encode", NativeFunction.ofN("encode", safe ? lib::encodeSafely : lib::encode));
        module.put("decode", NativeFunction.ofN("decode", safe ? lib::decodeSafely : lib::decode));
        module.put(
                "new",
                NativeFunction.of0("new", () -> create(safe, new JsonSettings(), arrayMetatable, emptyArrayMetatable)));
        lib.options(module);
        module.put("null", Userdata.NULL);
        module.put("empty_array", Cjson.EMPTY_ARRAY);
        module.put("array_mt", arrayMetatable);
        module.put("empty_array_mt", emptyArrayMetatable);
        module.put("_NAME", "cjson");
        module.put("_VERSION", "2.1.0.14");
        return module;
    }

    private static @Nullable Object onlyArgument(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw ArgumentError.of(1, "expected 1 argument");
        }
        return arguments[0];
    }

    private @Nullable Object encode(@Nullable Object[] arguments) {
        Object value = onlyArgument(arguments);
        try {
            return json.encode(value);
        } catch (JsonFailure failure) {
            throw LuaError.caller(failure.text());
        }
    }

    private @Nullable Object encodeSafely(@Nullable Object[] arguments) {
        Object value = onlyArgument(arguments);
        try {
            return json.encode(value);
        } catch (JsonFailure failure) {
            return Values.of2(null, failure.text());
        }
    }

    private @Nullable Object decode(@Nullable Object[] arguments) {
        String text = Check.string(onlyArgument(arguments), 1);
        try {
            return json.decode(text, arrayMetatable);
        } catch (JsonFailure failure) {
            throw LuaError.caller(failure.text());
        }
    }

    private @Nullable Object decodeSafely(@Nullable Object[] arguments) {
        Object value = onlyArgument(arguments);
        String text = Convert.toStringOrNull(value);
        if (text == null) {
            return Values.of2(null, "bad argument #1 to '?' (string expected, got " + LuaType.name(value) + ")");
        }
        try {
            return json.decode(text, arrayMetatable);
        } catch (JsonFailure failure) {
            return Values.of2(null, failure.text());
        }
    }

    private void options(LuaTable module) {
        module.put("encode_sparse_array", NativeFunction.ofN("encode_sparse_array", this::sparseArray));
        module.put("encode_invalid_numbers", NativeFunction.ofN("encode_invalid_numbers", this::invalidNumbers));
        number(
                module,
                "encode_max_depth",
                Integer.MAX_VALUE,
                () -> settings.encodeMaxDepth,
                n -> settings.encodeMaxDepth = n);
        number(
                module,
                "decode_max_depth",
                Integer.MAX_VALUE,
                () -> settings.decodeMaxDepth,
                n -> settings.decodeMaxDepth = n);
        number(
                module,
                "encode_number_precision",
                MOST_DIGITS,
                () -> settings.numberPrecision,
                n -> settings.numberPrecision = n);
        flag(module, "encode_keep_buffer", () -> settings.keepBuffer, b -> settings.keepBuffer = b);
        flag(
                module,
                "encode_empty_table_as_object",
                () -> settings.emptyTableAsObject,
                b -> settings.emptyTableAsObject = b);
        flag(
                module,
                "encode_escape_forward_slash",
                () -> settings.escapeForwardSlash,
                b -> settings.escapeForwardSlash = b);
        flag(
                module,
                "encode_skip_unsupported_value_types",
                () -> settings.skipUnsupported,
                b -> settings.skipUnsupported = b);
        flag(
                module,
                "decode_array_with_array_mt",
                () -> settings.arrayWithArrayMetatable,
                b -> settings.arrayWithArrayMetatable = b);
        flag(
                module,
                "decode_invalid_numbers",
                () -> settings.decodeInvalidNumbers,
                b -> settings.decodeInvalidNumbers = b);
    }

    private static void limit(@Nullable Object[] arguments, int most) {
        if (arguments.length > most) {
            throw ArgumentError.of(most + 1, "found too many arguments");
        }
    }

    private static void number(LuaTable module, String name, int most, IntSupplier get, IntConsumer set) {
        module.put(name, NativeFunction.ofN(name, arguments -> {
            limit(arguments, 1);
            integer(arguments, 1, 1, most, set);
            return (double) get.getAsInt();
        }));
    }

    private static void integer(@Nullable Object[] arguments, int argument, int least, int most, IntConsumer set) {
        Object value = Check.at(arguments, argument - 1);
        if (value == null) {
            return;
        }
        int number = Check.integer(value, argument);
        if (number < least || number > most) {
            throw ArgumentError.of(argument, "expected integer between " + least + " and " + most);
        }
        set.accept(number);
    }

    private static void flag(LuaTable module, String name, BooleanSupplier get, Consumer<Boolean> set) {
        module.put(name, NativeFunction.ofN(name, arguments -> {
            limit(arguments, 1);
            Object value = Check.at(arguments, 0);
            if (value != null) {
                set.accept(onOrOff(value));
            }
            return get.getAsBoolean();
        }));
    }

    private static boolean onOrOff(Object value) {
        if (value instanceof Boolean b) {
            return b;
        }
        String option = Check.string(value, 1);
        return switch (option) {
            case "on" -> true;
            case "off" -> false;
            default -> throw ArgumentError.of(1, "invalid option '" + option + "'");
        };
    }

    private @Nullable Object sparseArray(@Nullable Object[] arguments) {
        limit(arguments, 3);
        Object convert = Check.at(arguments, 0);
        if (convert != null) {
            settings.sparseConvert = onOrOff(convert);
        }
        integer(arguments, 2, 0, Integer.MAX_VALUE, n -> settings.sparseRatio = n);
        integer(arguments, 3, 0, Integer.MAX_VALUE, n -> settings.sparseSafe = n);
        return Values.of3(settings.sparseConvert, (double) settings.sparseRatio, (double) settings.sparseSafe);
    }

    private @Nullable Object invalidNumbers(@Nullable Object[] arguments) {
        limit(arguments, 1);
        Object value = Check.at(arguments, 0);
        if ("null".equals(value)) {
            settings.encodeInvalidNumbers = JsonSettings.InvalidNumbers.NULL;
        } else if (value != null) {
            settings.encodeInvalidNumbers =
                    onOrOff(value) ? JsonSettings.InvalidNumbers.WRITTEN : JsonSettings.InvalidNumbers.REFUSED;
        }
        return switch (settings.encodeInvalidNumbers) {
            case REFUSED -> false;
            case WRITTEN -> true;
            case NULL -> "null";
        };
    }
}
