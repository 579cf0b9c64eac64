package io.moongate.lua.load;

import io.moongate.lua.emit.StaticFields;
import io.moongate.lua.emit.Unit;
import io.moongate.lua.value.Depth;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defines units as hidden classes, inner functions first: each lives as long as something refers to it. */
final class ClassDefiner {
    static final String PACKAGE = "io/moongate/lua/load";
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Depth.class, LuaTable.class, Object[].class);

    private ClassDefiner() {}

    /** A first closure of the unit, in an empty environment and without upvalues: others are made from it. */
    static LuaClosure define(Unit unit) {
        List<Unit> inner = unit.inner();
        Object[] innerClosures = new Object[inner.size()];
        for (int i = 0; i < innerClosures.length; i++) {
            innerClosures[i] = define(inner.get(i));
        }
        List<Double> numbers = unit.numbers();
        Object[] data = new Object[StaticFields.FIRST_NUMBER + numbers.size()];
        data[0] = unit.prototype();
        data[1] = unit.overflow().toArray();
        data[2] = innerClosures;
        for (int i = 0; i < numbers.size(); i++) {
            data[StaticFields.FIRST_NUMBER + i] = numbers.get(i);
        }
        try {
            MethodHandles.Lookup lookup = LOOKUP.defineHiddenClassWithClassData(unit.bytes(), data, true);
            @Nullable Object[] upvalues = new @Nullable Object[unit.prototype().upvalueNames().length];
            return (LuaClosure) lookup.findConstructor(lookup.lookupClass(), CONSTRUCTOR)
                    .invoke(new Depth(), new LuaTable(), upvalues);
        } catch (Throwable e) {
            throw new IllegalStateException("the compiler made a wrong class for " + unit.className(), e);
        }
    }
}
