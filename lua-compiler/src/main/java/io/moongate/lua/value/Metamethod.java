package io.moongate.lua.value;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events a metatable can answer. */
public enum Metamethod {
    INDEX("__index"),
    NEWINDEX("__newindex"),
    CALL("__call"),
    EQ("__eq"),
    LT("__lt"),
    LE("__le"),
    LEN("__len"),
    ADD("__add"),
    SUB("__sub"),
    MUL("__mul"),
    DIV("__div"),
    MOD("__mod"),
    POW("__pow"),
    UNM("__unm"),
    CONCAT("__concat"),
    TOSTRING("__tostring"),
    METATABLE("__metatable"),
    PAIRS("__pairs"),
    IPAIRS("__ipairs"),
    NAME("__name"),
    MODE("__mode"),
    GC("__gc");

    static final int COUNT = values().length;

    private static final Map<String, Integer> BITS =
            Arrays.stream(values()).collect(Collectors.toMap(Metamethod::key, event -> event.bit));

    private final String key;
    final int bit;

    Metamethod(String key) {
        this.key = key;
        this.bit = 1 << ordinal();
    }

    /** The event that a method of the operations asks for, by the names of its class and itself; null if none. */
    static @Nullable String calledBy(String operations, String name) {
        return switch (operations) {
            case "Index" -> name.startsWith("put") ? NEWINDEX.key : INDEX.key;
            case "Concat" -> CONCAT.key;
            case "Length" -> LEN.key;
            case "Arith" -> BITS.containsKey("__" + name) ? "__" + name : null;
            case "Compare" ->
                switch (name) {
                    case "eq" -> EQ.key;
                    case "lt", "gt" -> LT.key;
                    case "le", "ge" -> LE.key;
                    default -> null;
                };
            default -> null;
        };
    }

    /** The bit of the event with this key, or 0. */
    static int bit(String key) {
        return key.startsWith("__") ? BITS.getOrDefault(key, 0) : 0;
    }

    /** Its key in a metatable. */
    public String key() {
        return key;
    }
}
