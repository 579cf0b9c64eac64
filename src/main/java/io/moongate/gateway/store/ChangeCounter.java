package io.moongate.gateway.store;

import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of committed changes, kept in the database beside them, and the last of them that is in force on this
 * node.
 */
final class ChangeCounter {
    /** The channel of notifications. */
    static final String CHANNEL = "moongate_changes";

    static final String READ = "SELECT version FROM changes";

    /** Before the first look at the database nothing is in force. */
    private final AtomicLong inForce = new AtomicLong(-1);

    /** Counts a change in the transaction that makes it, and lets other nodes know when that commits. */
    long count(EntityManager entities) {
        entities.createNativeQuery("UPDATE changes SET version = version + 1").executeUpdate();
        long version = ((Number) entities.createNativeQuery(READ).getSingleResult()).longValue();
        entities.createNativeQuery("SELECT cast(pg_notify(:channel, '') AS text)")
                .setParameter("channel", CHANNEL)
                .getSingleResult();
        return version;
    }

    /** A change is about to be in force here. Later ones may be already. */
    void inForce(long version) {
        inForce.accumulateAndGet(version, Math::max);
    }

    /** Whether the database holds what is not in force here; remembers that it will be. */
    boolean news(long version) {
        return inForce.getAndAccumulate(version, Math::max) < version;
    }

    /** After a time without the database it may be another one that answers. */
    void forget() {
        inForce.set(-1);
    }
}
