package io.moongate.lua.value;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which string keys a table has, in order of insertion: the key's number is its slot. Tables that got the same keys in
 * the same order share one, so that a place in the code knows by one comparison where to look. Immutable, and shared by
 * all threads; each is held by its tables and by what came of it, so that unused ones go.
 */
final class Shape {
    /** Beyond so many keys a table is a {@link Dictionary}. */
    static final int MOST_KEYS = 64;

    private static final int MOST_CHILDREN = 128;
    private static final int MOST_FIRST_KEYS = 4096;
    private static final String[] NO_KEYS = {};

    /** No keys at all. */
    static final Shape EMPTY = new Shape(null, NO_KEYS, 0, 0, 0);
    /** That of all tables with a {@link Dictionary}: knows nothing, suspects everything. */
    static final Shape DICTIONARY = new Shape(null, NO_KEYS, 0, -1L, -1);

    private final @Nullable Shape parent;
    /** Shared with parents and children; the first {@link #size} count. */
    private final String[] keys;

    final int size;
    /** One bit for each key's hash: most keys that are not here are known by it. */
    private final long filter;
    /** Bits of the metamethods whose keys are here. */
    final int events;
    /** How a table of the parent's shape comes to this one. */
    final Finding insertion;

    private final @Nullable Finding[] own;
    /** One more than the slot, at the key's hash; made when first needed. */
    private volatile byte @Nullable [] index;

    private volatile @Nullable ConcurrentHashMap<String, WeakReference<Shape>> children;
    private @Nullable Shape lastChild;
    /** While there were too many children lately: how often not even to look. Threads may miscount. */
    private int refusals;

    private Shape(@Nullable Shape parent, String[] keys, int size, long filter, int events) {
        this.parent = parent;
        this.keys = keys;
        this.size = size;
        this.filter = filter;
        this.events = events;
        this.own = new @Nullable Finding[size];
        this.insertion = parent == null ? Finding.NONE : Finding.insertion(parent, this);
    }

    String key(int slot) {
        return keys[slot];
    }

    /** Where a key is in tables of this shape; canonical, so that places in the code share it. */
    Finding own(int slot) {
        Finding known = own[slot];
        if (known == null) {
            known = Finding.own(this, slot);
            own[slot] = known;
        }
        return known;
    }

    /** The key's slot, or -1. */
    int find(String key) {
        if ((filter & 1L << key.hashCode()) == 0) {
            return -1;
        }
        byte[] places = index;
        return search(key, places == null ? makeIndex() : places);
    }

    private int search(String key, byte[] places) {
        int hash = key.hashCode();
        int mask = places.length - 1;
        for (int at = Dictionary.spread(hash) & mask; ; at = (at + 1) & mask) {
            int slot = places[at] - 1;
            if (slot < 0) {
                return -1;
            }
            String candidate = keys[slot];
            if (candidate == key || candidate.hashCode() == hash && candidate.equals(key)) {
                return slot;
            }
        }
    }

    private byte[] makeIndex() {
        byte[] places = new byte[Math.max(4, Integer.highestOneBit(size) * 4)];
        int mask = places.length - 1;
        for (int slot = 0; slot < size; slot++) {
            int at = Dictionary.spread(keys[slot].hashCode()) & mask;
            while (places[at] != 0) {
                at = (at + 1) & mask;
            }
            places[at] = (byte) (slot + 1);
        }
        index = places;
        return places;
    }

    /** The shape with one more key, or null if that should be a dictionary. The key is not here. */
    @Nullable
    Shape with(String key) {
        Shape last = lastChild;
        if (last != null && key.equals(last.keys[size])) {
            return last;
        }
        Shape found = size >= MOST_KEYS ? null : child(key);
        if (found != null) {
            lastChild = found;
        }
        return found;
    }

    private @Nullable Shape child(String key) {
        ConcurrentHashMap<String, WeakReference<Shape>> known = children;
        WeakReference<Shape> reference = known == null ? null : known.get(key);
        Shape child = reference == null ? null : reference.get();
        if (child != null) {
            return child;
        }
        if (refusals > 0) {
            refusals--;
            return null;
        }
        return newChild(key);
    }

    private synchronized @Nullable Shape newChild(String key) {
        ConcurrentHashMap<String, WeakReference<Shape>> known = children;
        if (known == null) {
            known = new ConcurrentHashMap<>(4);
            children = known;
        }
        WeakReference<Shape> reference = known.get(key);
        Shape child = reference == null ? null : reference.get();
        if (child == null) {
            int most = parent == null ? MOST_FIRST_KEYS : MOST_CHILDREN;
            if (known.size() >= most && !dropDead(known, most)) {
                refusals = most;
                return null;
            }
            child = new Shape(
                    this, keysWith(key), size + 1, filter | 1L << key.hashCode(), events | Metamethod.bit(key));
            known.put(key, new WeakReference<>(child));
        }
        return child;
    }

    private static boolean dropDead(ConcurrentHashMap<String, WeakReference<Shape>> known, int most) {
        known.values().removeIf(reference -> reference.get() == null);
        return known.size() < most;
    }

    /** The keys and one more; the first to ask may use the room behind them, which is then taken. */
    private String[] keysWith(String key) {
        synchronized (keys) {
            if (size < keys.length && keys[size] == null) {
                keys[size] = key;
                return keys;
            }
        }
        String[] longer = Arrays.copyOf(keys, Math.max(4, size * 2));
        Arrays.fill(longer, size, longer.length, null);
        longer[size] = key;
        return longer;
    }
}
