package io.moongate.lua.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash part that is no {@link Shape}'s: many keys, or keys that are no strings. Entries lie in order of insertion,
 * found by an open-addressing index. A deleted key keeps its place, so that a traversal may delete; places are
 * reclaimed when the part grows.
 */
final class Dictionary {
    private static final int SMALL = 16;
    private static final double[] NO_NUMBERS = {};

    private @Nullable Object[] keys;
    /** At a number's place stands {@link HashPart#NUMBER}. */
    private @Nullable Object[] values;
    /** As long as {@link #values}, or empty while there are no numbers; NaN for all that is no number. */
    private double[] numbers = NO_NUMBERS;
    /** The keys that are numbers, once there are any: compared without a look into objects. NaN for all others. */
    private double[] numberKeys = NO_NUMBERS;
    /** One more than the entry's number, zero for none; a power of two long, at least twice the entries. */
    private int[] index;

    private int used;

    /** Bits of the metamethods whose keys are here or were. */
    int events;

    /** The entry looked for last: what is read is often written next. */
    private int lastFound;
    /** What it does not keep alive, see {@link Weakness}. */
    private int weakness;

    /** @param room a power of two, at least 2 */
    Dictionary(int room) {
        keys = new @Nullable Object[room];
        values = new @Nullable Object[room];
        index = new int[room * 4];
    }

    boolean mayHoldNumbers() {
        return numberKeys.length > 0;
    }

    boolean isFull() {
        return used == keys.length;
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
        @Nullable Object[] all = keys;
        int last = lastFound;
        if (all[last] == key) {
            return last;
        }
        int hash = key.hashCode();
        int[] places = index;
        int mask = places.length - 1;
        for (int at = spread(hash) & mask; ; at = (at + 1) & mask) {
            int entry = places[at] - 1;
            if (entry < 0) {
                return -1;
            }
            Object candidate = all[entry];
            if (candidate == key
                    || candidate instanceof String other && other.hashCode() == hash && key.equals(other)) {
                lastFound = entry;
                return entry;
            }
        }
    }

    private int find(double key) {
        double[] all = numberKeys;
        if (all.length == 0) {
            return -1;
        }
        int last = lastFound;
        if (all[last] == key) {
            return last;
        }
        int[] places = index;
        int mask = places.length - 1;
        for (int at = spread(hash(key)) & mask; ; at = (at + 1) & mask) {
            int entry = places[at] - 1;
            if (entry < 0) {
                return -1;
            }
            if (all[entry] == key) {
                lastFound = entry;
                return entry;
            }
        }
    }

    private int findSame(Object key) {
        @Nullable Object[] all = keys;
        int last = lastFound;
        if (all[last] == key) {
            return last;
        }
        int[] places = index;
        int mask = places.length - 1;
        for (int at = spread(key.hashCode()) & mask; ; at = (at + 1) & mask) {
            int entry = places[at] - 1;
            if (entry < 0) {
                return -1;
            }
            if (all[entry] == key || weakness != 0 && WeakKey.is(all[entry], key)) {
                lastFound = entry;
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
    Object valueAt(int entry) {
        Object held = values[entry];
        if (held == HashPart.NUMBER) {
            return numbers[entry];
        }
        return weakness == 0 ? held : WeakCell.open(held);
    }

    private @Nullable Object found(int entry) {
        return entry < 0 ? null : valueAt(entry);
    }

    private double foundNumber(int entry) {
        double[] all = numbers;
        return entry >= 0 && entry < all.length ? all[entry] : Double.NaN;
    }

    private boolean replaceFound(int entry, double value) {
        double[] all = numbers;
        if (entry >= 0 && entry < all.length && !Double.isNaN(all[entry])) {
            all[entry] = value;
            return true;
        }
        return false;
    }

    @Nullable
    Object get(String key) {
        return found(find(key));
    }

    /** By a literal key, looking first where the same place in the code found it last time. */
    @Nullable
    Object get(String key, Finding[] findings, int site) {
        return found(find(key, findings, site));
    }

    private int find(String key, Finding[] findings, int site) {
        Finding last = findings[site];
        if (last.lacking == Shape.DICTIONARY && last.slot < used && keys[last.slot] == key) {
            return last.slot;
        }
        int entry = find(key);
        if (entry >= 0 && keys[entry] == key) {
            findings[site] = Finding.inDictionary(entry);
        }
        return entry;
    }

    double number(String key) {
        return foundNumber(find(key));
    }

    double number(double key) {
        return foundNumber(find(key));
    }

    double numberOfOther(Object key) {
        return foundNumber(findSame(key));
    }

    boolean replaceNumber(String key, double value) {
        return replaceFound(find(key), value);
    }

    boolean replaceNumber(double key, double value) {
        return replaceFound(find(key), value);
    }

    boolean replaceNumberOfOther(Object key, double value) {
        return replaceFound(findSame(key), value);
    }

    @Nullable
    Object getNumber(double key) {
        return found(find(key));
    }

    @Nullable
    Object getOther(Object key) {
        return found(findSame(key));
    }

    boolean replace(String key, @Nullable Object value) {
        return store(find(key), value);
    }

    boolean replace(String key, @Nullable Object value, Finding[] findings, int site) {
        return store(find(key, findings, site), value);
    }

    boolean replaceNumber(double key, @Nullable Object value) {
        return store(find(key), value);
    }

    boolean replaceOther(Object key, @Nullable Object value) {
        return store(findSame(key), value);
    }

    private boolean store(int entry, @Nullable Object value) {
        if (entry < 0) {
            return false;
        }
        set(entry, value);
        return true;
    }

    private void set(int entry, @Nullable Object value) {
        double[] all = numbers;
        if (value instanceof Double d) {
            if (all.length == 0) {
                all = noNumbers();
                numbers = all;
            }
            all[entry] = d;
            values[entry] = HashPart.NUMBER;
            return;
        }
        if (all.length > 0) {
            all[entry] = Double.NaN;
        }
        values[entry] = weakness == 0 ? value : holdValue(value);
    }

    private double[] noNumbers() {
        double[] fresh = new double[keys.length];
        Arrays.fill(fresh, Double.NaN);
        return fresh;
    }

    /** Adds a key that is not there; there must be room. */
    void insert(Object key, Object value) {
        if (isFull()) {
            grow();
        }
        int entry = used++;
        if (key instanceof Double d) {
            if (numberKeys.length == 0) {
                numberKeys = noNumbers();
            }
            numberKeys[entry] = d;
        } else if (key instanceof String s) {
            events |= Metamethod.bit(s);
        }
        keys[entry] = weakness == 0 ? key : holdKey(key);
        set(entry, value);
        point(key, used);
    }

    private Object holdKey(Object key) {
        return (weakness & Weakness.KEYS) != 0 && Weakness.canGo(key) ? new WeakKey(key) : key;
    }

    private @Nullable Object holdValue(@Nullable Object value) {
        return value != null && (weakness & Weakness.VALUES) != 0 && Weakness.canGo(value)
                ? new WeakCell(value)
                : value;
    }

    /** Whether an entry has a value, and neither this nor the key has gone. */
    private boolean isLive(int entry) {
        Object held = values[entry];
        if (weakness == 0 || held == null) {
            return held != null;
        }
        return WeakCell.open(held) != null && WeakKey.open(keys[entry]) != null;
    }

    /** Keeps alive from now on what is to be kept alive, and nothing else. */
    void weaken(int what) {
        weakness = what;
        rebuild(Math.max(2, keys.length));
    }

    private void point(Object key, int target) {
        int mask = index.length - 1;
        int at = spread(hash(key)) & mask;
        while (index[at] != 0) {
            at = (at + 1) & mask;
        }
        index[at] = target;
    }

    /** The room that LuaJIT gives so many keys. */
    static int roomFor(int keys) {
        return keys <= 2 ? 2 : Integer.highestOneBit(keys - 1) * 2;
    }

    private int live() {
        int live = 0;
        for (int i = 0; i < used; i++) {
            if (isLive(i)) {
                live++;
            }
        }
        return live;
    }

    /** Drops deleted keys and makes room for one more; for more than that, unless half of it was freed. */
    void grow() {
        int live = live();
        int room = keys.length;
        // Small ones as LuaJIT, because it shows. Large ones must not do this for each key when others go meanwhile.
        rebuild(room > SMALL && live * 2 > room ? room * 2 : roomFor(live + 1));
    }

    /** Drops deleted keys, and makes the room what the rest and so many more deserve, or answers false: nothing. */
    boolean fit(int more) {
        int wanted = live() + more;
        if (wanted == 0) {
            return false;
        }
        rebuild(roomFor(wanted));
        return true;
    }

    private void rebuild(int room) {
        @Nullable Object[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        double[] oldNumbers = numbers;
        int oldUsed = used;
        keys = new @Nullable Object[room];
        values = new @Nullable Object[room];
        numbers = NO_NUMBERS;
        numberKeys = NO_NUMBERS;
        index = new int[room * 4];
        used = 0;
        lastFound = 0;
        for (int i = 0; i < oldUsed; i++) {
            Object held = oldValues[i];
            Object key = WeakKey.open(oldKeys[i]);
            Object value = held == HashPart.NUMBER ? (Object) oldNumbers[i] : WeakCell.open(held);
            if (key != null && value != null) {
                insert(key, value);
            }
        }
    }

    /** Moves the values of whole keys that fit into the array part, and forgets those keys. */
    void drainInto(ArrayPart array) {
        for (int i = 0; i < used; i++) {
            Object value = valueAt(i);
            if (value != null && keys[i] instanceof Double d) {
                int whole = (int) d.doubleValue();
                if (whole == d && whole >= 1 && whole <= array.room()) {
                    array.setItem(whole - 1, value);
                    values[i] = null;
                }
            }
        }
        // Forget them for good: such a key must never be found here again.
        rebuild(Math.max(2, keys.length));
    }

    void countWhole(int[] counts) {
        for (int i = 0; i < used; i++) {
            if (values[i] != null && keys[i] instanceof Double d) {
                int whole = (int) d.doubleValue();
                if (whole == d && whole >= 0) {
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
        Object key = WeakKey.open(keys[entry]);
        return key == null ? Boolean.FALSE : key;
    }

    void clear() {
        Arrays.fill(keys, null);
        Arrays.fill(values, null);
        Arrays.fill(index, 0);
        numbers = NO_NUMBERS;
        numberKeys = NO_NUMBERS;
        used = 0;
        lastFound = 0;
    }
}
