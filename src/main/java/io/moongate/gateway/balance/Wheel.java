package io.moongate.gateway.balance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** By turns: each target as often as its weight says, and as evenly spread as can be. */
final class Wheel implements Choice {
    private final int[] slots;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param most how many slots there may be; weights too fine for that are rounded, but none to nothing */
    Wheel(int[] weights, int most) {
        this.slots = slots(shares(weights, most));
    }

    /** The weights in their smallest whole numbers. */
    private static int[] shares(int[] weights, int most) {
        int divisor = 0;
        long total = 0;
        for (int weight : weights) {
            divisor = divisor(divisor, weight);
            total += weight;
        }
        int[] shares = new int[weights.length];
        for (int i = 0; i < weights.length && divisor > 0; i++) {
            shares[i] = weights[i] == 0
                    ? 0
                    : total / divisor <= most
                            ? weights[i] / divisor
                            : Math.max(1, (int) (weights[i] * (long) most / total));
        }
        return shares;
    }

    private static int divisor(int left, int right) {
        return right == 0 ? left : divisor(right, left % right);
    }

    /** Each slot goes to whoever is furthest behind what it should have had by then. */
    private static int[] slots(int[] shares) {
        int total = 0;
        for (int share : shares) {
            total += share;
        }
        int[] slots = new int[total];
        long[] credit = new long[shares.length];
        for (int slot = 0; slot < total; slot++) {
            int best = 0;
            for (int i = 0; i < shares.length; i++) {
                credit[i] += shares[i];
                if (credit[i] > credit[best]) {
                    best = i;
                }
            }
            credit[best] -= total;
            slots[slot] = best;
        }
        return slots;
    }

    @Override
    public int choose(@Nullable String key, int attempt, IntPredicate allowed) {
        for (int tried = 0; tried < slots.length; tried++) {
            int target = slots[Math.floorMod(turn.getAndIncrement(), slots.length)];
            if (allowed.test(target)) {
                return target;
            }
        }
        return -1;
    }
}
