package io.moongate.lua.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds names and labels while a tree is built: the builder says which scopes it enters and leaves. What is
 * wrong with labels has been told before.
 */
public final class Resolve {
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

    private static final class Scope {
        final @Nullable Scope outer;
        final int actives;
        final Map<String, Target> labels = new HashMap<>();
        /** Where the gotos of this scope want to go. */
        final Map<String, Target> gotos = new LinkedHashMap<>();

        Scope(@Nullable Scope outer, int actives) {
            this.outer = outer;
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
        enterBlock();
        return func;
    }

    public void leaveFunction(Stat.Block body, int lastLine) {
        leaveBlock();
        Frame left = frame();
        left.func.finish(body, lastLine);
        frame = left.outer;
    }

    public void enterBlock() {
        Frame in = frame();
        in.scope = new Scope(in.scope, in.actives.size());
    }

    public void leaveBlock() {
        Frame in = frame();
        Scope left = scope();
        in.actives.subList(left.actives, in.actives.size()).clear();
        in.scope = left.outer;
        left.gotos.forEach((name, target) -> {
            Target label = left.labels.get(name);
            if (label == null && left.outer != null) {
                label = left.outer.gotos.putIfAbsent(name, target);
            }
            if (label != null) {
                target.settle(label);
            }
        });
    }

    /** A variable that is not visible yet. */
    public Variable variable(String name) {
        return new Variable(name, frame().func);
    }

    /** Makes a variable visible from here on. */
    public void declare(Variable variable) {
        frame().actives.add(variable);
    }

    private static Refused tooManyUpvalues(Func func, int line) {
        String who = func.line() == 0 ? "main function" : "function at line " + func.line();
        return new Refused(line, who + " has more than " + MOST_UPVALUES + " upvalues");
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
            throw tooManyUpvalues(in.func, line);
        }
        return new Binding.OfUpvalue(upvalue);
    }

    /** A label of the block at hand. */
    public Target label(String name) {
        Target target = new Target(name);
        scope().labels.put(name, target);
        return target;
    }

    /** Where a goto goes: to the label in the innermost block that has one, be it behind it or before it. */
    public Target goTo(String name) {
        return scope().gotos.computeIfAbsent(name, Target::new);
    }
}
