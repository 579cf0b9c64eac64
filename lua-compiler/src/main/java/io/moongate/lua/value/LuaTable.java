package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A table: an array part for keys 1 to n and a hash part that keeps the order of insertion. All access here is raw;
 * metamethods are the business of {@code op.Index}. Not thread-safe: a table belongs to one {@link LuaState}.
 */
public final class LuaTable extends ArrayPart {
    /** Where {@link Followers} are among the handlers. */
    private static final int FOLLOWERS = Metamethod.COUNT;

    private @Nullable LuaTable metatable;
    /** Its answers to the events asked for, if it is a metatable; dropped when a key with two underscores is written. */
    private @Nullable Object @Nullable [] handlers;
    /** Its {@code __index}, if that is a table and known. */
    private @Nullable LuaTable parent;

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
        followMode();
        if (metatable != null && metatable.mayChangeMode()) {
            metatable.follow(this);
        }
    }

    private void followMode() {
        int wanted = Weakness.of(metatable);
        if (wanted != weakness) {
            weakenAll(wanted);
        }
    }

    /** Whether this is a metatable that is still to be filled, or one that has a mode already. */
    private boolean mayChangeMode() {
        return mayAnswerNothing() || mayAnswer(Metamethod.MODE) && metamethod(Metamethod.MODE) != null;
    }

    private void follow(LuaTable table) {
        @Nullable Object[] known = handlers;
        if (known == null) {
            known = new @Nullable Object[Metamethod.COUNT + 1];
            handlers = known;
        }
        Followers followers = known[FOLLOWERS] instanceof Followers those ? those : new Followers();
        known[FOLLOWERS] = followers;
        followers.add(table);
    }

    /** Tells those who have this metatable that its mode has changed. */
    private void modeChanged() {
        @Nullable Object[] known = handlers;
        if (known != null && known[FOLLOWERS] instanceof Followers followers) {
            followers.forEach(table -> {
                if (table.metatable == this) {
                    table.followMode();
                }
            });
        }
    }

    /** What is not kept alive has its place in the hash part only. */
    private void weakenAll(int wanted) {
        if ((wanted & Weakness.VALUES) != 0) {
            for (int place = 0; place < room(); place++) {
                Object value = item(place);
                if (value != null) {
                    dictionary().insert((double) (place + 1), value);
                }
            }
            dropArray();
            plain = false;
        }
        weaken(wanted);
    }

    /** This metatable's answer to an event, or null. */
    public @Nullable Object metamethod(Metamethod event) {
        if (!mayAnswer(event)) {
            return null;
        }
        @Nullable Object[] known = handlers;
        Object handler = known == null ? null : known[event.ordinal()];
        return handler != null ? handler : searchMetamethod(event);
    }

    private @Nullable Object searchMetamethod(Metamethod event) {
        Object handler = hashGet(event.key());
        if (handler != null) {
            @Nullable Object[] known = handlers;
            if (known == null) {
                known = new @Nullable Object[Metamethod.COUNT + 1];
                handlers = known;
            }
            known[event.ordinal()] = handler;
            if (event == Metamethod.INDEX) {
                parent = handler instanceof LuaTable table ? table : null;
            }
        }
        return handler;
    }

    private void forgetHandlers() {
        @Nullable Object[] known = handlers;
        handlers = null;
        parent = null;
        if (known != null && known[FOLLOWERS] instanceof Followers followers) {
            handlers = new @Nullable Object[Metamethod.COUNT + 1];
            handlers[FOLLOWERS] = followers;
        }
    }

    /** This metatable's {@code __index}, or null. */
    public @Nullable Object indexHandler() {
        return metamethod(Metamethod.INDEX);
    }

    /** Where what this table lacks is looked for, if that is a table and known. */
    private @Nullable LuaTable knownParent() {
        LuaTable meta = metatable;
        return meta == null ? null : meta.parent;
    }

    /** In the same way, found out if need be. */
    private @Nullable LuaTable findParent() {
        LuaTable meta = metatable;
        return meta != null && meta.indexHandler() instanceof LuaTable found ? found : null;
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
     * Reads by a literal key, looking first where the same place in the code found it last time: tables of one shape
     * have it at the same slot.
     */
    public @Nullable Object get(String key, Finding[] findings, int site) {
        Finding last = findings[site];
        return shape == last.shape ? slot(last.slot) : hashGet(key, findings, site);
    }

    /** The number of a literal key, or NaN if there is none where the place in the code expects it. */
    public double number(Finding[] findings, int site) {
        return number(findings[site]);
    }

    /**
     * What a literal key inherits from the class or its parent, if the place in the code found it there last time in
     * tables like this one; null otherwise: then {@link #inherit} looks for it.
     */
    public @Nullable Object inherited(Finding[] findings, int site) {
        Finding last = findings[site];
        if (shape != last.lacking) {
            return null;
        }
        LuaTable holder = knownParent();
        Shape middle = last.middle;
        if (middle != null) {
            if (holder == null || holder.shape != middle) {
                return null;
            }
            holder = holder.knownParent();
        }
        return holder != null && holder.shape == last.target ? holder.slot(last.slot) : null;
    }

    /** Looks a key up in the class and its parent, and leaves a finding if that was worth it. */
    public @Nullable Object inherit(String key, Finding[] findings, int site) {
        LuaTable holder = findParent();
        if (holder == null || find(key) >= 0) {
            return null;
        }
        int at = holder.find(key);
        Shape middle = null;
        if (at < 0) {
            middle = holder.shape;
            holder = holder.findParent();
            at = holder == null ? -1 : holder.find(key);
        }
        if (holder == null || at < 0) {
            return null;
        }
        if (shape != Shape.DICTIONARY && middle != Shape.DICTIONARY && holder.shape != Shape.DICTIONARY) {
            findings[site] = Finding.inherited(shape, middle, holder.shape, at);
        }
        return holder.valueAt(at);
    }

    /** Replaces a value by a literal key, if it is where the place in the code expects it. */
    public boolean replace(@Nullable Object value, Finding[] findings, int site) {
        return replace(findings[site], value);
    }

    /** Replaces a number in the same way. */
    public boolean replaceNumber(double value, Finding[] findings, int site) {
        return replaceNumber(findings[site], value);
    }

    /** Writes by a literal key, in the same way. */
    public void put(String key, @Nullable Object value, Finding[] findings, int site) {
        Finding last = findings[site];
        Shape next = last.target;
        if (shape == last.lacking && next != null && value != null) {
            append(next, value);
        } else {
            putAnywhere(key, value, findings, site);
        }
    }

    private void putAnywhere(String key, @Nullable Object value, Finding[] findings, int site) {
        if (key.startsWith("__")) {
            // Never by a finding, so that this is noticed.
            put(key, value);
        } else if (!hashReplace(key, value, findings, site) && value != null) {
            insert(key, value);
            if (shape != Shape.DICTIONARY) {
                findings[site] = shape.insertion;
            }
        }
    }

    /** Writes a number. */
    public void putNumber(double key, double value) {
        int whole = (int) key;
        if ((whole != key || !replaceNumberItem(whole - 1, value)) && !hashReplaceNumber(key, value)) {
            put(key, (Object) value);
        }
    }

    /** Writes a number by a whole key if numbers lie packed there; or answers false. */
    public boolean replaceNumberAt(int key, double value) {
        return replaceNumberItem(key - 1, value);
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
        boolean ofMetatables = key.startsWith("__");
        if (ofMetatables) {
            forgetHandlers();
        }
        if (!hashReplace(key, value) && value != null) {
            insert(key, value);
        }
        if (ofMetatables && key.equals(Metamethod.MODE.key())) {
            modeChanged();
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
        } else if (place == room()
                && plain
                && size == place
                && value != null
                && !mayHoldNumbers()
                && place < MAX_ARRAY) {
            append(value);
        } else if (!replaceNumber(key, value) && value != null) {
            insert((double) key, value);
        }
    }

    /** Grows as LuaJIT's array does. */
    private void append(Object value) {
        resizeArray(Math.max(2, Integer.highestOneBit(room()) * 2), value);
        setItem(size++, value);
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
        if (mayHoldNumbers()) {
            dictionary().drainInto(this);
        }
        reckon();
    }

    private void insert(Object key, Object value) {
        if (hashIsFull(key) && rehash(key, value)) {
            put(key, value);
        } else if (key instanceof String s) {
            insert(s, value);
        } else {
            dictionary().insert(key, value);
        }
    }

    /** Gives the parts the room that the keys and one more deserve; answers false if the array part keeps its. */
    private boolean rehash(Object key, Object value) {
        if ((weakness & Weakness.VALUES) != 0 || plain && !(key instanceof Double) && !mayHoldNumbers()) {
            return false;
        }
        int best = bestArraySize(key);
        int room = room();
        if (best == room) {
            return false;
        }
        for (int i = best; i < room; i++) {
            Object moved = item(i);
            if (moved != null) {
                dictionary().insert((double) (i + 1), moved);
            }
        }
        resizeArray(best, value);
        pullIntoArray();
        boolean listed = key instanceof Double d && d == (int) d.doubleValue() && d >= 1 && d <= best;
        fitHash(listed ? 0 : 1);
        return true;
    }

    /** LuaJIT's rule: the largest power of two so that more than a quarter of the places are used. */
    private int bestArraySize(Object key) {
        int[] counts = new int[28];
        int room = room();
        for (int i = 0; i < room; i++) {
            if (!isHole(i)) {
                counts[slice(i + 1)]++;
            }
        }
        if (mayHoldNumbers()) {
            dictionary().countWhole(counts);
        }
        if (key instanceof Double d && d == (int) d.doubleValue() && d >= 0 && d <= MAX_ARRAY) {
            counts[slice((int) d.doubleValue())]++;
        }
        int all = 0;
        for (int count : counts) {
            all += count;
        }
        int best = 0;
        int sum = 0;
        for (int bit = 0; bit < counts.length - 1 && 2L * all > 1L << bit && sum != all; bit++) {
            sum += counts[bit];
            if (counts[bit] > 0 && 2L * sum > 1L << bit) {
                best = 2 << bit;
            }
        }
        return Math.min(best, MAX_ARRAY);
    }

    /** The place in the census of a whole key: 0 to 2 go to the first, and from there on keys 2^b+1 to 2^(b+1) to b. */
    static int slice(int key) {
        return key <= 2 ? 0 : Math.min(27, 31 - Integer.numberOfLeadingZeros(key - 1));
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
        plain = (weakness & Weakness.VALUES) == 0;
        forgetHandlers();
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
