package io.moongate.lua.fuzz;

/** Random statements, one a line so that a failing program can be cut down line by line. */
final class Statements {
    static final int DEEPEST = 4;
    private static final int FLAT = 20;
    private static final int ALL = 48;

    private final Sketch sketch;
    private final Stores stores;
    private final Calls calls;
    private final Flow flow;
    private final Loops loops;
    private final Functions functions;
    private final Objects objects;

    Statements(Sketch sketch) {
        this.sketch = sketch;
        this.stores = new Stores(sketch);
        this.calls = new Calls(sketch);
        this.flow = new Flow(sketch);
        this.loops = new Loops(sketch);
        this.functions = new Functions(sketch);
        this.objects = new Objects(sketch);
        sketch.setStatement(this::one);
    }

    /** A statement that does not end the program when it goes wrong. */
    void top(int depth) {
        int from = sketch.out.length();
        one(depth);
        String text = sketch.out.substring(from);
        if (!text.startsWith("local ") && sketch.random.nextInt(8) > 0) {
            sketch.out.setLength(from);
            sketch.line("print(pcall(function(...)");
            sketch.out.append(text);
            sketch.line("end, 1, 'two'))");
        }
    }

    void one(int depth) {
        switch (sketch.random.nextInt(depth <= 0 ? FLAT : ALL)) {
            case 0, 1 -> stores.local();
            case 2 -> stores.locals();
            case 3, 4, 5 -> stores.assign();
            case 6 -> stores.swap();
            case 7, 8 -> sketch.line("print(" + sketch.expressions.list(3) + ")");
            case 9 -> stores.changeTable();
            case 10 -> calls.guarded();
            case 11 -> sketch.line("local _ = " + sketch.expressions.call(2));
            case 12 -> flow.leave();
            case 13 -> stores.changeArray();
            case 14 -> stores.several();
            case 15 -> stores.constructor();
            case 16 -> calls.text();
            case 17 -> calls.format();
            case 18 -> calls.table();
            case 19 -> calls.number();
            case 20 -> stores.retyped();
            case 21, 22 -> flow.condition(depth);
            case 23, 24 -> loops.numericFor(depth);
            case 25 -> loops.whileLoop(depth);
            case 26 -> loops.repeatLoop(depth);
            case 27, 28 -> loops.genericFor(depth);
            case 29 -> sketch.doBlock(depth);
            case 30 -> flow.gotos(depth);
            case 31, 32 -> functions.function(depth);
            case 33 -> functions.multi(depth);
            case 34 -> functions.variadic(depth);
            case 35, 36 -> flow.protectedCall(depth);
            case 37 -> objects.object(depth);
            case 38 -> flow.coroutine(depth);
            case 39 -> functions.recursion(depth);
            case 40 -> functions.accessors(depth);
            case 41 -> functions.nested(depth);
            case 42 -> functions.renamed();
            case 43 -> objects.classes(depth);
            case 44 -> objects.proxy();
            case 45 -> flow.errors(depth);
            case 46 -> flow.exchange(depth);
            default -> functions.closures(depth);
        }
    }
}
