package io.moongate.gateway.balance;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * By hash: targets stand at many places of a ring, and a key goes to the next one behind its own place; so most keys
 * keep their target when others come and go.
 */
final class Ring implements Choice {
    private static final int PLACES = 160;
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] places;
    private final int[] targets;

    /** @param names what the places of each target follow from */
    Ring(List<String> names, int[] weights) {
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        record Place(long hash, int target) {}
        java.util.ArrayList<Place> all = new java.util.ArrayList<>();
        for (int target = 0; target < weights.length; target++) {
            long count = total == 0 ? 0 : Math.round((double) PLACES * weights.length * weights[target] / total);
            for (long i = 0; i < (weights[target] == 0 ? 0 : Math.max(1, count)); i++) {
                all.add(new Place(hash(names.get(target) + '#' + i), target));
            }
        }
        all.sort((left, right) -> Long.compare(left.hash, right.hash));
        places = all.stream().mapToLong(Place::hash).toArray();
        targets = all.stream().mapToInt(Place::target).toArray();
    }

    private static long hash(String text) {
        long hash = FNV_START;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // The last letters must move the high bits too.
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    @Override
    public int choose(@Nullable String key, int attempt, IntPredicate allowed) {
        if (places.length == 0) {
            return -1;
        }
        long hash = key == null ? ThreadLocalRandom.current().nextLong() : hash(key);
        int found = Arrays.binarySearch(places, hash);
        int start = found < 0 ? -found - 1 : found;
        int last = -1;
        int left = attempt;
        for (int i = 0; i < places.length; i++) {
            int target = targets[(start + i) % places.length];
            if (target != last && allowed.test(target)) {
                last = target;
                if (left-- == 0) {
                    return target;
                }
            }
        }
        return last;
    }
}
