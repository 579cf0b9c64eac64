package io.moongate.lua.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds names and labels while a tree is built: the builder says which scopes it enters and leaves. Lua's limits and
 * goto's rules are kept here.
 */
public final class Resolve {
    private static final int MOST_LOCALS = 200;
    private static final int MOST_UPVALUES = 60;

    /** A rule is broken; the sentence is LuaJIT's. */
    public static final class Refused extends RuntimeException {
        private final int line;

        Refused(int line, String sentence) {
            super(sentence, null, false, false);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /** A goto that has not met its label yet. */
    private static final class Pending {
        final String name;
        final int line;
        final Target target;
        /** How many locals are active at the goto, as far as the current block sees them. */
        int actives;

        Pending(String name, int line, Target target, int actives) {
            this.name = name;
            this.line = line;
            this.target = target;
            this.actives = actives;
        }
    }

    /** A label that gotos can see. */
    private record Seen(Target target, int actives) {}

    private static final class Scope {
        final @Nullable Scope outer;
        final boolean loop;
        final int actives;
        final Map<String, Seen> labels = new HashMap<>();
        final List<Pending> pending = new ArrayList<>();

        Scope(@Nullable Scope outer, boolean loop, int actives) {
            this.outer = outer;
            this.loop = loop;
            this.actives = actives;
        }
    }

    private static final class Frame {
        final Func func;
        final @Nullable Frame outer;
        final List<Variable> actives = new ArrayList<>();

        @Nullable
        Scope scope;

        Frame(Func func, @Nullable Frame outer) {
            this.func = func;
            this.outer = outer;
        }
    }

    private @Nullable Frame frame;

    private Frame frame() {
        if (frame == null) {
            throw new IllegalStateException("not in a function");
        }
        return frame;
    }

    private Scope scope() {
        Scope scope = frame().scope;
        if (scope == null) {
            throw new IllegalStateException("not in a block");
        }
        return scope;
    }

    /** Enters a function; line 0 says it is a main chunk. */
    public Func enterFunction(String name, int line) {
        Func func = new Func(frame == null ? null : frame.func, name, line);
        frame = new Frame(func, frame);
        enterBlock(false);
        return func;
    }

    public void leaveFunction(Stat.Block body, int lastLine) {
        leaveBlock();
        Frame left = frame();
        left.func.finish(body, lastLine);
        frame = left.outer;
    }

    public void enterBlock(boolean loop) {
        Frame in = frame();
        in.scope = new Scope(in.scope, loop, in.actives.size());
    }

    public void leaveBlock() {
        Frame in = frame();
        Scope left = scope();
        in.actives.subList(left.actives, in.actives.size()).clear();
        in.scope = left.outer;
        for (Pending goTo : left.pending) {
            goTo.actives = Math.min(goTo.actives, left.actives);
            if (left.outer == null) {
                throw new Refused(goTo.line, "undefined label '" + goTo.name + "'");
            }
            Seen seen = left.outer.labels.get(goTo.name);
            if (seen == null) {
                left.outer.pending.add(goTo);
            } else {
                throw new IllegalStateException("a goto missed its label");
            }
        }
    }

    /** A variable that is not visible yet. */
    public Variable variable(String name) {
        return new Variable(name, frame().func);
    }

    /** Makes a variable visible from here on. */
    public void declare(Variable variable, int line) {
        Frame in = frame();
        if (in.actives.size() >= MOST_LOCALS) {
            throw tooMany(in.func, line, MOST_LOCALS, "local variables");
        }
        in.actives.add(variable);
    }

    private static Refused tooMany(Func func, int line, int most, String what) {
        String who = func.line() == 0 ? "main function" : "function at line " + func.line();
        return new Refused(line, who + " has more than " + most + " " + what);
    }

    public Binding lookup(String name, int line) {
        Frame in = frame();
        for (Frame at = in; at != null; at = at.outer) {
            for (int i = at.actives.size() - 1; i >= 0; i--) {
                Variable variable = at.actives.get(i);
                if (variable.name().equals(name)) {
                    return at == in ? new Binding.OfLocal(variable) : capture(in, variable, line);
                }
            }
        }
        return new Binding.OfGlobal(name);
    }

    private static Binding capture(Frame in, Variable variable, int line) {
        variable.capture();
        Upvalue upvalue = in.func.upvalue(variable, MOST_UPVALUES);
        if (upvalue == null) {
            throw tooMany(in.func, line, MOST_UPVALUES, "upvalues");
        }
        return new Binding.OfUpvalue(upvalue);
    }

    /** Whether a break has a loop to leave. */
    public void checkBreak(int line) {
        for (Scope at = scope(); at != null; at = at.outer) {
            if (at.loop) {
                return;
            }
        }
        throw new Refused(line, "no loop to break");
    }

    /**
     * A label.
     *
     * @param trailing whether nothing but labels and semicolons follows in its block, so that it counts as outside of
     *     the block's locals
     */
    public Target label(String name, boolean trailing, int line) {
        Frame in = frame();
        Scope at = scope();
        if (at.labels.containsKey(name)) {
            throw new Refused(line, "duplicate label '" + name + "'");
        }
        int actives = trailing ? at.actives : in.actives.size();
        Target target = new Target(name);
        at.labels.put(name, new Seen(target, actives));
        var waiting = at.pending.iterator();
        while (waiting.hasNext()) {
            Pending goTo = waiting.next();
            if (goTo.name.equals(name)) {
                if (goTo.actives < actives) {
                    throw new Refused(
                            goTo.line,
                            "<goto " + name + "> jumps into the scope of local '"
                                    + in.actives.get(goTo.actives).name() + "'");
                }
                goTo.target.settle(target);
                waiting.remove();
            }
        }
        return target;
    }

    public Target goTo(String name, int line) {
        Scope at = scope();
        for (Scope any = at; any != null; any = any.outer) {
            Seen seen = any.labels.get(name);
            if (seen != null) {
                return seen.target;
            }
        }
        for (Pending goTo : at.pending) {
            if (goTo.name.equals(name) && goTo.actives == frame().actives.size()) {
                return goTo.target;
            }
        }
        Pending pending =
                new Pending(name, line, new Target(name), frame().actives.size());
        at.pending.add(pending);
        return pending.target;
    }
}
