package io.moongate.lua.strand;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thread-locals that a strand on a thread of its own takes over from the thread that enters it. */
final class Luggage {
    private static final List<ThreadLocal<Object>> CARRIED = new CopyOnWriteArrayList<>();

    private Luggage() {}

    @SuppressWarnings("unchecked")
    static void add(ThreadLocal<?> local) {
        CARRIED.add((ThreadLocal<Object>) local);
    }

    static Object[] pack() {
        return CARRIED.stream().map(ThreadLocal::get).toArray();
    }

    static void unpack(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            CARRIED.get(i).set(values[i]);
        }
    }
}
