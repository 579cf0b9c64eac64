package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A table: an array part for keys 1 to n and a hash part that keeps the order of insertion. All access here is raw;
 * metamethods are the business of {@code op.Index}. Not thread-safe: a table belongs to one {@link LuaState}.
 */
public final class LuaTable extends HashPart {
    private static final @Nullable Object[] NO_ITEMS = {};
    private static final int MAX_ARRAY = 1 << 27;

    private @Nullable LuaTable metatable;
    /** Bits of the metamethods known to be absent, for tables that are metatables; any new key clears them. */
    private int absent;
    /** Values of keys 1..array.length; no such key is ever in the hash part. */
    private @Nullable Object[] array;
    /** While {@link #plain}: exactly the keys 1..size of the array part have values. */
    private int size;

    private boolean plain = true;

    public LuaTable() {
        this(0, 0);
    }

    /** With room for so many values in each part. */
    public LuaTable(int arrayRoom, int hashRoom) {
        super(Math.max(hashRoom, 0));
        this.array = arrayRoom <= 0 ? NO_ITEMS : new @Nullable Object[Math.min(arrayRoom, MAX_ARRAY)];
    }

    /** A sequence of these values. */
    public static LuaTable of(@Nullable Object... values) {
        LuaTable table = new LuaTable(values.length, 0);
        for (int i = 0; i < values.length; i++) {
            table.put(i + 1, values[i]);
        }
        return table;
    }

    public @Nullable LuaTable metatable() {
        return metatable;
    }

    public void setMetatable(@Nullable LuaTable metatable) {
        this.metatable = metatable;
    }

    /** This metatable's answer to an event, or null; absence is remembered. */
    public @Nullable Object metamethod(Metamethod event) {
        if ((absent & event.bit) != 0) {
            return null;
        }
        Object handler = hashGet(event.key());
        if (handler == null) {
            absent |= event.bit;
        }
        return handler;
    }

    public @Nullable Object get(@Nullable Object key) {
        return switch (key) {
            case null -> null;
            case String s -> hashGet(s);
            case Double d -> get(d.doubleValue());
            default -> getOther(key);
        };
    }

    public @Nullable Object get(String key) {
        return hashGet(key);
    }

    /**
     * Reads by a literal key, looking first where the same place in the code found it last time: tables filled in the
     * same order keep their keys at the same places.
     */
    public @Nullable Object get(String key, int[] hints, int site) {
        int at = hints[site];
        @Nullable Object[] all = entries;
        if (at < all.length && all[at] == key) {
            return all[at + 1];
        }
        int found = find(key);
        if (found < 0) {
            return null;
        }
        hints[site] = found * 2;
        return all[found * 2 + 1];
    }

    /** Writes by a literal key, in the same way. */
    public void put(String key, @Nullable Object value, int[] hints, int site) {
        int at = hints[site];
        @Nullable Object[] all = entries;
        absent = 0;
        if (at < all.length && all[at] == key) {
            all[at + 1] = value;
            return;
        }
        int found = find(key);
        if (found >= 0) {
            hints[site] = found * 2;
            all[found * 2 + 1] = value;
        } else if (value != null) {
            insert(key, value);
        }
    }

    public @Nullable Object get(int key) {
        int place = key - 1;
        if (place >= 0 && place < array.length) {
            return array[place];
        }
        return getNumber(key);
    }

    public @Nullable Object get(double key) {
        int whole = (int) key;
        if (whole == key) {
            return get(whole);
        }
        return getNumber(key);
    }

    /** Sets; a nil value deletes. Raises Lua's error for a key that is nil or NaN. */
    public void put(@Nullable Object key, @Nullable Object value) {
        switch (key) {
            case null -> throw LuaError.here("table index is nil");
            case String s -> put(s, value);
            case Double d -> put(d.doubleValue(), value);
            default -> {
                if (!replaceOther(key, value) && value != null) {
                    insert(key, value);
                }
            }
        }
    }

    public void put(String key, @Nullable Object value) {
        absent = 0;
        if (!hashReplace(key, value) && value != null) {
            insert(key, value);
        }
    }

    public void put(double key, @Nullable Object value) {
        int whole = (int) key;
        if (whole == key) {
            put(whole, value);
        } else if (Double.isNaN(key)) {
            throw LuaError.here("table index is NaN");
        } else if (!replaceNumber(key, value) && value != null) {
            insert(key, value);
        }
    }

    public void put(int key, @Nullable Object value) {
        int place = key - 1;
        if (place >= 0 && place < array.length) {
            array[place] = value;
            if (plain) {
                noteArrayWrite(place, value);
            }
        } else if (place == array.length && plain && size == place && value != null && place < MAX_ARRAY) {
            append(value);
        } else if (!replaceNumber(key, value) && value != null) {
            insert((double) key, value);
        }
    }

    private void noteArrayWrite(int place, @Nullable Object value) {
        if (value != null) {
            if (place == size) {
                size++;
            } else if (place > size) {
                plain = false;
            }
        } else if (place == size - 1) {
            size--;
        } else if (place < size) {
            plain = false;
        }
    }

    private void append(Object value) {
        resizeArray(Math.max(4, array.length * 2));
        array[size++] = value;
        if (mayHoldNumbers()) {
            hashRemove(size);
            pullIntoArray();
        }
    }

    private void resizeArray(int room) {
        @Nullable Object[] larger = new @Nullable Object[Math.min(room, MAX_ARRAY)];
        System.arraycopy(array, 0, larger, 0, Math.min(array.length, larger.length));
        array = larger;
    }

    /** Moves the hash part's keys that now belong to the array part, and looks anew whether it is plain. */
    private void pullIntoArray() {
        drainHashInto(array);
        int filled = 0;
        while (filled < array.length && array[filled] != null) {
            filled++;
        }
        size = filled;
        plain = true;
        for (int i = filled; i < array.length; i++) {
            if (array[i] != null) {
                plain = false;
                break;
            }
        }
    }

    private void insert(Object key, Object value) {
        if (hashIsFull() && rehash(key)) {
            put(key, value);
            return;
        }
        hashInsert(key, value);
    }

    /** Makes room; answers whether the key now belongs to the array part. */
    private boolean rehash(Object key) {
        if (key instanceof Double || mayHoldNumbers()) {
            int best = bestArraySize(key);
            if (best > array.length) {
                resizeArray(best);
                pullIntoArray();
                return key instanceof Double d && d == (int) d.doubleValue() && d >= 1 && d <= best;
            }
        }
        growHash();
        return false;
    }

    /** Lua's rule: the largest power of two so that more than half of the places are used. */
    private int bestArraySize(Object key) {
        int[] counts = new int[28];
        for (int i = 0; i < array.length; i++) {
            if (array[i] != null) {
                counts[slice(i + 1)]++;
            }
        }
        countWhole(counts);
        if (key instanceof Double d && d == (int) d.doubleValue() && d >= 1 && d <= MAX_ARRAY) {
            counts[slice((int) d.doubleValue())]++;
        }
        int best = 0;
        int sum = 0;
        for (int power = 0; power < counts.length; power++) {
            sum += counts[power];
            if (sum > (1 << power) / 2) {
                best = 1 << power;
            }
        }
        return best;
    }

    /** The place in the census of a whole key: keys 2^(p-1)+1 to 2^p go to p. */
    static int slice(int key) {
        return key <= 1 ? 0 : Math.min(27, 32 - Integer.numberOfLeadingZeros(key - 1));
    }

    /** The raw length: a border, the one LuaJIT would find. */
    public int length() {
        if (plain && size < array.length) {
            return size;
        }
        return searchedLength();
    }

    private int searchedLength() {
        int room = array.length;
        if (room > 0 && array[room - 1] == null) {
            int low = 0;
            int high = room;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (array[middle - 1] == null) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return low;
        }
        if (!mayHoldNumbers()) {
            return room;
        }
        return unboundLength(room);
    }

    private int unboundLength(int from) {
        int low = from;
        int high = from + 1;
        while (getNumber(high) != null) {
            low = high;
            if (high > Integer.MAX_VALUE / 2) {
                int walked = 1;
                while (get(walked) != null) {
                    walked++;
                }
                return walked - 1;
            }
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (get(middle) == null) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** Inserts before a place of a sequence of {@code length} values, moving the rest up. */
    public void insertAt(int place, int length, @Nullable Object value) {
        if (value != null && plain && length == size && place >= 1 && place <= length) {
            Object last = array[length - 1];
            System.arraycopy(array, place - 1, array, place, length - place);
            array[place - 1] = value;
            put(length + 1, last);
            return;
        }
        for (int i = length; i >= place; i--) {
            put(i + 1, get(i));
        }
        put(place, value);
    }

    /** Removes a place of a sequence of {@code length} values, moving the rest down. */
    public @Nullable Object removeAt(int place, int length) {
        Object removed = get(place);
        if (plain && length == size && place >= 1 && place < length) {
            System.arraycopy(array, place, array, place - 1, length - place);
            put(length, null);
            return removed;
        }
        for (int i = place; i < length; i++) {
            put(i, get(i + 1));
        }
        if (place <= length) {
            put(length, null);
        }
        return removed;
    }

    /** Copies values from..to into an array at a place. */
    public void copyOut(int from, int to, @Nullable Object[] target, int at) {
        if (from >= 1 && to <= array.length && to >= from) {
            System.arraycopy(array, from - 1, target, at, to - from + 1);
            return;
        }
        for (int i = from; i <= to; i++) {
            target[at + i - from] = get(i);
        }
    }

    /** Removes everything, keeping the room. */
    public void clear() {
        java.util.Arrays.fill(array, null);
        size = 0;
        plain = true;
        absent = 0;
        clearHash();
    }

    /** How many keys have a value. */
    public int count() {
        int count = 0;
        for (int slot = nextSlot(-1); slot >= 0; slot = nextSlot(slot)) {
            count++;
        }
        return count;
    }

    /** The first slot after this one with a value, or -1; begin with -1. Slots hold still unless keys are added. */
    public int nextSlot(int slot) {
        int at = slot + 1;
        int room = array.length;
        for (; at < room; at++) {
            if (array[at] != null) {
                return at;
            }
        }
        int found = nextUsed(at - room);
        return found < 0 ? -1 : found + room;
    }

    public Object slotKey(int slot) {
        return slot < array.length ? (Object) (double) (slot + 1) : keyAt(slot - array.length);
    }

    public @Nullable Object slotValue(int slot) {
        return slot < array.length ? array[slot] : valueAt(slot - array.length);
    }

    /** The slot of this key, -1 for nil, -2 when the table never had it. */
    public int slotOf(@Nullable Object key) {
        if (key == null) {
            return -1;
        }
        if (key instanceof Double d && d >= 1 && d <= array.length && d == (int) d.doubleValue()) {
            return (int) d.doubleValue() - 1;
        }
        int found = find(key);
        return found < 0 ? -2 : found + array.length;
    }
}
