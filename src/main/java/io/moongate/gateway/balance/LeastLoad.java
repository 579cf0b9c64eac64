package io.moongate.gateway.balance;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** By load: the target with the fewest requests under way for its weight; of equal ones, each in turn. */
final class LeastLoad implements Choice {
    private final int[] weights;
    private final AtomicIntegerArray running;
    private final Wheel ties;

    LeastLoad(int[] weights, int slots) {
        this.weights = weights.clone();
        this.running = new AtomicIntegerArray(weights.length);
        this.ties = new Wheel(weights, slots);
    }

    @Override
    public int choose(@Nullable String key, int attempt, IntPredicate allowed) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && allowed.test(i)) {
                least = Math.min(least, load(i));
            }
        }
        double best = least;
        return ties.choose(null, attempt, target -> allowed.test(target) && load(target) <= best);
    }

    private double load(int target) {
        return (running.get(target) + 1.0) / weights[target];
    }

    @Override
    public void begun(int target) {
        running.incrementAndGet(target);
    }

    @Override
    public void ended(int target) {
        running.decrementAndGet(target);
    }
}
