package io.moongate.gateway.proxy.wire;

import io.moongate.gateway.exchange.HeaderList;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets Netty's decoders write straight into a {@link HeaderList}, and notes what is wrong with a line. */
public final class DecodedHeaders extends HttpHeaders {
    /** The longest line that nginx takes: one of its large buffers. */
    static final int LONGEST_LINE = 8192;

    /** Makes the headers of requests: lines are judged as nginx does. */
    static final HttpHeadersFactory OF_REQUEST = new Factory(true);

    /** Makes the headers of upstream responses. */
    static final HttpHeadersFactory OF_RESPONSE = new Factory(false);

    private record Factory(boolean strict) implements HttpHeadersFactory {
        @Override
        public HttpHeaders newHeaders() {
            return new DecodedHeaders(strict);
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new DecodedHeaders(strict);
        }
    }

    private final HeaderList list = new HeaderList();
    private final boolean strict;
    private @Nullable String tooLong;

    private DecodedHeaders(boolean strict) {
        this.strict = strict;
    }

    /** What was decoded. */
    public HeaderList list() {
        return list;
    }

    /** The first line that is longer than nginx takes, or null. */
    public @Nullable String tooLong() {
        return tooLong;
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        return add(name.toString(), value);
    }

    /** Refuses a name with blanks or control characters, and leaves out one with other odd characters, as nginx does. */
    @Override
    public HttpHeaders add(String name, Object value) {
        String text = value.toString();
        boolean odd = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == 127) {
                throw new InvalidHeaderException(name.substring(0, i), c);
            }
            odd |= !((c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
        }
        if (text.indexOf('\0') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new InvalidHeaderException(name + ": ", '\0');
        }
        if (strict && name.length() + text.length() + 4 > LONGEST_LINE && tooLong == null) {
            tooLong = name + ": " + text;
        }
        if (!(strict && odd)) {
            list.add(name, text);
        }
        return this;
    }

    @Override
    public @Nullable String get(String name) {
        return list.get(name);
    }

    @Override
    public @Nullable Integer getInt(CharSequence name) {
        String text = list.get(name);
        return text == null ? null : Integer.valueOf(text);
    }

    @Override
    public int getInt(CharSequence name, int otherwise) {
        Integer value = getInt(name);
        return value == null ? otherwise : value;
    }

    @Override
    public @Nullable Short getShort(CharSequence name) {
        String text = list.get(name);
        return text == null ? null : Short.valueOf(text);
    }

    @Override
    public short getShort(CharSequence name, short otherwise) {
        Short value = getShort(name);
        return value == null ? otherwise : value;
    }

    @Override
    public @Nullable Long getTimeMillis(CharSequence name) {
        return null;
    }

    @Override
    public long getTimeMillis(CharSequence name, long otherwise) {
        return otherwise;
    }

    @Override
    public List<String> getAll(String name) {
        return list.getAll(name);
    }

    @Override
    public List<Map.Entry<String, String>> entries() {
        return list.entries();
    }

    @Override
    public boolean contains(String name) {
        return list.contains(name);
    }

    // Deprecated in favour of the other two, and still abstract.
    @Override
    @SuppressWarnings("deprecation")
    public Iterator<Map.Entry<String, String>> iterator() {
        return list.iterator();
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        List<Map.Entry<CharSequence, CharSequence>> lines = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            lines.add(new SimpleImmutableEntry<>(list.name(i), list.value(i)));
        }
        return lines.iterator();
    }

    @Override
    public boolean isEmpty() {
        return list.isEmpty();
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public Set<String> names() {
        return list.names();
    }

    @Override
    public HttpHeaders add(String name, Iterable<?> values) {
        values.forEach(value -> add(name, value));
        return this;
    }

    @Override
    public HttpHeaders addInt(CharSequence name, int value) {
        return add(name, Integer.toString(value));
    }

    @Override
    public HttpHeaders addShort(CharSequence name, short value) {
        return add(name, Short.toString(value));
    }

    @Override
    public HttpHeaders set(String name, Object value) {
        list.set(name, value.toString());
        return this;
    }

    @Override
    public HttpHeaders set(String name, Iterable<?> values) {
        list.remove(name);
        return add(name, values);
    }

    @Override
    public HttpHeaders setInt(CharSequence name, int value) {
        return set(name.toString(), Integer.toString(value));
    }

    @Override
    public HttpHeaders setShort(CharSequence name, short value) {
        return set(name.toString(), Short.toString(value));
    }

    @Override
    public HttpHeaders remove(String name) {
        list.remove(name);
        return this;
    }

    @Override
    public HttpHeaders clear() {
        list.clear();
        return this;
    }
}
