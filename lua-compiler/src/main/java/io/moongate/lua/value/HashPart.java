package io.moongate.lua.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hash half of a table, below it to save an object. A few string keys lie as their {@link Shape} says, numbers apart
 * from other values; everything else goes into a {@link Dictionary}. Either way entries lie in order of insertion, and a
 * deleted key keeps its place until there is need of room.
 */
abstract sealed class HashPart permits ArrayPart {
    /** In a slot: the value is the number at the same place of {@link #numbers}. */
    static final Object NUMBER = new Object();

    private static final @Nullable Object[] NO_SLOTS = {};
    private static final double[] NO_NUMBERS = {};

    /** Which keys there are; {@link Shape#DICTIONARY} if there is one. */
    Shape shape = Shape.EMPTY;

    private @Nullable Object[] slots;
    /** As long as {@link #slots}, or shorter while there are no numbers in the rest; NaN for all that is no number. */
    private double[] numbers = NO_NUMBERS;

    private @Nullable Dictionary dictionary;
    /** What it does not keep alive, see {@link Weakness}; anything but nothing only in a dictionary. */
    int weakness;

    HashPart(int room) {
        if (room == 0) {
            slots = NO_SLOTS;
        } else if (room <= Shape.MOST_KEYS) {
            slots = new @Nullable Object[room];
        } else {
            slots = NO_SLOTS;
            shape = Shape.DICTIONARY;
            dictionary = new Dictionary(Dictionary.roomFor(Math.min(room, 1 << 26)));
        }
    }

    // What places in the code do with tables of the shape they know.

    /** The value at a known slot. */
    final @Nullable Object slot(int at) {
        Object held = slots[at];
        return held == NUMBER ? (Object) numbers[at] : held;
    }

    /** The number where the finding says, or NaN if there is none or the finding does not count. */
    final double number(Finding finding) {
        if (shape == finding.shape) {
            double[] all = numbers;
            int at = finding.slot;
            if (Integer.compareUnsigned(at, all.length) < 0) {
                return all[at];
            }
        }
        return Double.NaN;
    }

    /** Replaces a value where the finding says, or answers false: the key has no value here, or who knows where. */
    final boolean replace(Finding finding, @Nullable Object value) {
        if (shape == finding.shape) {
            int at = finding.slot;
            Object old = slots[at];
            if (old != null) {
                if (value instanceof Double d) {
                    if (old == NUMBER) {
                        numbers[at] = d;
                    } else {
                        setNumber(at, d);
                    }
                } else {
                    setObject(at, value);
                }
                return true;
            }
        }
        return false;
    }

    /** Replaces a number by a number, or answers false. */
    final boolean replaceNumber(Finding finding, double value) {
        if (shape == finding.shape) {
            double[] all = numbers;
            int at = finding.slot;
            if (Integer.compareUnsigned(at, all.length) < 0 && !Double.isNaN(all[at])) {
                all[at] = value;
                return true;
            }
        }
        return false;
    }

    /** The number of a key, or NaN if there is none. */
    public final double number(String key) {
        if (dictionary != null) {
            return dictionary.number(key);
        }
        int at = shape.find(key);
        return at >= 0 && at < numbers.length ? numbers[at] : Double.NaN;
    }

    /** Replaces the number of a key by another, or answers false. */
    public final boolean replaceNumber(String key, double value) {
        if (dictionary != null) {
            return dictionary.replaceNumber(key, value);
        }
        int at = shape.find(key);
        if (at >= 0 && at < numbers.length && !Double.isNaN(numbers[at])) {
            numbers[at] = value;
            return true;
        }
        return false;
    }

    /** The number of a key that is no string, or NaN if there is none. */
    public final double numberOfOther(Object key) {
        return dictionary == null ? Double.NaN : dictionary.numberOfOther(key);
    }

    /** Replaces the number of a key that is no string by another, or answers false. */
    public final boolean replaceNumberOfOther(Object key, double value) {
        return dictionary != null && dictionary.replaceNumberOfOther(key, value);
    }

    final double hashNumber(double key) {
        return dictionary == null ? Double.NaN : dictionary.number(key);
    }

    final boolean hashReplaceNumber(double key, double value) {
        return dictionary != null && dictionary.replaceNumber(key, value);
    }

    /** Adds a key: the shape becomes the next one, and the value goes into its last slot. */
    final void append(Shape next, Object value) {
        int at = next.size - 1;
        if (at >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(4, slots.length * 2));
        }
        setSlot(at, value);
        shape = next;
    }

    private void setSlot(int at, @Nullable Object value) {
        if (value instanceof Double d) {
            setNumber(at, d);
        } else {
            setObject(at, value);
        }
    }

    private void setObject(int at, @Nullable Object value) {
        double[] all = numbers;
        if (at < all.length) {
            all[at] = Double.NaN;
        }
        slots[at] = value;
    }

    private void setNumber(int at, double value) {
        double[] all = numbers;
        if (at >= all.length) {
            int before = all.length;
            all = before == 0 ? new double[slots.length] : Arrays.copyOf(all, slots.length);
            Arrays.fill(all, before, all.length, Double.NaN);
            numbers = all;
        }
        all[at] = value;
        slots[at] = NUMBER;
    }

    // Either kind of part.

    /** Whether there may be a key that answers the event. */
    final boolean mayAnswer(Metamethod event) {
        return (shape.events & event.bit) != 0 && (dictionary == null || (dictionary.events & event.bit) != 0);
    }

    /** Whether there is no key that answers an event. */
    final boolean mayAnswerNothing() {
        return (dictionary == null ? shape.events : dictionary.events) == 0;
    }

    final boolean mayHoldNumbers() {
        return dictionary != null && dictionary.mayHoldNumbers();
    }

    /** The key's place in the order of insertion, or -1. */
    final int find(String key) {
        return dictionary == null ? shape.find(key) : dictionary.find(key);
    }

    final int find(Object key) {
        if (key instanceof String s) {
            return find(s);
        }
        return dictionary == null ? -1 : dictionary.find(key);
    }

    final @Nullable Object hashGet(String key) {
        if (dictionary == null) {
            int at = shape.find(key);
            return at < 0 ? null : slot(at);
        }
        return dictionary.get(key);
    }

    /** By a literal key: leaves a better finding, if the key is here. */
    final @Nullable Object hashGet(String key, Finding[] findings, int site) {
        if (dictionary != null) {
            return dictionary.get(key, findings, site);
        }
        int at = shape.find(key);
        if (at < 0) {
            return null;
        }
        findings[site] = shape.own(at);
        return slot(at);
    }

    final @Nullable Object getNumber(double key) {
        return dictionary == null ? null : dictionary.getNumber(key);
    }

    final @Nullable Object getOther(Object key) {
        return dictionary == null ? null : dictionary.getOther(key);
    }

    final boolean hashReplace(String key, @Nullable Object value) {
        if (dictionary != null) {
            return dictionary.replace(key, value);
        }
        int at = shape.find(key);
        if (at < 0) {
            return false;
        }
        setSlot(at, value);
        return true;
    }

    /** By a literal key: leaves a better finding, if the key is here. */
    final boolean hashReplace(String key, @Nullable Object value, Finding[] findings, int site) {
        if (dictionary != null) {
            return dictionary.replace(key, value, findings, site);
        }
        int at = shape.find(key);
        if (at < 0) {
            return false;
        }
        findings[site] = shape.own(at);
        setSlot(at, value);
        return true;
    }

    final boolean replaceNumber(double key, @Nullable Object value) {
        return dictionary != null && dictionary.replaceNumber(key, value);
    }

    final boolean replaceOther(Object key, @Nullable Object value) {
        return dictionary != null && dictionary.replaceOther(key, value);
    }

    /** Whether one more key of this kind needs more room. */
    final boolean hashIsFull(Object key) {
        if (dictionary != null) {
            return dictionary.isFull();
        }
        return !(key instanceof String) && shape.size >= nodes();
    }

    /** How much room LuaJIT would have where there is a shape here. */
    private int nodes() {
        int room = slots.length;
        return room == 0 ? 0 : room == 4 && shape.size <= 2 ? 2 : Dictionary.roomFor(room);
    }

    /** Gives the keys that are left, and so many to come, the room they deserve. */
    final void fitHash(int more) {
        Dictionary known = dictionary;
        if (known != null && !known.fit(more) && weakness == 0) {
            dictionary = null;
            shape = Shape.EMPTY;
        }
    }

    /** Adds a string key that is not here. */
    final void insert(String key, Object value) {
        if (dictionary == null) {
            Shape next = shape.with(key);
            if (next != null) {
                append(next, value);
                return;
            }
        }
        dictionary().insert(key, value);
    }

    /** The dictionary; from now on there is one. */
    final Dictionary dictionary() {
        Dictionary known = dictionary;
        if (known == null) {
            known = new Dictionary(Math.max(2, Math.max(nodes(), Dictionary.roomFor(shape.size))));
            for (int i = 0; i < shape.size; i++) {
                Object value = slot(i);
                if (value != null) {
                    known.insert(shape.key(i), value);
                }
            }
            dictionary = known;
            shape = Shape.DICTIONARY;
            slots = NO_SLOTS;
            numbers = NO_NUMBERS;
        }
        return known;
    }

    /** Keeps alive from now on what is to be kept alive, and nothing else. */
    final void weaken(int what) {
        weakness = what;
        dictionary().weaken(what);
    }

    final int nextUsed(int from) {
        if (dictionary != null) {
            return dictionary.nextUsed(from);
        }
        for (int i = from; i < shape.size; i++) {
            if (slots[i] != null) {
                return i;
            }
        }
        return -1;
    }

    final Object keyAt(int entry) {
        return dictionary == null ? shape.key(entry) : dictionary.keyAt(entry);
    }

    final @Nullable Object valueAt(int entry) {
        return dictionary == null ? slot(entry) : dictionary.valueAt(entry);
    }

    final void clearHash() {
        if (dictionary != null) {
            dictionary.clear();
        } else {
            Arrays.fill(slots, null);
            shape = Shape.EMPTY;
        }
    }
}
