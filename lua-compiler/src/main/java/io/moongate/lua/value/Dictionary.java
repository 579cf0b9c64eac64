package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A hash part that is no {@link Shape}'s: many keys, or keys that are no strings. Entries lie in order of insertion,
 * found by an open-addressing index. A deleted key keeps its place, so that a traversal may delete; places are
 * reclaimed when the part grows.
 */
final class Dictionary {
    /** Key and value in turn; numbers in {@link NumberCell}s. */
    @Nullable
    Object[] entries;
    /** One more than the entry's number, zero for none; a power of two long, at least twice the entries. */
    private int[] index;

    private int used;
    /** One bit for each string key's hash: most keys that are not there are known by it. */
    private long filter;

    /** Bits of the metamethods whose keys are here or were. */
    int events;

    private boolean numbers;
    /** The entry of the string looked for last: what is read is often written next. */
    private int lastFound;
    /** What it does not keep alive, see {@link Weakness}. */
    private int weakness;

    /** @param room a power of two, at least 4 */
    Dictionary(int room) {
        entries = new @Nullable Object[room * 2];
        index = new int[room * 4];
    }

    boolean mayHoldNumbers() {
        return numbers;
    }

    boolean isFull() {
        return used * 2 == entries.length;
    }

    static int spread(int hash) {
        // Hashes of similar strings lie close together; multiplied they do not pile up.
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    static int hash(double key) {
        long bits = Double.doubleToRawLongBits(key) * 0x9E3779B97F4A7C15L;
        return (int) (bits >>> 32);
    }

    private static int hash(Object key) {
        return key instanceof Double d ? hash(d.doubleValue()) : key.hashCode();
    }

    int find(String key) {
        int last = lastFound;
        if (entries[last * 2] == key) {
            return last;
        }
        int hash = key.hashCode();
        if ((filter & 1L << hash) == 0) {
            return -1;
        }
        int entry = search(key, hash);
        if (entry >= 0) {
            lastFound = entry;
        }
        return entry;
    }

    private int search(String key, int hash) {
        int[] places = index;
        int mask = places.length - 1;
        for (int at = spread(hash) & mask; ; at = (at + 1) & mask) {
            int entry = places[at] - 1;
            if (entry < 0) {
                return -1;
            }
            Object candidate = entries[entry * 2];
            if (candidate == key) {
                return entry;
            }
            if (candidate instanceof String other && other.hashCode() == hash && key.equals(other)) {
                return entry;
            }
        }
    }

    private int find(double key) {
        int[] places = index;
        int mask = places.length - 1;
        for (int at = spread(hash(key)) & mask; ; at = (at + 1) & mask) {
            int entry = places[at] - 1;
            if (entry < 0) {
                return -1;
            }
            if (entries[entry * 2] instanceof Double candidate && candidate == key) {
                return entry;
            }
        }
    }

    private int findSame(Object key) {
        int[] places = index;
        int mask = places.length - 1;
        for (int at = spread(key.hashCode()) & mask; ; at = (at + 1) & mask) {
            int entry = places[at] - 1;
            if (entry < 0 || entries[entry * 2] == key || weakness != 0 && WeakKey.is(entries[entry * 2], key)) {
                return entry;
            }
        }
    }

    int find(Object key) {
        if (key instanceof String s) {
            return find(s);
        }
        return key instanceof Double d ? find(d.doubleValue()) : findSame(key);
    }

    @Nullable
    Object get(String key) {
        int entry = find(key);
        return entry < 0 ? null : NumberCell.open(entries[entry * 2 + 1]);
    }

    /** By a literal key, looking first where the same place in the code found it last time. */
    @Nullable
    Object get(String key, Finding[] findings, int site) {
        int entry = find(key, findings, site);
        return entry < 0 ? null : NumberCell.open(entries[entry * 2 + 1]);
    }

    private int find(String key, Finding[] findings, int site) {
        Finding last = findings[site];
        if (last.lacking == Shape.DICTIONARY && last.slot < used && entries[last.slot * 2] == key) {
            return last.slot;
        }
        int entry = find(key);
        if (entry >= 0 && entries[entry * 2] == key) {
            findings[site] = Finding.inDictionary(entry);
        }
        return entry;
    }

    double number(String key) {
        int entry = find(key);
        return entry >= 0 && entries[entry * 2 + 1] instanceof NumberCell cell ? cell.value : Double.NaN;
    }

    boolean replaceNumber(String key, double value) {
        int entry = find(key);
        if (entry >= 0 && entries[entry * 2 + 1] instanceof NumberCell cell && !Double.isNaN(cell.value)) {
            cell.value = value;
            return true;
        }
        return false;
    }

    @Nullable
    Object getNumber(double key) {
        if (!numbers) {
            return null;
        }
        int entry = find(key);
        return entry < 0 ? null : NumberCell.open(entries[entry * 2 + 1]);
    }

    @Nullable
    Object getOther(Object key) {
        int entry = findSame(key);
        return entry < 0 ? null : NumberCell.open(entries[entry * 2 + 1]);
    }

    boolean replace(String key, @Nullable Object value) {
        return store(find(key), value);
    }

    boolean replace(String key, @Nullable Object value, Finding[] findings, int site) {
        return store(find(key, findings, site), value);
    }

    boolean replaceNumber(double key, @Nullable Object value) {
        return numbers && store(find(key), value);
    }

    boolean replaceOther(Object key, @Nullable Object value) {
        return store(findSame(key), value);
    }

    private boolean store(int entry, @Nullable Object value) {
        if (entry < 0) {
            return false;
        }
        set(entry * 2 + 1, value);
        return true;
    }

    /** Writes to a place of {@link #entries}. */
    void set(int at, @Nullable Object value) {
        if (weakness != 0) {
            entries[at] = holdValue(value);
        } else if (value instanceof Double d) {
            setNumber(at, d);
        } else {
            entries[at] = value;
        }
    }

    void setNumber(int at, double value) {
        if (entries[at] instanceof NumberCell cell) {
            cell.value = value;
        } else {
            entries[at] = new NumberCell(value);
        }
    }

    /** Adds a key that is not there; there must be room. */
    void insert(Object key, Object value) {
        if (isFull()) {
            grow();
        }
        if (key instanceof Double) {
            numbers = true;
        } else if (key instanceof String s) {
            filter |= 1L << s.hashCode();
            events |= Metamethod.bit(s);
        }
        entries[used * 2] = weakness == 0 ? key : holdKey(key);
        entries[used * 2 + 1] = weakness == 0 ? NumberCell.close(value) : holdValue(value);
        used++;
        point(key, used);
    }

    private Object holdKey(Object key) {
        return (weakness & Weakness.KEYS) != 0 && Weakness.canGo(key) ? new WeakKey(key) : key;
    }

    private @Nullable Object holdValue(@Nullable Object value) {
        return value != null && (weakness & Weakness.VALUES) != 0 && Weakness.canGo(value)
                ? new WeakCell(value)
                : NumberCell.close(value);
    }

    /** Whether an entry has a value, and neither this nor the key has gone. */
    private boolean isLive(int entry) {
        Object held = entries[entry * 2 + 1];
        if (weakness == 0 || held == null) {
            return held != null;
        }
        return NumberCell.open(held) != null && WeakKey.open(entries[entry * 2]) != null;
    }

    /** Keeps alive from now on what is to be kept alive, and nothing else. */
    void weaken(int what) {
        weakness = what;
        rebuild(Math.max(4, entries.length / 2));
    }

    private void point(Object key, int target) {
        int mask = index.length - 1;
        int at = spread(hash(key)) & mask;
        while (index[at] != 0) {
            at = (at + 1) & mask;
        }
        index[at] = target;
    }

    /** Drops deleted keys, and doubles the room unless that freed half of it. */
    void grow() {
        int live = 0;
        for (int i = 0; i < used; i++) {
            if (isLive(i)) {
                live++;
            }
        }
        int room = entries.length / 2;
        rebuild(live * 2 > room ? room * 2 : room);
    }

    private void rebuild(int room) {
        @Nullable Object[] old = entries;
        int oldUsed = used;
        entries = new @Nullable Object[room * 2];
        index = new int[room * 4];
        used = 0;
        filter = 0;
        numbers = false;
        for (int i = 0; i < oldUsed; i++) {
            Object key = WeakKey.open(old[i * 2]);
            Object value = NumberCell.open(old[i * 2 + 1]);
            if (key != null && value != null) {
                insert(key, value);
            }
        }
    }

    /** Moves the values of whole keys that fit into the array part, and forgets those keys. */
    void drainInto(ArrayPart array) {
        for (int i = 0; i < used; i++) {
            Object value = entries[i * 2 + 1];
            if (value != null && entries[i * 2] instanceof Double d) {
                int whole = (int) d.doubleValue();
                if (whole == d && whole >= 1 && whole <= array.room()) {
                    array.setItem(whole - 1, NumberCell.open(value));
                    entries[i * 2 + 1] = null;
                }
            }
        }
        // Forget them for good: such a key must never be found here again.
        rebuild(Math.max(4, entries.length / 2));
    }

    void countWhole(int[] counts) {
        for (int i = 0; i < used; i++) {
            if (entries[i * 2 + 1] != null && entries[i * 2] instanceof Double d) {
                int whole = (int) d.doubleValue();
                if (whole == d && whole >= 1) {
                    counts[LuaTable.slice(whole)]++;
                }
            }
        }
    }

    int nextUsed(int from) {
        for (int i = from; i < used; i++) {
            if (isLive(i)) {
                return i;
            }
        }
        return -1;
    }

    Object keyAt(int entry) {
        Object key = WeakKey.open(entries[entry * 2]);
        return key == null ? Boolean.FALSE : key;
    }

    @Nullable
    Object valueAt(int entry) {
        return NumberCell.open(entries[entry * 2 + 1]);
    }

    void clear() {
        java.util.Arrays.fill(entries, null);
        java.util.Arrays.fill(index, 0);
        used = 0;
        filter = 0;
        numbers = false;
    }
}
