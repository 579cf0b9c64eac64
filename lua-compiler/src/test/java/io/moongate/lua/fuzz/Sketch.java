package io.moongate.lua.fuzz;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** A program while it is being written: what the kinds of statements share. */
final class Sketch {
    final SplittableRandom random;
    final Scope scope;
    final Expressions expressions;
    /** Whether objects have the metamethods that only a LuaJIT with 5.2 compatibility calls as we do. */
    final boolean compat52;

    final StringBuilder out = new StringBuilder();
    private IntConsumer statement = depth -> {};
    private int names;
    /** How many loops of the function at hand surround this place. */
    private int loops;

    Sketch(SplittableRandom random, Scope scope, Expressions expressions, boolean compat52) {
        this.random = random;
        this.scope = scope;
        this.expressions = expressions;
        this.compat52 = compat52;
    }

    /** Says who writes a statement of at most this depth. */
    void setStatement(IntConsumer writer) {
        statement = writer;
    }

    void line(String text) {
        out.append(text).append('\n');
    }

    String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A name nobody else has. */
    String unique(String prefix) {
        return prefix + "_" + names++;
    }

    boolean inLoop() {
        return loops > 0;
    }

    String number() {
        return expressions.of(Kind.NUMBER, random.nextInt(1, 4));
    }

    String bool() {
        return expressions.of(Kind.BOOLEAN, random.nextInt(1, 3));
    }

    /** Strings that are kept are cut, or they would grow without end in loops. */
    String value(Kind kind) {
        String value = expressions.of(kind, random.nextInt(1, 4));
        return kind == Kind.STRING && value.length() > 4 ? "(" + value + "):sub(1, 60)" : value;
    }

    Kind simpleKind() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> Kind.NUMBER;
            case 4, 5 -> Kind.STRING;
            case 6 -> Kind.BOOLEAN;
            default -> random.nextBoolean() ? Kind.ARRAY : Kind.MAP;
        };
    }

    void some(int count, int depth) {
        int mark = scope.mark();
        for (int i = 0; i < count; i++) {
            statement.accept(depth);
        }
        scope.release(mark);
    }

    void block(int depth) {
        some(random.nextInt(1, 4), depth - 1);
    }

    void doBlock(int depth) {
        line("do");
        block(depth);
        line("end");
    }

    /** A loop's body, which uses fuel. */
    void loop(Runnable body) {
        int mark = scope.mark();
        line("tick()");
        loops++;
        body.run();
        loops--;
        scope.release(mark);
    }

    /** A function's body: no loop of the outside reaches into it. */
    void body(Runnable content) {
        int outerLoops = loops;
        int mark = scope.mark();
        loops = 0;
        line("tick()");
        content.run();
        loops = outerLoops;
        scope.release(mark);
    }
}
