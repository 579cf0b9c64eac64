package io.moongate.gateway.script;

import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaTable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What began with a request, or with one run of a timer, and must not outlive it: the threads that functions started,
 * what they wait for, and the connections they opened. Used by the worker's thread only.
 */
public final class Lifetime {
    /** Something that is closed when the request ends. */
    public interface Belonging {
        void end();
    }

    private final LuaThread main = new LuaThread(this);
    private final LinkedHashSet<LuaThread> others = new LinkedHashSet<>(4);
    private final Set<Belonging> belongings = Collections.newSetFromMap(new IdentityHashMap<>(4));
    private @Nullable CompletableFuture<@Nullable Void> changed;
    private @Nullable HostSignal gone;

    /** {@code ngx.ctx} of what runs outside of requests. */
    private @Nullable LuaTable context;

    /** The table {@code ngx.ctx}, where there is no request that has one. */
    public LuaTable context() {
        LuaTable present = context;
        if (present == null) {
            present = new LuaTable();
            context = present;
        }
        return present;
    }

    public void context(LuaTable table) {
        context = table;
    }

    /** The thread in which the request's own functions run. */
    public LuaThread main() {
        return main;
    }

    /** Has something closed at the end unless it is released before. */
    public void keep(Belonging belonging) {
        belongings.add(belonging);
    }

    /** Something was closed, or handed on. */
    public void release(Belonging belonging) {
        belongings.remove(belonging);
    }

    /** How many threads of functions are under way. */
    public int threads() {
        return others.size();
    }

    void began(LuaThread thread) {
        others.add(thread);
    }

    void ended(LuaThread thread) {
        others.remove(thread);
        CompletableFuture<@Nullable Void> waiting = changed;
        if (waiting != null) {
            changed = null;
            waiting.complete(null);
        }
    }

    /** Waits until all threads that functions started have ended. */
    void join(LuaWorker worker) {
        main.checkEnding();
        while (!others.isEmpty()) {
            CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
            changed = next;
            worker.<@Nullable Void>await(next);
        }
        main.checkEnding();
    }

    /** Ends the threads that functions started. */
    void endThreads() {
        while (!others.isEmpty()) {
            others.removeLast().end(new LuaThread.Killed());
        }
    }

    /** Ends everything that waits, now and later: nobody wants the result any more. */
    void abandon(HostSignal signal) {
        gone = signal;
        endThreads();
        main.end(signal);
    }

    @Nullable
    HostSignal gone() {
        return gone;
    }

    /** The end: nothing stays behind. */
    void end() {
        endThreads();
        while (!belongings.isEmpty()) {
            Belonging belonging = belongings.iterator().next();
            belongings.remove(belonging);
            belonging.end();
        }
    }
}
