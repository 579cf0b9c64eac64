package io.moongate.lua.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The array half of a table, for keys 1 to {@link #room}. Numbers, booleans and nil lie packed in doubles, the latter as
 * NaNs that no computation makes; the first value of another kind turns the whole part into objects. So arrays of
 * numbers or flags make no garbage, and no write barriers.
 */
abstract sealed class ArrayPart extends HashPart permits LuaTable {
    private static final @Nullable Object[] NO_ITEMS = {};
    private static final double[] NO_NUMBERS = {};
    static final int MAX_ARRAY = 1 << 27;

    private static final long HOLE_BITS = 0x7ff8dead_00000001L;
    private static final long FALSE_BITS = 0x7ff8dead_00000002L;
    private static final long TRUE_BITS = 0x7ff8dead_00000003L;
    private static final double HOLE = Double.longBitsToDouble(HOLE_BITS);
    private static final double FALSE = Double.longBitsToDouble(FALSE_BITS);
    private static final double TRUE = Double.longBitsToDouble(TRUE_BITS);

    /** The items, unless they are packed; one of the two arrays is empty. */
    private @Nullable Object[] items = NO_ITEMS;

    private double[] packed = NO_NUMBERS;
    /** While {@link #plain}: exactly the keys 1..size of the array part have values. */
    int size;

    boolean plain = true;

    ArrayPart(int arrayRoom, int hashRoom, boolean numbers) {
        super(Math.max(hashRoom, 0));
        if (arrayRoom > 0) {
            int room = Math.min(arrayRoom, MAX_ARRAY);
            if (numbers) {
                packed = holes(room);
            } else {
                items = new @Nullable Object[room];
            }
        }
    }

    private static double[] holes(int room) {
        double[] fresh = new double[room];
        Arrays.fill(fresh, HOLE);
        return fresh;
    }

    /** How many keys the part has room for; no such key is ever in the hash part. */
    public final int room() {
        return packed.length + items.length;
    }

    private static @Nullable Object open(double packed) {
        return Double.isNaN(packed) ? openSpecial(packed) : (Object) packed;
    }

    private static @Nullable Object openSpecial(double packed) {
        long bits = Double.doubleToRawLongBits(packed);
        if (bits == HOLE_BITS) {
            return null;
        }
        return bits == TRUE_BITS ? Boolean.TRUE : bits == FALSE_BITS ? Boolean.FALSE : (Object) packed;
    }

    private static double close(double number) {
        return Double.isNaN(number) ? Double.NaN : number;
    }

    /** The packed form; for a value that has none this is a hole though the value is no nil. */
    private static double close(@Nullable Object value) {
        if (value instanceof Double d) {
            return close(d.doubleValue());
        }
        if (value instanceof Boolean b) {
            return b ? TRUE : FALSE;
        }
        return HOLE;
    }

    private static boolean isPackable(@Nullable Object value) {
        return value == null || value instanceof Double || value instanceof Boolean;
    }

    /** The value at a place that is in the part; places count from zero. */
    final @Nullable Object item(int place) {
        double[] numbers = packed;
        if (place < numbers.length) {
            return open(numbers[place]);
        }
        return items[place];
    }

    final boolean isHole(int place) {
        double[] numbers = packed;
        if (place < numbers.length) {
            return Double.doubleToRawLongBits(numbers[place]) == HOLE_BITS;
        }
        return items[place] == null;
    }

    /** By a key as it comes: the value, or whatever {@code beyond} the part. */
    public final @Nullable Object get(int key) {
        int place = key - 1;
        double[] numbers = packed;
        if (Integer.compareUnsigned(place, numbers.length) < 0) {
            return open(numbers[place]);
        }
        @Nullable Object[] objects = items;
        if (Integer.compareUnsigned(place, objects.length) < 0) {
            return objects[place];
        }
        return getNumber(key);
    }

    /** The number at this key, or NaN if that is no number or is a NaN. */
    public final double number(double key) {
        int place = (int) key - 1;
        double[] numbers = packed;
        if (place + 1 == key) {
            if (Integer.compareUnsigned(place, numbers.length) < 0) {
                return numbers[place];
            }
            @Nullable Object[] objects = items;
            if (Integer.compareUnsigned(place, objects.length) < 0) {
                return objects[place] instanceof Double d ? d : Double.NaN;
            }
        }
        return hashNumber(key);
    }

    /** In the same way by a whole key. */
    public final double numberAt(int key) {
        int place = key - 1;
        double[] numbers = packed;
        if (Integer.compareUnsigned(place, numbers.length) < 0) {
            return numbers[place];
        }
        @Nullable Object[] objects = items;
        return Integer.compareUnsigned(place, objects.length) < 0 && objects[place] instanceof Double d
                ? d
                : Double.NaN;
    }

    /** Sets a place of the part. */
    final void setItem(int place, @Nullable Object value) {
        double[] numbers = packed;
        if (place < numbers.length) {
            if (isPackable(value)) {
                numbers[place] = close(value);
                return;
            }
            unpack();
        }
        items[place] = value;
    }

    /** Sets what is in the part, or answers false. */
    final boolean replaceNumberItem(int place, double value) {
        double[] numbers = packed;
        if (Integer.compareUnsigned(place, numbers.length) < 0) {
            numbers[place] = close(value);
            if (plain && place >= size) {
                noteWrite(place);
            }
            return true;
        }
        return false;
    }

    /** Sets a place of the part and minds which keys have values. */
    final void write(int place, @Nullable Object value) {
        setItem(place, value);
        if (plain) {
            if (value == null) {
                noteRemoval(place);
            } else if (place >= size) {
                noteWrite(place);
            }
        }
    }

    private void noteWrite(int place) {
        if (place == size) {
            size++;
        } else {
            plain = false;
        }
    }

    private void noteRemoval(int place) {
        if (place == size - 1) {
            size--;
        } else if (place < size) {
            plain = false;
        }
    }

    private void unpack() {
        double[] numbers = packed;
        @Nullable Object[] objects = new @Nullable Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            objects[i] = open(numbers[i]);
        }
        items = objects;
        packed = NO_NUMBERS;
    }

    /** Grows to this room; an empty part takes the form that suits the value to come. */
    final void resizeArray(int wanted, @Nullable Object next) {
        int room = Math.min(wanted, MAX_ARRAY);
        if (items.length == 0 && isPackable(next)) {
            int old = packed.length;
            double[] larger = Arrays.copyOf(packed, room);
            if (old < room) {
                Arrays.fill(larger, old, room, HOLE);
            }
            packed = larger;
            return;
        }
        if (packed.length > 0) {
            unpack();
        }
        items = Arrays.copyOf(items, room);
    }

    /** Looks anew which keys have values. */
    final void reckon() {
        int room = room();
        int filled = 0;
        while (filled < room && !isHole(filled)) {
            filled++;
        }
        size = filled;
        plain = true;
        for (int i = filled; i < room; i++) {
            if (!isHole(i)) {
                plain = false;
                break;
            }
        }
    }

    /** Moves so many items within the part. */
    final void moveItems(int from, int to, int count) {
        if (packed.length > 0) {
            System.arraycopy(packed, from, packed, to, count);
        } else {
            System.arraycopy(items, from, items, to, count);
        }
    }

    /** Copies values of the part out. */
    final void copyItems(int from, @Nullable Object[] target, int at, int count) {
        if (packed.length > 0) {
            for (int i = 0; i < count; i++) {
                target[at + i] = open(packed[from + i]);
            }
        } else {
            System.arraycopy(items, from, target, at, count);
        }
    }

    /** Gives up its room. */
    final void dropArray() {
        items = NO_ITEMS;
        packed = NO_NUMBERS;
        size = 0;
    }

    final void clearArray() {
        Arrays.fill(items, null);
        Arrays.fill(packed, HOLE);
        size = 0;
        plain = true;
    }
}
