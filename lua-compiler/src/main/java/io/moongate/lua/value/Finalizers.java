package io.moongate.lua.value;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose metatable may have a {@code __gc}, which is called on the state's own thread at some time after
 * they are gone. It gets another proxy with the same metatable: nobody is left to tell the two apart.
 */
public final class Finalizers {
    private static final class Handle extends WeakReference<Userdata> {
        private final LuaTable metatable;

        Handle(Userdata proxy, LuaTable metatable, ReferenceQueue<Userdata> queue) {
            super(proxy, queue);
            this.metatable = metatable;
        }
    }

    private final ReferenceQueue<Userdata> queue = new ReferenceQueue<>();
    private final SequencedSet<Handle> handles = new LinkedHashSet<>();

    private final List<Runnable> ending = new ArrayList<>();

    /** Does something at the end of the world, however it comes. */
    public void atEnd(Runnable action) {
        ending.add(action);
    }

    /** The end of the world. */
    public void end() {
        ending.forEach(Runnable::run);
    }

    /** Watches a proxy from now on. */
    public void watch(Userdata proxy, LuaTable metatable) {
        handles.add(new Handle(proxy, metatable, queue));
    }

    /** Calls the finalizers of what the JVM has found to be gone; {@code call} gets the function and the proxy. */
    public void runFound(BiConsumer<Object, Userdata> call) {
        List<Handle> found = new ArrayList<>();
        for (Reference<? extends Userdata> one = queue.poll(); one != null; one = queue.poll()) {
            if (one instanceof Handle handle && handles.remove(handle)) {
                found.add(handle);
            }
        }
        run(found, call);
    }

    /** The same just after a collection, when the JVM may not have told yet; the youngest first, as in Lua. */
    public void runGone(BiConsumer<Object, Userdata> call) {
        List<Handle> gone = new ArrayList<>();
        for (Handle handle : handles.reversed()) {
            if (handle.refersTo(null)) {
                gone.add(handle);
            }
        }
        gone.forEach(handles::remove);
        run(gone, call);
    }

    /** The same for all that there are, at the end of the world. */
    public void runAll(BiConsumer<Object, Userdata> call) {
        List<Handle> all = new ArrayList<>(handles.reversed());
        handles.clear();
        run(all, call);
    }

    private static void run(List<Handle> handles, BiConsumer<Object, Userdata> call) {
        for (Handle handle : handles) {
            @Nullable Object finalizer = handle.metatable.metamethod(Metamethod.GC);
            if (finalizer instanceof LuaFunction) {
                call.accept(finalizer, new Userdata(null, handle.metatable));
            }
        }
    }
}
