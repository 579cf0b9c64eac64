package io.moongate.lua.fuzz;

/** Random functions and their closures. */
final class Functions {
    private final Sketch sketch;

    Functions(Sketch sketch) {
        this.sketch = sketch;
    }

    void function(int depth) {
        String name = sketch.scope.fresh(Kind.FUNCTION);
        boolean local = sketch.random.nextInt(5) > 0;
        sketch.line(
                local
                        ? "local function " + name + "(n1, n2)"
                        : sketch.scope.assignable(Kind.FUNCTION) + " = function(n1, n2)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.scope.declare("n2", Kind.NUMBER);
            sketch.block(depth);
            sketch.line("return " + sketch.expressions.of(Kind.NUMBER, 2));
        });
        sketch.line("end");
        if (local) {
            sketch.scope.declare(name, Kind.FUNCTION);
        }
    }

    void multi(int depth) {
        String name = sketch.scope.fresh(Kind.MULTI);
        sketch.line("local " + name + " = function(n1)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.block(depth);
            sketch.line("return " + sketch.number() + ", " + sketch.value(Kind.STRING) + ", " + sketch.bool());
        });
        sketch.line("end");
        sketch.scope.declare(name, Kind.MULTI);
    }

    void variadic(int depth) {
        String name = sketch.scope.fresh(Kind.VARIADIC);
        sketch.line("local function " + name + "(n1, ...)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            switch (sketch.random.nextInt(7)) {
                case 0 -> sketch.line("local n2, s2 = ...");
                case 4 -> sketch.line("for i = 1, select('#', ...) do print(i, (select(i, ...))) end");
                case 5 -> sketch.line("print(pcall(function(...) return (select(n1, ...)) end, ...))");
                case 6 -> sketch.line("local a4 = {n1, select(" + sketch.one("1", "2", "-1", "'#'") + ", 0, ...)}");
                case 1 -> sketch.line("local a4 = {...}");
                case 2 -> sketch.line("print(select('#', ...), ...)");
                default -> sketch.line("local n2, s2 = select('#', ...), (...)");
            }
            sketch.block(depth);
            sketch.line(
                    switch (sketch.random.nextInt(6)) {
                        case 0 -> "return ...";
                        case 4 -> "return n1, select(" + sketch.one("1", "2", "3") + ", ...)";
                        case 1 -> "return n1, ...";
                        case 2 -> "return (...)";
                        case 3 -> "return select(2, ...)";
                        default -> "return " + sketch.scope.any(Kind.MULTI) + "(n1)";
                    });
        });
        sketch.line("end");
        sketch.scope.declare(name, Kind.VARIADIC);
    }

    void recursion(int depth) {
        String name = sketch.scope.fresh(Kind.FUNCTION);
        sketch.line("local function " + name + "(n1, n2)");
        sketch.body(() -> {
            sketch.line("if not (n1 and n1 > 0 and n1 < 50) then return n2 end");
            sketch.scope.declareConstant("n1", Kind.NUMBER);
            sketch.scope.declare("n2", Kind.NUMBER);
            if (depth < Statements.DEEPEST) {
                sketch.line("n2 = " + sketch.number());
            }
            sketch.line(
                    sketch.random.nextBoolean()
                            ? "return " + name + "(n1 - 1, n2)"
                            : "return " + name + "(n1 - 1, " + sketch.number() + ") + 1");
        });
        sketch.line("end");
        sketch.scope.declare(name, Kind.FUNCTION);
        sketch.line("print(" + name + "(" + sketch.random.nextInt(12) + ", " + sketch.number() + "))");
    }

    void closures(int depth) {
        String array = sketch.unique("fs");
        sketch.line("local " + array + " = {}");
        sketch.line("for n1 = 1, " + sketch.random.nextInt(1, 4) + " do");
        sketch.loop(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.line("local n2 = n1 * 2");
            sketch.scope.declare("n2", Kind.NUMBER);
            sketch.line(array + "[n1] = function(n3) n1 = n1 + 1 n2 = n2 + n1 return n1, n2, n3 end");
            sketch.block(depth);
        });
        sketch.line("end");
        sketch.line("for i = 1, #" + array + " do print(" + array + "[i](i), " + array + "[1]()) end");
    }

    /** Several closures over the same variables, which the block around them changes too. */
    void accessors(int depth) {
        String get = sketch.unique("get");
        String set = sketch.unique("set");
        String add = sketch.unique("add");
        sketch.line("local " + get + ", " + set + ", " + add);
        sketch.line("do");
        int mark = sketch.scope.mark();
        sketch.line("local n1, s1 = " + sketch.number() + ", " + sketch.value(Kind.STRING));
        sketch.scope.declare("n1", Kind.NUMBER);
        sketch.scope.declare("s1", Kind.STRING);
        sketch.line(get + " = function() return n1, s1 end");
        sketch.line(set + " = function(n2) n1 = n2 return n1 end");
        sketch.line(add + " = function() return (function() n1 = n1 + 1 s1 = (s1 .. n1):sub(-8) return n1 end)() end");
        sketch.block(depth);
        sketch.scope.release(mark);
        sketch.line("end");
        sketch.line("print(" + get + "(), " + set + "(" + sketch.number() + "), " + add + "(), " + get + "())");
    }

    /** Functions in functions in functions. */
    void nested(int depth) {
        String name = sketch.unique("nest");
        sketch.line("local function " + name + "(n1)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.line("local n2 = " + sketch.number());
            sketch.scope.declare("n2", Kind.NUMBER);
            sketch.line("return function(n3)");
            sketch.scope.declare("n3", Kind.NUMBER);
            sketch.block(depth - 1);
            sketch.line("n2 = n2 + 1");
            sketch.line("return function(...) n1 = n1 + 1 return n1, n2, n3, select('#', ...), "
                    + sketch.expressions.of(Kind.NUMBER, 1) + " end");
            sketch.line("end");
        });
        sketch.line("end");
        sketch.line("do");
        sketch.line("local outer = " + name + "(" + sketch.number() + ")");
        sketch.line("local inner = outer(" + sketch.number() + ")");
        sketch.line("print(inner(), outer(2)(), inner(nil, nil))");
        sketch.line("end");
    }

    /** A function that calls itself by a name that comes to mean another. */
    void renamed() {
        String name = sketch.unique("self");
        sketch.line("local function " + name + "(n1)");
        sketch.line("tick()");
        sketch.line("if n1 <= 0 then return 0 end");
        sketch.line("return 1 + " + name + "(n1 - 1)");
        sketch.line("end");
        sketch.line("do");
        sketch.line("local before = " + name);
        if (sketch.random.nextInt(4) > 0) {
            sketch.line(name + " = function(n1) return n1 * 100 end");
        }
        sketch.line("print(before(" + sketch.random.nextInt(6) + "), " + name + "(" + sketch.number() + " % 9))");
        sketch.line("end");
    }
}
