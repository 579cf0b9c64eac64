package io.moongate.gateway.exchange;

import io.vertx.core.MultiMap;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Header lines in the order and case in which they came or were added; names are found in any case. Values are bytes as
 * characters.
 *
 * <p>As in nginx, setting a header that is there keeps the place and the spelling of its first line and drops the
 * others. Two arrays and no hashing: a message has some ten headers, and they are copied from one side to the other
 * more often than they are searched.
 */
public final class HeaderList implements MultiMap {
    private static final int FIRST_SIZE = 16;

    private String[] names = new String[FIRST_SIZE];
    private String[] values = new String[FIRST_SIZE];
    private int size;

    /** The name of a line, as it was given. */
    public String name(int index) {
        return names[index];
    }

    /** The value of a line. */
    public String value(int index) {
        return values[index];
    }

    /** The first line with a name at or behind a position, or -1. */
    public int find(String name, int from) {
        int length = name.length();
        if (length == 0) {
            return -1;
        }
        // Length and last letter tell nearly all headers apart.
        int last = name.charAt(length - 1) | 0x20;
        for (int i = from; i < size; i++) {
            String candidate = names[i];
            if (candidate.length() == length
                    && (candidate.charAt(length - 1) | 0x20) == last
                    && candidate.equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Drops a line. */
    public void removeAt(int index) {
        size--;
        System.arraycopy(names, index + 1, names, index, size - index);
        System.arraycopy(values, index + 1, values, index, size - index);
        names[size] = "";
        values[size] = "";
    }

    /** Puts a value in the place of a line's value. */
    public void replaceAt(int index, String value) {
        values[index] = value;
    }

    /** The same lines once more, to be changed apart. */
    public HeaderList copy() {
        HeaderList copy = new HeaderList();
        copy.names = Arrays.copyOf(names, names.length);
        copy.values = Arrays.copyOf(values, values.length);
        copy.size = size;
        return copy;
    }

    @Override
    public @Nullable String get(String name) {
        int found = find(name, 0);
        return found < 0 ? null : values[found];
    }

    @Override
    public @Nullable String get(CharSequence name) {
        return get(name.toString());
    }

    @Override
    public List<String> getAll(String name) {
        List<String> all = new ArrayList<>(2);
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            all.add(values[i]);
        }
        return all;
    }

    @Override
    public List<String> getAll(CharSequence name) {
        return getAll(name.toString());
    }

    @Override
    public boolean contains(String name) {
        return find(name, 0) >= 0;
    }

    @Override
    public boolean contains(CharSequence name) {
        return contains(name.toString());
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public int size() {
        return size;
    }

    /** The names, each once, in lower case. */
    @Override
    public Set<String> names() {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            all.add(names[i].toLowerCase(Locale.ROOT));
        }
        return all;
    }

    @Override
    public HeaderList add(String name, String value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
        return this;
    }

    @Override
    public HeaderList add(CharSequence name, CharSequence value) {
        return add(name.toString(), value.toString());
    }

    @Override
    public HeaderList add(String name, Iterable<String> all) {
        for (String value : all) {
            add(name, value);
        }
        return this;
    }

    @Override
    public HeaderList add(CharSequence name, Iterable<CharSequence> all) {
        for (CharSequence value : all) {
            add(name.toString(), value.toString());
        }
        return this;
    }

    @Override
    public HeaderList addAll(MultiMap other) {
        for (Map.Entry<String, String> line : other) {
            add(line.getKey(), line.getValue());
        }
        return this;
    }

    @Override
    public HeaderList addAll(Map<String, String> other) {
        other.forEach(this::add);
        return this;
    }

    @Override
    public HeaderList set(String name, String value) {
        int first = find(name, 0);
        if (first < 0) {
            return add(name, value);
        }
        values[first] = value;
        removeFrom(name, first + 1);
        return this;
    }

    @Override
    public HeaderList set(CharSequence name, CharSequence value) {
        return set(name.toString(), value.toString());
    }

    @Override
    public HeaderList set(String name, Iterable<String> all) {
        Iterator<String> each = all.iterator();
        if (!each.hasNext()) {
            return remove(name);
        }
        set(name, each.next());
        while (each.hasNext()) {
            add(name, each.next());
        }
        return this;
    }

    @Override
    public HeaderList set(CharSequence name, Iterable<CharSequence> all) {
        List<String> texts = new ArrayList<>();
        all.forEach(value -> texts.add(value.toString()));
        return set(name.toString(), texts);
    }

    @Override
    public HeaderList setAll(MultiMap other) {
        clear();
        return addAll(other);
    }

    @Override
    public HeaderList setAll(Map<String, String> other) {
        clear();
        return addAll(other);
    }

    @Override
    public HeaderList remove(String name) {
        removeFrom(name, 0);
        return this;
    }

    @Override
    public HeaderList remove(CharSequence name) {
        return remove(name.toString());
    }

    @Override
    public HeaderList clear() {
        Arrays.fill(names, 0, size, "");
        Arrays.fill(values, 0, size, "");
        size = 0;
        return this;
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        List<Map.Entry<String, String>> lines = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            lines.add(new SimpleImmutableEntry<>(names[i], values[i]));
        }
        return lines.iterator();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < size; i++) {
            out.append(names[i]).append(": ").append(values[i]).append('\n');
        }
        return out.toString();
    }

    private void removeFrom(String name, int from) {
        for (int i = find(name, from); i >= 0; i = find(name, i)) {
            removeAt(i);
        }
    }
}
