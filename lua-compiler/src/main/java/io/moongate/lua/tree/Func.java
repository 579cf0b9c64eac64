package io.moongate.lua.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function: filled while the tree is built, only read after that. Compared by identity. */
public final class Func {
    private final @Nullable Func outer;
    private final String name;
    private final int line;
    private int lastLine;
    private boolean varargs;
    private boolean calling;
    private final List<Variable> parameters = new ArrayList<>();
    private final List<Upvalue> upvalues = new ArrayList<>();
    private SourceText text = SourceText.NONE;
    private Stat.Block body = new Stat.Block(List.of());

    Func(@Nullable Func outer, String name, int line) {
        this.outer = outer;
        this.name = name;
        this.line = line;
    }

    public @Nullable Func outer() {
        return outer;
    }

    /** How the source names it, empty when it does not. */
    public String name() {
        return name;
    }

    /** Where it begins; 0 for a main chunk. */
    public int line() {
        return line;
    }

    public int lastLine() {
        return lastLine;
    }

    public boolean varargs() {
        return varargs;
    }

    public void setVarargs() {
        varargs = true;
    }

    /** Whether it calls functions, other than as metamethods. */
    public boolean calling() {
        return calling;
    }

    void call() {
        calling = true;
    }

    public List<Variable> parameters() {
        return parameters;
    }

    public List<Upvalue> upvalues() {
        return upvalues;
    }

    /** Where it is written. */
    public SourceText text() {
        return text;
    }

    public void setText(SourceText written) {
        text = written;
    }

    public Stat.Block body() {
        return body;
    }

    /** For dumps: the body, one statement a line, upvalues with where they come from. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("function ").append(name).append(parameters);
        out.append(varargs ? "..." : "").append(" line ").append(line).append(" upvalues ");
        upvalues.forEach(upvalue ->
                out.append(upvalue.variable()).append(upvalue.variable().needsCell() ? "* " : " "));
        for (Stat stat : body.stats()) {
            out.append("\n  ").append(stat.toString().replace("\n", "\n  "));
        }
        return out.toString();
    }

    void finish(Stat.Block finished, int atLine) {
        body = finished;
        lastLine = atLine;
    }

    /** The upvalue for a variable of an enclosing function, added if need be; -1 if there are too many. */
    @Nullable
    Upvalue upvalue(Variable variable, int most) {
        for (Upvalue upvalue : upvalues) {
            if (upvalue.variable() == variable) {
                return upvalue;
            }
        }
        if (upvalues.size() >= most || outer == null) {
            return null;
        }
        int outerIndex = -1;
        if (variable.owner() != outer) {
            Upvalue between = outer.upvalue(variable, most);
            if (between == null) {
                return null;
            }
            outerIndex = between.index();
        }
        Upvalue added = new Upvalue(variable, upvalues.size(), outerIndex);
        upvalues.add(added);
        return added;
    }
}
