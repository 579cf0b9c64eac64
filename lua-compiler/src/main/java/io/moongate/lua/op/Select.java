package io.moongate.lua.op;

import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code select}; of calls on a function's own varargs, {@link Selection} makes the most. */
public final class Select extends NativeFunction.Many {
    public static final Select FUNCTION = new Select();

    private Select() {
        super("select");
    }

    @Override
    public @Nullable Object callN(@Nullable Object[] arguments) {
        int count = arguments.length;
        if (count > 0 && arguments[0] instanceof String s && s.startsWith("#")) {
            return (double) (count - 1);
        }
        int place = Check.integer(arguments, 1);
        if (place < 0) {
            place += count;
        }
        if (place < 1) {
            throw ArgumentError.of(1, "index out of range");
        }
        return from(arguments, place);
    }

    /** The values from a zero-based place on, as a result. */
    static @Nullable Object from(@Nullable Object[] values, int place) {
        int count = values.length - place;
        if (count <= 0) {
            return Values.NONE;
        }
        return count == 1 ? values[place] : Values.of(Arrays.copyOfRange(values, place, values.length));
    }
}
