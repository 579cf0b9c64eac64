package io.moongate.gateway.script.ngx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary that all workers share, bounded in size: where there is no room, what was not used for longest goes. Values
 * are strings, numbers, booleans, or lists of strings and numbers. Safe for threads; each call is one step.
 */
public final class SharedDict {
    /** What an entry costs beside its key and value, roughly. */
    private static final int ENTRY_BYTES = 64;

    private final long capacity;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    /** A dictionary of so many bytes. */
    public SharedDict(long capacity) {
        this.capacity = capacity;
    }

    /** A value with its end of life in milliseconds, 0 for none, and the number that the user keeps with it. */
    record Entry(Object value, long until, double flags) {
        boolean alive(long now) {
            return until == 0 || now < until;
        }

        Entry until(long newUntil) {
            return new Entry(value, newUntil, flags);
        }
    }

    /** What a write came to; {@code error} is null when it was done. */
    record Write(@Nullable String error, boolean forcible) {
        static final Write DONE = new Write(null, false);

        static Write failed(String error) {
            return new Write(error, false);
        }
    }

    /** Which keys a write applies to. */
    enum Only {
        ANY,
        ABSENT,
        PRESENT
    }

    /** The bytes it was made with. */
    public long capacity() {
        return capacity;
    }

    /** Roughly the bytes not in use. */
    public synchronized long free() {
        return capacity - used;
    }

    /** The living entry of a key, or a dead one that is still there where that is asked; or null. */
    synchronized @Nullable Entry get(String key, boolean stale) {
        Entry entry = entries.get(key);
        return entry != null && (stale || entry.alive(now())) ? entry : null;
    }

    /** Sets a value; {@code safe} rather fails than drops what lives. */
    synchronized Write set(String key, Object value, double seconds, double flags, Only only, boolean safe) {
        boolean present = get(key, false) != null;
        if (only == Only.ABSENT && present) {
            return Write.failed("exists");
        }
        if (only == Only.PRESENT && !present) {
            return Write.failed("not found");
        }
        return put(key, new Entry(value, until(seconds), flags), safe);
    }

    /** Removes a key. */
    synchronized void delete(String key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            used -= size(key, entry.value);
        }
    }

    /**
     * Adds to a number.
     *
     * @return the new number, or the words of what is wrong
     */
    synchronized Object incr(String key, double step, @Nullable Double start, double seconds, boolean[] forcible) {
        Entry entry = get(key, false);
        if (entry == null) {
            if (start == null) {
                return "not found";
            }
            double value = start + step;
            Write write = put(key, new Entry(value, until(seconds), 0), false);
            forcible[0] = write.forcible();
            return write.error() == null ? (Object) value : write.error();
        }
        if (!(entry.value instanceof Double number)) {
            return "not a number";
        }
        double value = number + step;
        entries.put(key, new Entry(value, entry.until, entry.flags));
        return value;
    }

    /** Seconds that a key still lives, 0 for ever; null where it is not there. */
    synchronized @Nullable Double ttl(String key) {
        Entry entry = get(key, false);
        if (entry == null) {
            return null;
        }
        return entry.until == 0 ? 0.0 : (entry.until - now()) / 1000.0;
    }

    /** Gives a key another life; false where it is not there. */
    synchronized boolean expire(String key, double seconds) {
        Entry entry = get(key, false);
        if (entry == null) {
            return false;
        }
        entries.put(key, entry.until(until(seconds)));
        return true;
    }

    /** Adds to a list at one end; gives its length, or the words of what is wrong. */
    synchronized Object push(String key, Object value, boolean left) {
        Entry entry = get(key, false);
        if (entry != null && !(entry.value instanceof Deque)) {
            return "value not a list";
        }
        @SuppressWarnings("unchecked")
        Deque<Object> list = entry == null ? new ArrayDeque<>() : (Deque<Object>) entry.value;
        if (entry == null) {
            Write write = put(key, new Entry(list, 0, 0), false);
            if (write.error() != null) {
                return write.error();
            }
        }
        long size = size("", value);
        if (!room(size, key)) {
            return "no memory";
        }
        used += size;
        if (left) {
            list.addFirst(value);
        } else {
            list.addLast(value);
        }
        return (double) list.size();
    }

    /** Takes from a list at one end; null where there is none; {@code error} gets the words of what is wrong. */
    synchronized @Nullable Object pop(String key, boolean left, @Nullable String[] error) {
        Entry entry = get(key, false);
        if (entry == null) {
            return null;
        }
        if (!(entry.value instanceof Deque<?> list)) {
            error[0] = "value not a list";
            return null;
        }
        Object value = left ? list.pollFirst() : list.pollLast();
        if (list.isEmpty()) {
            delete(key);
        }
        if (value != null) {
            used -= size("", value);
        }
        return value;
    }

    /** The length of a list, 0 where there is none, or the words of what is wrong. */
    synchronized Object length(String key) {
        Entry entry = get(key, false);
        if (entry == null) {
            return 0.0;
        }
        return entry.value instanceof Deque<?> list ? (Object) (double) list.size() : "value not a list";
    }

    /** Ends the life of all keys; they can still be read as stale. */
    synchronized void flushAll() {
        entries.replaceAll((key, entry) -> entry.until(1));
    }

    /** Removes what is dead, at most so many (0 for all); gives how many. */
    synchronized int flushExpired(int most) {
        long now = now();
        List<String> dead = new ArrayList<>();
        for (Map.Entry<String, Entry> pair : entries.entrySet()) {
            if (!pair.getValue().alive(now) && (most == 0 || dead.size() < most)) {
                dead.add(pair.getKey());
            }
        }
        dead.forEach(this::delete);
        return dead.size();
    }

    /** The living keys, at most so many (0 for all). */
    synchronized List<String> keys(int most) {
        long now = now();
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, Entry> pair : entries.entrySet()) {
            if (pair.getValue().alive(now) && (most == 0 || keys.size() < most)) {
                keys.add(pair.getKey());
            }
        }
        return keys;
    }

    /** Makes room by dropping what was not used for longest, but for one key; false where that is not enough. */
    private boolean room(long size, String kept) {
        if (used + size > capacity) {
            flushExpired(0);
        }
        while (used + size > capacity) {
            String oldest = null;
            for (String key : entries.keySet()) {
                if (!key.equals(kept)) {
                    oldest = key;
                    break;
                }
            }
            if (oldest == null) {
                return false;
            }
            delete(oldest);
        }
        return true;
    }

    private Write put(String key, Entry entry, boolean safe) {
        long size = size(key, entry.value);
        if (size > capacity) {
            return Write.failed("no memory");
        }
        delete(key);
        boolean forcible = false;
        if (used + size > capacity) {
            flushExpired(0);
        }
        while (used + size > capacity) {
            if (safe) {
                return Write.failed("no memory");
            }
            delete(entries.keySet().iterator().next());
            forcible = true;
        }
        entries.put(key, entry);
        used += size;
        return forcible ? new Write(null, true) : Write.DONE;
    }

    private static long size(String key, Object value) {
        long size = ENTRY_BYTES + key.length();
        if (value instanceof String text) {
            return size + text.length();
        }
        if (value instanceof Deque<?> list) {
            for (Object item : list) {
                size += size("", item);
            }
        }
        return size;
    }

    private static long until(double seconds) {
        return seconds <= 0 ? 0 : now() + Math.max(1, (long) (seconds * 1000));
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
