package io.moongate.gateway.script.pdk;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/**
 * What a function asks of {@code kong.cache} along with a key.
 *
 * @param ttl seconds that a value lives, 0 for ever
 * @param negativeTtl the same for nil
 * @param resurrection seconds that an old value serves where no new one can be made; below 0 for never
 * @param serializer makes the form of a value that the worker keeps, or null
 */
record CacheOptions(
        double ttl,
        double negativeTtl,
        double resurrection,
        @Nullable LuaFunction serializer) {
    private static final CacheOptions USUAL = new CacheOptions(30, 5, -1, null);

    static CacheOptions of(@Nullable Object given) {
        if (given == null) {
            return USUAL;
        }
        if (!(given instanceof LuaTable options)) {
            throw LuaError.caller("opts must be a table");
        }
        Object serializer = options.get("l1_serializer");
        if (serializer != null && !(serializer instanceof LuaFunction)) {
            throw LuaError.caller("opts.l1_serializer must be a function");
        }
        return new CacheOptions(
                number(options, "ttl", USUAL.ttl),
                number(options, "neg_ttl", USUAL.negativeTtl),
                number(options, "resurrect_ttl", USUAL.resurrection),
                (LuaFunction) serializer);
    }

    private static double number(LuaTable options, String name, double usual) {
        Object value = options.get(name);
        if (value == null) {
            return usual;
        }
        if (!(value instanceof Double number)) {
            throw LuaError.caller("opts." + name + " must be a number");
        }
        if (number < 0) {
            throw LuaError.caller("opts." + name + " must be >= 0");
        }
        return number;
    }

    double ttlOf(@Nullable Object value) {
        return value == null ? negativeTtl : ttl;
    }
}
