package io.moongate.gateway.balance;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An algorithm: which of the targets, by their numbers, a request goes to. Used by all workers at once. */
interface Choice {

    /**
     * The number of a target, or -1 where none may be chosen.
     *
     * @param key what the request is told apart by, or null
     * @param attempt how many targets the request has been sent to already
     * @param allowed the targets that may be chosen
     */
    int choose(@Nullable String key, int attempt, IntPredicate allowed);

    /** A request goes to a target now. */
    default void begun(int target) {}

    /** It is done with it. */
    default void ended(int target) {}
}
