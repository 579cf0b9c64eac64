package io.moongate.gateway.proxy;

import java.util.ArrayList;
import java.util.List;

/**
 * The timeouts of a worker's connections. Setting one is a store into a field: a single timer of the worker looks at
 * all of them some times a second, which is exact enough for timeouts of the network. Used by the worker's thread only.
 */
public final class Deadlines {
    /** How often all deadlines are looked at. */
    static final long TICK_MILLIS = 25;

    private final List<Deadline> all = new ArrayList<>();

    /** One connection's timeout. */
    public final class Deadline {
        private final Runnable expired;
        private int index;
        private long at;

        private Deadline(Runnable expired) {
            this.expired = expired;
            this.index = all.size();
            all.add(this);
        }

        /** Calls back after some milliseconds unless set anew, cleared or closed before. */
        public void in(long millis) {
            at = System.nanoTime() + millis * 1_000_000;
            if (at == 0) {
                at = 1;
            }
        }

        /** Whether it will call back if nothing happens. */
        public boolean isSet() {
            return at != 0;
        }

        /** Does not call back. */
        public void clear() {
            at = 0;
        }

        /** Is not used any more. */
        public void close() {
            at = 0;
            if (index >= 0) {
                Deadline last = all.removeLast();
                if (last != this) {
                    all.set(index, last);
                    last.index = index;
                }
                index = -1;
            }
        }
    }

    /** Makes a deadline that is not set yet. */
    public Deadline add(Runnable expired) {
        return new Deadline(expired);
    }

    /** Calls back for what is due. */
    void tick() {
        long now = System.nanoTime();
        for (int i = all.size() - 1; i >= 0; i--) {
            // Those called back may close others, so the list may have become shorter.
            if (i < all.size()) {
                Deadline deadline = all.get(i);
                if (deadline.at != 0 && now - deadline.at >= 0) {
                    deadline.at = 0;
                    deadline.expired.run();
                }
            }
        }
    }
}
