package io.moongate.lua.front;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What LuaJIT says of labels, gotos, breaks and the number of locals while it reads: so that the first mistake in the
 * source is the one that is told. What names mean is the business of {@code tree.Resolve}.
 */
final class ScopeCheck {
    private static final int MOST_LOCALS = 200;
    private static final String BREAK = "break";

    /** A goto or break that has not met its label yet. */
    private static final class Jump {
        final String name;
        final int line;
        /** How many locals are active where it is, as far as the block at hand sees them. */
        int actives;

        boolean resolved;

        Jump(String name, int line, int actives) {
            this.name = name;
            this.line = line;
            this.actives = actives;
        }
    }

    private static final class Block {
        final @Nullable Block outer;
        final boolean loop;
        final int actives;
        final Map<String, Integer> labels = new HashMap<>();
        final List<Jump> jumps = new ArrayList<>();
        final Map<String, List<Jump>> byName = new HashMap<>();

        Block(@Nullable Block outer, boolean loop, int actives) {
            this.outer = outer;
            this.loop = loop;
            this.actives = actives;
        }

        void add(Jump jump) {
            jumps.add(jump);
            byName.computeIfAbsent(jump.name, name -> new ArrayList<>()).add(jump);
        }
    }

    private static final class Function {
        final @Nullable Function outer;
        final int line;
        final List<String> actives = new ArrayList<>();
        Block block = new Block(null, false, 0);

        Function(@Nullable Function outer, int line) {
            this.outer = outer;
            this.line = line;
        }
    }

    private Function function = new Function(null, 0);

    /** @param line where the function begins */
    void enterFunction(int line) {
        function = new Function(function, line);
    }

    /** The end of the function; what it jumps to must have come. */
    void leaveFunction() {
        finish();
        if (function.outer != null) {
            function = function.outer;
        }
    }

    private void finish() {
        Block block = function.block;
        for (Jump jump : block.jumps) {
            if (!jump.resolved && jump.name.equals(BREAK)) {
                throw new SyntaxError(jump.line, 0, "no loop to break");
            }
            if (!jump.resolved && !block.labels.containsKey(jump.name)) {
                throw new SyntaxError(jump.line, 0, "undefined label '" + jump.name + "'");
            }
        }
    }

    /** How error messages call the function at hand. */
    String who() {
        return function.line == 0 ? "main function" : "function at line " + function.line;
    }

    void enterBlock(boolean loop) {
        function.block = new Block(function.block, loop, function.actives.size());
    }

    void leaveBlock() {
        Block left = function.block;
        Block outer = left.outer;
        if (outer == null) {
            throw new IllegalStateException("no block to leave");
        }
        function.actives.subList(left.actives, function.actives.size()).clear();
        function.block = outer;
        for (Jump jump : left.jumps) {
            boolean here = jump.name.equals(BREAK) ? left.loop : left.labels.containsKey(jump.name);
            if (!jump.resolved && !here) {
                jump.actives = left.actives;
                outer.add(jump);
            }
        }
    }

    /** A name in a declaration, of which so many come before; it is not active yet. */
    void name(int before, Token at) {
        if (function.actives.size() + before >= MOST_LOCALS) {
            throw new SyntaxError(at.line(), at.column(), who() + " has more than " + MOST_LOCALS + " local variables");
        }
    }

    /** Makes locals active. */
    void declare(List<String> names) {
        function.actives.addAll(names);
    }

    void jump(String name, int line) {
        function.block.add(new Jump(name, line, function.actives.size()));
    }

    void leaveLoop(int line) {
        jump(BREAK, line);
    }

    /** A label; what follows it is still to be read. */
    void label(String name, Token at) {
        if (function.block.labels.putIfAbsent(name, function.actives.size()) != null) {
            throw new SyntaxError(at.line(), at.column(), "duplicate label '" + name + "'");
        }
    }

    /**
     * Lets gotos before a label go there.
     *
     * @param trailing whether nothing but labels and semicolons follows in its block, so that it counts as outside of
     *     the block's locals
     */
    void resolve(String name, boolean trailing) {
        Block block = function.block;
        int actives = trailing ? block.actives : function.actives.size();
        for (Jump jump : block.byName.getOrDefault(name, List.of())) {
            if (!jump.resolved && jump.actives < actives) {
                throw new SyntaxError(
                        jump.line,
                        0,
                        "<goto " + name + "> jumps into the scope of local '" + function.actives.get(jump.actives)
                                + "'");
            }
            jump.resolved = true;
        }
    }
}
