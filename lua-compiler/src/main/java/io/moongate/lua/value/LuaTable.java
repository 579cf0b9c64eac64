package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A table: an array part for keys 1 to n and a hash part that keeps the order of insertion. All access here is raw;
 * metamethods are the business of {@code op.Index}. Not thread-safe: a table belongs to one {@link LuaState}.
 */
public final class LuaTable extends ArrayPart {
    /** In {@link #known}: that {@link #indexHandler} is right. */
    private static final int INDEX_KNOWN = 1 << 31;

    private @Nullable LuaTable metatable;
    /** Bits of what is known of the metamethods, for tables that are metatables; any new key clears them. */
    private int known;
    /** The answer to {@code __index}, when known. */
    private @Nullable Object indexHandler;

    public LuaTable() {
        this(0, 0);
    }

    /** With room for so many values in each part. */
    public LuaTable(int arrayRoom, int hashRoom) {
        super(arrayRoom, hashRoom, false);
    }

    private LuaTable(int arrayRoom) {
        super(arrayRoom, 0, true);
    }

    /** With room for so many numbers or booleans. */
    public static LuaTable ofNumbers(int arrayRoom) {
        return new LuaTable(arrayRoom);
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
        if ((known & event.bit) != 0) {
            return null;
        }
        Object handler = hashGet(event.key());
        if (handler == null) {
            known |= event.bit;
        }
        return handler;
    }

    /** This metatable's {@code __index}, or null; remembered. */
    public @Nullable Object indexHandler() {
        if ((known & INDEX_KNOWN) != 0) {
            return indexHandler;
        }
        Object handler = hashGet(Metamethod.INDEX.key());
        indexHandler = handler;
        known |= INDEX_KNOWN;
        return handler;
    }

    public @Nullable Object get(@Nullable Object key) {
        if (key instanceof String s) {
            return hashGet(s);
        }
        if (key instanceof Double d) {
            return get(d.doubleValue());
        }
        return key == null ? null : getOther(key);
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
            return NumberCell.open(all[at + 1]);
        }
        return find(key, hints, site) ? NumberCell.open(entries[hints[site] + 1]) : null;
    }

    /** What is at a hinted place, or null if the key is not there or its value is a number. */
    public @Nullable Object getAt(int hint, String key) {
        @Nullable Object[] all = entries;
        if (hint + 1 < all.length && all[hint] == key) {
            Object held = all[hint + 1];
            return held instanceof NumberCell ? null : held;
        }
        return null;
    }

    /** The number of a literal key, or NaN if there is none: then {@link #get} knows. */
    public double number(String key, int[] hints, int site) {
        int at = hints[site];
        @Nullable Object[] all = entries;
        if (at < all.length && all[at] == key && all[at + 1] instanceof NumberCell cell) {
            return cell.value;
        }
        return Double.NaN;
    }

    private boolean find(String key, int[] hints, int site) {
        int found = find(key);
        if (found < 0) {
            return false;
        }
        hints[site] = found * 2;
        return true;
    }

    /** Writes by a literal key, in the same way. */
    public void put(String key, @Nullable Object value, int[] hints, int site) {
        int at = hints[site];
        @Nullable Object[] all = entries;
        known = 0;
        if (at < all.length && all[at] == key) {
            set(at + 1, value);
        } else if (find(key, hints, site)) {
            set(hints[site] + 1, value);
        } else if (value != null) {
            insert(key, value);
        }
    }

    /** Writes a number, in the same way. */
    public void putNumber(String key, double value, int[] hints, int site) {
        int at = hints[site];
        @Nullable Object[] all = entries;
        if (at < all.length && all[at] == key && all[at + 1] instanceof NumberCell cell) {
            cell.value = value;
        } else {
            put(key, value, hints, site);
        }
    }

    /** Writes a number. */
    public void putNumber(double key, double value) {
        int whole = (int) key;
        if (whole != key || !replaceNumberItem(whole - 1, value)) {
            put(key, (Object) value);
        }
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
        if (key instanceof String s) {
            put(s, value);
        } else if (key instanceof Double d) {
            put(d.doubleValue(), value);
        } else if (key == null) {
            throw LuaError.here("table index is nil");
        } else if (!replaceOther(key, value) && value != null) {
            insert(key, value);
        }
    }

    public void put(String key, @Nullable Object value) {
        known = 0;
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
        if (place >= 0 && place < room()) {
            write(place, value);
        } else if (place == room() && plain && size == place && value != null && place < MAX_ARRAY) {
            append(value);
        } else if (!replaceNumber(key, value) && value != null) {
            insert((double) key, value);
        }
    }

    private void append(Object value) {
        resizeArray(Math.max(4, room() * 2), value);
        setItem(size++, value);
        if (mayHoldNumbers()) {
            hashRemove(size);
            pullIntoArray();
        }
    }

    /** Makes room in the array part for so many values, no more and no fewer: what {@code #} finds depends on it. */
    public void reserve(int room) {
        if (room > room() && room <= MAX_ARRAY) {
            resizeArray(room, null);
            pullIntoArray();
        }
    }

    /** Moves the hash part's keys that now belong to the array part, and looks anew whether it is plain. */
    private void pullIntoArray() {
        drainHashInto(this);
        reckon();
    }

    private void insert(Object key, Object value) {
        if (hashIsFull() && rehash(key, value)) {
            put(key, value);
            return;
        }
        hashInsert(key, value);
    }

    /** Makes room; answers whether the key now belongs to the array part. */
    private boolean rehash(Object key, Object value) {
        if (key instanceof Double || mayHoldNumbers()) {
            int best = bestArraySize(key);
            if (best > room()) {
                resizeArray(best, value);
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
        int room = room();
        for (int i = 0; i < room; i++) {
            if (!isHole(i)) {
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
        if (plain && size < room()) {
            return size;
        }
        return searchedLength();
    }

    private int searchedLength() {
        int room = room();
        if (room > 0 && isHole(room - 1)) {
            int low = 0;
            int high = room;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (isHole(middle - 1)) {
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
            Object last = item(length - 1);
            moveItems(place - 1, place, length - place);
            setItem(place - 1, value);
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
            moveItems(place, place - 1, length - place);
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
        if (from >= 1 && to <= room() && to >= from) {
            copyItems(from - 1, target, at, to - from + 1);
            return;
        }
        for (int i = from; i <= to; i++) {
            target[at + i - from] = get(i);
        }
    }

    /** Removes everything, keeping the room. */
    public void clear() {
        clearArray();
        known = 0;
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
        int room = room();
        for (; at < room; at++) {
            if (!isHole(at)) {
                return at;
            }
        }
        int found = nextUsed(at - room);
        return found < 0 ? -1 : found + room;
    }

    public Object slotKey(int slot) {
        return slot < room() ? (Object) (double) (slot + 1) : keyAt(slot - room());
    }

    public @Nullable Object slotValue(int slot) {
        return slot < room() ? item(slot) : valueAt(slot - room());
    }

    /** The slot of this key, -1 for nil, -2 when the table never had it. */
    public int slotOf(@Nullable Object key) {
        if (key == null) {
            return -1;
        }
        if (key instanceof Double d && d >= 1 && d <= room() && d == (int) d.doubleValue()) {
            return (int) d.doubleValue() - 1;
        }
        if (key instanceof Double d && d == 0 && room() > 0) {
            // LuaJIT's array part begins with 0.
            return find(key) < 0 ? -1 : find(key) + room();
        }
        int found = find(key);
        return found < 0 ? -2 : found + room();
    }
}
