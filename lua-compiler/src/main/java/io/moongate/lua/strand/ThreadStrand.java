package io.moongate.lua.strand;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A strand on a virtual thread of its own: whoever enters it stands still until it ends or leaves, so that only one
 * of them ever runs. Slow, and the only way where the JVM keeps its continuations to itself.
 */
final class ThreadStrand implements Strand {
    private static final ThreadLocal<ThreadStrand> CURRENT = new ThreadLocal<>();

    private final Scope scope;
    private final Thread thread;
    private @Nullable ThreadStrand parent;
    private volatile @Nullable Thread waiter;
    private volatile boolean inside;
    private volatile boolean done;
    private @Nullable Scope leavingBy;
    private Object[] luggage = {};

    ThreadStrand(Scope scope, Runnable body) {
        this.scope = scope;
        this.thread = Thread.ofVirtual().unstarted(() -> {
            CURRENT.set(this);
            unpack();
            try {
                body.run();
            } finally {
                done = true;
                handBack();
            }
        });
    }

    @Override
    public void run() {
        if (done) {
            throw new IllegalStateException("strand has ended");
        }
        parent = CURRENT.get();
        while (true) {
            leavingBy = null;
            waiter = Thread.currentThread();
            luggage = Luggage.pack();
            inside = true;
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            } else {
                LockSupport.unpark(thread);
            }
            while (inside) {
                LockSupport.park(this);
            }
            Scope by = leavingBy;
            if (done || by == null || by == scope) {
                return;
            }
            // The body left by an outer scope: we leave too, and come back into it.
            leave(by);
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }

    static void leave(Scope scope) {
        ThreadStrand current = CURRENT.get();
        ThreadStrand target = current;
        while (target != null && target.scope != scope) {
            target = target.parent;
        }
        if (current == null || target == null) {
            throw new PinnedException("not in scope " + scope);
        }
        current.leavingBy = scope;
        current.handBack();
        while (!current.inside) {
            LockSupport.park(current);
        }
        current.unpack();
    }

    private void unpack() {
        Luggage.unpack(luggage);
    }

    private void handBack() {
        inside = false;
        LockSupport.unpark(waiter);
    }
}
