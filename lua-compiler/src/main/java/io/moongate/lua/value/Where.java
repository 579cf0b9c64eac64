package io.moongate.lua.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the current thread is in Lua code, read from the Java stack when an error is raised and never before. Frames
 * of generated classes are Lua functions, frames of {@link NativeFunction}s are what Lua calls C functions, all
 * others do not count.
 */
public final class Where {
    private static final StackWalker WALKER = StackWalker.getInstance(
            Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES, StackWalker.Option.RETAIN_CLASS_REFERENCE));
    private static final String OPERATIONS = "io.moongate.lua.op";
    private static final int NEAR = 8;
    private static final int ENOUGH = 400_000;
    private static final String HEADING = "stack traceback:";
    private static final String LEFT_OUT = "\n\t...";
    private static final int HASTY_FRAMES = 5_000;
    /** How many levels a traceback shows before it leaves some out. */
    private static final int SHOWN_FIRST = 12;

    private static final ClassValue<Prototype> PROTOTYPES = new ClassValue<>() {
        @Override
        protected Prototype computeValue(Class<?> type) {
            try {
                return (Prototype) type.getField("PROTOTYPE").get(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a Lua function without prototype: " + type, e);
            }
        }
    };

    private Where() {}

    /**
     * One level of the Lua stack.
     *
     * @param prototype of a Lua function, null for a Java function
     * @param site where a Lua function is
     * @param passed how many arguments a Java function got, as far as its frames tell
     * @param event the metamethod it has called if it is a Lua function in the middle of an operation, or null
     */
    public record Level(
            @Nullable Prototype prototype,
            Prototype.@Nullable Site site,
            int passed,
            @Nullable String event) {
        public boolean isLua() {
            return prototype != null;
        }

        public int line() {
            return site == null ? -1 : site.line();
        }

        /** {@code chunk:line: }, or nothing for a Java function. */
        public String position() {
            return prototype == null || site == null ? "" : prototype.display() + ":" + site.line() + ": ";
        }
    }

    /** The prefix for a message at this level: 0 is the running function, 1 its caller; empty when that is not Lua. */
    public static String position(int level) {
        Level at = level(level);
        return at == null ? "" : at.position();
    }

    /** The place of the innermost Lua function, whatever Java functions stand above it. */
    public static String anyPosition() {
        // It is near the top, as a rule.
        String found = firstPosition(NEAR);
        return found.isEmpty() ? firstPosition(ENOUGH) : found;
    }

    private static String firstPosition(int most) {
        for (Level at : WALKER.walk(frames -> collect(frames, most, true))) {
            if (at.isLua()) {
                return at.position();
            }
        }
        return "";
    }

    /** The level, or null when the stack is not that deep. */
    public static @Nullable Level level(int level) {
        List<Level> levels = levels(level + 1);
        return level < levels.size() ? levels.get(level) : null;
    }

    /** Whether fewer functions run than so many, of Lua or Java. */
    static boolean isShallow(int few) {
        return WALKER.walk(frames -> frames.limit(few).count()) < few;
    }

    /** The innermost levels, at most so many. Ends where the coroutine began. */
    public static List<Level> levels(int most) {
        return WALKER.walk(frames -> collect(frames, most, false));
    }

    /** The innermost levels of a stack that stands still, at most so many. */
    static List<Level> levels(StackWalker standing, int most) {
        return standing.walk(
                frames -> collect(frames.dropWhile(frame -> isContinuation(frame.getDeclaringClass())), most, false));
    }

    private static boolean isContinuation(Class<?> type) {
        return type.getName().equals("jdk.internal.vm.Continuation");
    }

    /**
     * The Lua function at this level, as far as the JVM tells.
     *
     * @return null when the level is a Java function's, or not there, or the JVM does not say
     */
    public static @Nullable LuaClosure closure(int level) {
        StackWalker walker = LiveFrames.walker();
        if (walker == null) {
            return null;
        }
        return walker.walk(frames -> {
            Collector collector = new Collector(level + 1, false);
            var iterator = frames.iterator();
            while (iterator.hasNext()) {
                StackWalker.StackFrame frame = iterator.next();
                boolean more = collector.take(frame);
                if (collector.levels.size() > level) {
                    return collector.levels.get(level).isLua() ? LiveFrames.closure(frame) : null;
                }
                if (!more) {
                    return null;
                }
            }
            return null;
        });
    }

    private static List<Level> collect(Stream<StackWalker.StackFrame> frames, int most, boolean tailsToo) {
        Collector collector = new Collector(most, tailsToo);
        var iterator = frames.iterator();
        while (iterator.hasNext() && collector.take(iterator.next())) {}
        return collector.finish();
    }

    /** Puts frames together to levels: arity adapters and parts of one function are one level. */
    private static final class Collector {
        private final int most;
        private final boolean tailsToo;
        private final List<Level> levels = new ArrayList<>();
        private @Nullable Class<?> previous;
        private boolean inNative;
        private int passed;
        /** The metamethod that an operation between the frames at hand and the function below them is for. */
        private @Nullable String event;

        Collector(int most, boolean tailsToo) {
            this.most = most;
            this.tailsToo = tailsToo;
        }

        boolean take(StackWalker.StackFrame frame) {
            Class<?> type = frame.getDeclaringClass();
            if (type.isHidden() && LuaClosure.class.isAssignableFrom(type)) {
                endNative();
                takeLua(type, frame);
            } else if (NativeFunction.class.isAssignableFrom(type)) {
                takeNative(frame);
            } else {
                endNative();
                if (isContinuation(type)) {
                    return false;
                }
                if (type.getPackageName().equals(OPERATIONS)) {
                    String called = Metamethod.calledBy(type.getSimpleName(), frame.getMethodName());
                    event = called == null ? event : called;
                }
            }
            previous = type;
            return levels.size() < most;
        }

        private void takeLua(Class<?> type, StackWalker.StackFrame frame) {
            Prototype prototype = PROTOTYPES.get(type);
            Prototype.Site site = prototype.site(frame.getMethodName(), frame.getByteCodeIndex());
            if (site == null) {
                return;
            }
            // A Java function in tail position has taken its caller's place, as in LuaJIT.
            if (site.tail() && !levels.isEmpty() && !tailsToo) {
                return;
            }
            boolean part = previous == type && site.left() == Prototype.PART;
            if (!part) {
                levels.add(new Level(prototype, site, -1, event));
            }
            event = null;
        }

        private void takeNative(StackWalker.StackFrame frame) {
            int arity = switch (frame.getMethodName()) {
                case "call0" -> 0;
                case "call1" -> 1;
                case "call2" -> 2;
                case "call3" -> 3;
                default -> Integer.MAX_VALUE;
            };
            passed = inNative ? Math.min(passed, arity) : arity;
            inNative = true;
        }

        private void endNative() {
            if (inNative) {
                levels.add(new Level(null, null, passed, null));
                inNative = false;
                event = null;
            }
        }

        List<Level> finish() {
            endNative();
            return levels;
        }
    }

    /**
     * How the function at this level was called, as its call site names it, such as {@code global 'print'}; null when
     * the caller is not Lua or the site does not say.
     */
    public static @Nullable String calledAs(List<Level> levels, int level) {
        if (level + 1 >= levels.size()) {
            return null;
        }
        Level caller = levels.get(level + 1);
        if (caller.event() != null) {
            return "metamethod '" + caller.event() + "'";
        }
        return caller.site() == null ? null : caller.site().left();
    }

    /** LuaJIT's traceback, from this level on. */
    public static String traceback(int from) {
        return traceback(levels(ENOUGH), from);
    }

    /** The traceback for a call that is to end soon: of a very deep stack it does not go to the bottom. */
    static String hastyTraceback() {
        return WALKER.walk(frames -> {
            Collector collector = new Collector(ENOUGH, false);
            var iterator = frames.iterator();
            int walked = 0;
            while (walked < HASTY_FRAMES && iterator.hasNext() && collector.take(iterator.next())) {
                walked++;
            }
            List<Level> levels = collector.finish();
            if (walked < HASTY_FRAMES || levels.size() <= SHOWN_FIRST) {
                return traceback(levels, 0);
            }
            StringBuilder out = new StringBuilder(HEADING);
            for (int i = 0; i < SHOWN_FIRST; i++) {
                describe(out, levels, i);
            }
            return out.append(LEFT_OUT).toString();
        });
    }

    /** LuaJIT's traceback of these levels, from one of them on. */
    static String traceback(List<Level> levels, int from) {
        StringBuilder out = new StringBuilder(HEADING);
        int count = levels.size();
        for (int i = from; i < count; i++) {
            if (i == from + SHOWN_FIRST && count - i > 11) {
                out.append(LEFT_OUT);
                i = count - 10;
            }
            describe(out, levels, i);
        }
        return out.toString();
    }

    private static void describe(StringBuilder out, List<Level> levels, int i) {
        Level level = levels.get(i);
        Prototype prototype = level.prototype();
        out.append("\n\t");
        if (prototype == null) {
            out.append("[C]:");
        } else {
            out.append(prototype.display()).append(':').append(level.line()).append(':');
        }
        String name = calledAs(levels, i);
        if (name != null && name.endsWith("'")) {
            String quoted = name.substring(name.indexOf('\''));
            out.append(
                    name.startsWith("method ")
                                    || name.startsWith("field ")
                                    || name.startsWith("global ")
                                    || name.startsWith("local ")
                                    || name.startsWith("upvalue ")
                                    || name.startsWith("metamethod ")
                            ? " in function " + quoted
                            : " in " + name);
        } else if (name != null && name.startsWith("(")) {
            out.append(" in function '").append(name).append('\'');
        } else if (prototype != null && prototype.main()) {
            out.append(" in main chunk");
        } else if (prototype != null) {
            out.append(" in function <")
                    .append(prototype.display())
                    .append(':')
                    .append(prototype.firstLine())
                    .append('>');
        } else {
            out.append(" in ?");
        }
    }
}
