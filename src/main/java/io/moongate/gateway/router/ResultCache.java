package io.moongate.gateway.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was found for requests that look the same: a table in which a new entry takes the place of an older
 * one. Workers share it without locks: entries are immutable, and one that is lost is only searched for again.
 */
final class ResultCache {
    private static final int PLACES = 1 << 12;
    /** Entries whose hash agrees share so many places. */
    private static final int WAYS = 4;
    /** Longer requests are not remembered, which bounds the memory. */
    private static final int LONGEST = 1024;

    private final @Nullable Entry[] entries = new Entry[PLACES];

    /**
     * All that the routes look at in a request; what none of them looks at is left empty.
     *
     * @param path as it was sent
     * @param headers the values of each header that rules look at, as they were sent
     */
    record Key(
            String method,
            String path,
            String host,
            boolean tls,
            int port,
            @Nullable String sni,
            List<List<String>> headers) {

        boolean isShort() {
            int length = path.length() + host.length() + method.length() + (sni == null ? 0 : sni.length());
            for (List<String> values : headers) {
                for (String value : values) {
                    length += value.length();
                }
            }
            return length <= LONGEST;
        }

        @Override
        public int hashCode() {
            int hash = path.hashCode() * 31 + host.hashCode();
            hash = (hash * 31 + method.hashCode()) * 31 + port;
            hash = hash * 31 + headers.hashCode() + (tls ? 1 : 0);
            hash += sni == null ? 0 : sni.hashCode();
            return hash ^ hash >>> 15 ^ hash << 5;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && path.equals(key.path)
                    && host.equals(key.host)
                    && method.equals(key.method)
                    && tls == key.tls
                    && port == key.port
                    && (sni == null ? key.sni == null : sni.equals(key.sni))
                    && headers.equals(key.headers);
        }
    }

    /** @param match null where nothing matched */
    record Entry(Key key, @Nullable RouteMatch match) {}

    /** What was found for such a request, or null where it is not known. */
    @Nullable
    Entry get(Key key, int hash) {
        int first = first(hash);
        for (int i = first; i < first + WAYS; i++) {
            Entry entry = entries[i];
            if (entry != null && entry.key.equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** Puts a result in front of those that share its places; the oldest of them is forgotten. */
    void put(Key key, int hash, @Nullable RouteMatch match) {
        if (!key.isShort()) {
            return;
        }
        int first = first(hash);
        System.arraycopy(entries, first, entries, first + 1, WAYS - 1);
        entries[first] = new Entry(key, match);
    }

    private static int first(int hash) {
        return hash & PLACES - WAYS;
    }
}
