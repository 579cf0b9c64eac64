package io.moongate.lua.fuzz;

import java.util.SplittableRandom;

/** Random statements, one a line so that a failing program can be cut down line by line. */
final class Statements {
    private static final int DEEPEST = 4;

    private final SplittableRandom random;
    private final Scope scope;
    private final Expressions expressions;
    private final StringBuilder out;
    /** Whether objects have the metamethods that only a LuaJIT with 5.2 compatibility calls as we do. */
    private final boolean compat52;

    private int labels;
    /** How many loops of the function at hand surround this place. */
    private int loops;

    Statements(SplittableRandom random, Scope scope, Expressions expressions, StringBuilder out, boolean compat52) {
        this.random = random;
        this.scope = scope;
        this.expressions = expressions;
        this.out = out;
        this.compat52 = compat52;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private String number() {
        return expressions.of(Kind.NUMBER, random.nextInt(1, 4));
    }

    private String bool() {
        return expressions.of(Kind.BOOLEAN, random.nextInt(1, 3));
    }

    /** Strings that are kept are cut, or they would grow without end in loops. */
    private String value(Kind kind) {
        String value = expressions.of(kind, random.nextInt(1, 4));
        return kind == Kind.STRING && value.length() > 4 ? "(" + value + "):sub(1, 60)" : value;
    }

    private Kind simpleKind() {
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
            one(depth);
        }
        scope.release(mark);
    }

    private void block(int depth) {
        some(random.nextInt(1, 5), depth - 1);
    }

    /** A statement that does not end the program when it goes wrong. */
    void top(int depth) {
        int from = out.length();
        one(depth);
        String text = out.substring(from);
        if (!text.startsWith("local ") && random.nextInt(8) > 0) {
            out.setLength(from);
            line("print(pcall(function(...)");
            out.append(text);
            line("end, 1, 'two'))");
        }
    }

    void one(int depth) {
        int most = depth <= 0 ? 14 : 34;
        switch (random.nextInt(most)) {
            case 0, 1 -> local();
            case 2 -> locals();
            case 3, 4, 5 -> assign();
            case 6 -> swap();
            case 7, 8 -> line("print(" + expressions.list(3) + ")");
            case 9 -> changeTable();
            case 10 -> line("print(pcall(" + scope.any(Kind.FUNCTION) + ", " + expressions.list(1) + "))");
            case 11 -> line("local _ = " + expressions.call(2));
            case 12 -> leave();
            case 13 -> changeArray();
            case 14, 15 -> condition(depth);
            case 16, 17 -> numericFor(depth);
            case 18 -> whileLoop(depth);
            case 19 -> repeatLoop(depth);
            case 20, 21 -> genericFor(depth);
            case 22 -> doBlock(depth);
            case 23 -> gotos(depth);
            case 24, 25 -> function(depth);
            case 26 -> multi(depth);
            case 27 -> variadic(depth);
            case 28, 29 -> protectedCall(depth);
            case 30 -> object(depth);
            case 31 -> coroutine(depth);
            case 32 -> recursion(depth);
            default -> closures(depth);
        }
    }

    private void local() {
        Kind kind = simpleKind();
        String name = scope.fresh(kind);
        line("local " + name + " = " + value(kind));
        scope.declare(name, kind);
    }

    private void locals() {
        String number = scope.fresh(Kind.NUMBER);
        String string = scope.fresh(Kind.STRING);
        if (random.nextBoolean()) {
            line("local " + number + ", " + string + ", b1 = " + scope.any(Kind.MULTI) + "(" + number() + ")");
        } else {
            line("local " + number + ", " + string + ", b1 = " + number() + ", " + value(Kind.STRING)
                    + (random.nextBoolean() ? ", " + bool() : ""));
        }
        scope.declare(number, Kind.NUMBER);
        scope.declare(string, Kind.STRING);
        scope.declare("b1", Kind.BOOLEAN);
    }

    private void assign() {
        Kind kind = simpleKind();
        line(scope.assignable(kind) + " = " + value(kind));
    }

    private void swap() {
        Kind kind = random.nextBoolean() ? Kind.NUMBER : Kind.STRING;
        String a = scope.assignable(kind);
        String b = random.nextInt(3) == 0 ? scope.any(Kind.MAP) + "[" + value(kind) + "]" : scope.assignable(kind);
        line(a + ", " + b + " = " + value(kind) + ", " + value(kind));
    }

    private void changeTable() {
        String map = scope.any(Kind.MAP);
        String place = random.nextBoolean() ? ".k" + random.nextInt(1, 4) : "[" + value(simpleKind()) + "]";
        line(map + place + " = " + (random.nextInt(6) == 0 ? "nil" : number()));
    }

    private void changeArray() {
        String array = scope.any(Kind.ARRAY);
        switch (random.nextInt(8)) {
            case 0, 1 -> line(array + "[#" + array + " + 1] = " + number());
            case 2 -> line("table.insert(" + array + ", " + number() + ")");
            case 3 -> line("print(table.remove(" + array + "))");
            case 4 -> line("print(table.remove(" + array + ", 1))");
            case 5 -> line("table.insert(" + array + ", 1, " + number() + ")");
            case 6 ->
                line("table.sort(" + array + (random.nextBoolean() ? ", function(x, y) return x > y end" : "") + ")");
            default -> line("if #" + array + " > 0 then " + array + "[#" + array + "] = nil end");
        }
    }

    /** Out of a loop, or with an error. */
    private void leave() {
        if (loops > 0 && random.nextInt(3) > 0) {
            line("if " + bool() + " then break end");
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> line("if " + bool() + " then error(" + value(Kind.STRING) + ") end");
            case 1 -> line("if " + bool() + " then error(" + number() + ", " + random.nextInt(3) + ") end");
            case 2 -> line("if " + bool() + " then error({code = " + number() + "}) end");
            case 3 -> line("assert(" + bool() + ", " + value(Kind.STRING) + ")");
            default -> line("if " + bool() + " then return " + expressions.list(2) + " end");
        }
    }

    private void condition(int depth) {
        line("if " + bool() + " then");
        block(depth);
        while (random.nextInt(3) == 0) {
            line("elseif " + expressions.shown(2) + " then");
            block(depth);
        }
        if (random.nextBoolean()) {
            line("else");
            block(depth);
        }
        line("end");
    }

    private void numericFor(int depth) {
        String name = scope.fresh(Kind.NUMBER);
        String bounds = switch (random.nextInt(6)) {
            case 0 -> "1, " + random.nextInt(8);
            case 1 -> random.nextInt(6) + ", " + random.nextInt(4) + ", -1";
            case 2 -> "0, 1, 0.25";
            case 3 -> "1, " + number() + " % 6";
            case 4 -> number() + " % 5, 7, " + random.nextInt(1, 4);
            default -> "#" + scope.any(Kind.ARRAY) + ", 1, -1";
        };
        line("for " + name + " = " + bounds + " do");
        loop(() -> {
            scope.declare(name, Kind.NUMBER);
            block(depth);
        });
        line("end");
    }

    private void loop(Runnable body) {
        int mark = scope.mark();
        line("tick()");
        loops++;
        body.run();
        loops--;
        scope.release(mark);
    }

    private void whileLoop(int depth) {
        String counter = "w" + depth;
        line("local " + counter + " = 0");
        line("while " + counter + " < " + random.nextInt(1, 7) + " and " + bool() + " do");
        loop(() -> {
            line(counter + " = " + counter + " + 1");
            block(depth);
        });
        line("end");
    }

    private void repeatLoop(int depth) {
        String counter = "w" + depth;
        line("local " + counter + " = 0");
        line("repeat");
        loop(() -> {
            line("local last = " + counter + " >= " + random.nextInt(5));
            line(counter + " = " + counter + " + 1");
            block(depth);
        });
        line("until last or " + bool());
    }

    private void genericFor(int depth) {
        String key = scope.fresh(Kind.NUMBER);
        String value = scope.fresh(Kind.NUMBER);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                line("for " + key + ", " + value + " in ipairs(" + expressions.of(Kind.ARRAY, 2) + ") do");
                loop(() -> {
                    scope.declare(key, Kind.NUMBER);
                    scope.declare(value, Kind.NUMBER);
                    block(depth);
                });
            }
            case 2 -> {
                String map = scope.any(Kind.MAP);
                line("for _, s1 in ipairs(sorted(" + map + ")) do");
                loop(() -> {
                    line("local n1 = " + map + "[s1]");
                    scope.declare("s1", Kind.STRING);
                    scope.declare("n1", Kind.NUMBER);
                    block(depth);
                });
            }
            case 3 -> {
                line("local count = 0");
                line("for key, n1 in " + (random.nextBoolean() ? "pairs(" : "next, (") + expressions.of(Kind.MAP, 1)
                        + ") do");
                loop(() -> line("count = count + (tonumber(n1) or 1) % 3"));
                line("end");
                line("print(count)");
                return;
            }
            case 4 -> {
                line("for s1 in (" + value(Kind.STRING) + "):gmatch('%w') do");
                loop(() -> {
                    scope.declare("s1", Kind.STRING);
                    block(depth);
                });
            }
            default -> {
                line("for " + key + ", " + value + " in function(state, i) if i < state then return i + 1, i * "
                        + number() + " end end, " + random.nextInt(5) + ", 0 do");
                loop(() -> {
                    scope.declare(key, Kind.NUMBER);
                    scope.declare(value, Kind.NUMBER);
                    block(depth);
                });
            }
        }
        line("end");
    }

    private void doBlock(int depth) {
        line("do");
        block(depth);
        line("end");
    }

    private void gotos(int depth) {
        String label = "l" + labels++;
        switch (random.nextInt(3)) {
            case 0 -> {
                line("do");
                line("if " + bool() + " then goto " + label + " end");
                doBlock(depth);
                line("::" + label + "::");
                line("end");
            }
            case 1 -> {
                String name = scope.fresh(Kind.NUMBER);
                line("for " + name + " = 1, " + random.nextInt(6) + " do");
                loop(() -> {
                    scope.declare(name, Kind.NUMBER);
                    line("do");
                    line("if " + bool() + " then goto " + label + " end");
                    block(depth);
                    line("end");
                    line("::" + label + "::");
                });
                line("end");
            }
            default -> {
                line("do");
                line("local turn, fs = 0, {}");
                line("::" + label + "::");
                line("tick()");
                line("local here = turn");
                line("turn = turn + 1");
                line("fs[turn] = function() here = here + 1 return here end");
                doBlock(depth);
                line("if turn < " + random.nextInt(1, 5) + " then goto " + label + " end");
                line("print(fs[1](), fs[turn](), fs[1]())");
                line("end");
            }
        }
    }

    /** A function's body: no loop of the outside reaches into it. */
    private void body(Runnable content) {
        int outerLoops = loops;
        int mark = scope.mark();
        loops = 0;
        line("tick()");
        content.run();
        loops = outerLoops;
        scope.release(mark);
    }

    private void function(int depth) {
        String name = scope.fresh(Kind.FUNCTION);
        boolean local = random.nextInt(5) > 0;
        line(local ? "local function " + name + "(n1, n2)" : scope.assignable(Kind.FUNCTION) + " = function(n1, n2)");
        body(() -> {
            scope.declare("n1", Kind.NUMBER);
            scope.declare("n2", Kind.NUMBER);
            block(depth);
            line("return " + expressions.of(Kind.NUMBER, 2));
        });
        line("end");
        if (local) {
            scope.declare(name, Kind.FUNCTION);
        }
    }

    private void multi(int depth) {
        String name = scope.fresh(Kind.MULTI);
        line("local " + name + " = function(n1)");
        body(() -> {
            scope.declare("n1", Kind.NUMBER);
            block(depth);
            line("return " + number() + ", " + value(Kind.STRING) + ", " + bool());
        });
        line("end");
        scope.declare(name, Kind.MULTI);
    }

    private void variadic(int depth) {
        String name = scope.fresh(Kind.VARIADIC);
        line("local function " + name + "(n1, ...)");
        body(() -> {
            scope.declare("n1", Kind.NUMBER);
            switch (random.nextInt(4)) {
                case 0 -> line("local n2, s2 = ...");
                case 1 -> line("local a4 = {...}");
                case 2 -> line("print(select('#', ...), ...)");
                default -> line("local n2, s2 = select('#', ...), (...)");
            }
            block(depth);
            line(
                    switch (random.nextInt(5)) {
                        case 0 -> "return ...";
                        case 1 -> "return n1, ...";
                        case 2 -> "return (...)";
                        case 3 -> "return select(2, ...)";
                        default -> "return " + scope.any(Kind.MULTI) + "(n1)";
                    });
        });
        line("end");
        scope.declare(name, Kind.VARIADIC);
    }

    private void protectedCall(int depth) {
        String handler = random.nextInt(4) == 0 ? "xpcall(function()" : "pcall(function()";
        line("print(" + handler);
        body(() -> {
            block(depth);
            if (random.nextBoolean()) {
                line("return " + expressions.list(2));
            }
        });
        line(handler.startsWith("x") ? "end, function(e) return 'handled', type(e), tonumber(e) end))" : "end))");
    }

    private void object(int depth) {
        String name = scope.fresh(Kind.OBJECT);
        String operand = "(type(x) == 'table' and rawget(x, 'v') or tonumber(x) or 0)";
        line("local " + name + " = {v = " + number() + "}");
        line("setmetatable(" + name + ", {");
        for (String event : new String[] {"add", "sub", "mul", "div", "mod", "pow", "unm"}) {
            line("__" + event + " = function(x, y) return " + operand + " " + (random.nextBoolean() ? "+" : "*") + " "
                    + random.nextInt(5) + " end,");
        }
        line("__concat = function(x, y) return type(x) .. type(y) end,");
        line("__eq = function(x, y) return " + bool() + " end,");
        if (compat52) {
            line("__len = function(x) return x.v end,");
            line("__lt = function(x, y) return " + bool() + " end,");
            line("__le = function(x, y) return " + expressions.shown(1) + " end,");
        }
        line("__call = function(self, ...) return select('#', ...) end,");
        line("__tostring = function(x) return 'object' end,");
        if (random.nextBoolean()) {
            line("__newindex = function(t, k, v) rawset(t, k, v) end,");
        }
        line("__index = {missing = " + random.nextInt(10) + ", method = function(self, n1)");
        body(() -> {
            scope.declare("n1", Kind.NUMBER);
            block(Math.min(depth, 2));
            line("return n1");
        });
        line("end}})");
        scope.declare(name, Kind.OBJECT);
    }

    private void coroutine(int depth) {
        if (random.nextBoolean()) {
            line("for n1, s1 in coroutine.wrap(function()");
            body(() -> {
                block(depth);
                line("for n3 = 1, " + random.nextInt(4) + " do coroutine.yield(n3, " + value(Kind.STRING) + ") end");
            });
            line("end) do");
            loop(() -> {
                scope.declare("n1", Kind.NUMBER);
                scope.declare("s1", Kind.STRING);
                block(depth);
            });
            line("end");
            return;
        }
        String name = "co" + depth;
        line("local " + name + " = coroutine.create(function(n1)");
        body(() -> {
            scope.declare("n1", Kind.NUMBER);
            line("n1 = coroutine.yield(" + number() + ")");
            block(depth);
            line("print(pcall(function() return coroutine.yield(" + expressions.list(1) + ") end))");
            line("local n2 = " + number() + " + coroutine.yield(" + expressions.list(1) + ")");
            scope.declare("n2", Kind.NUMBER);
            block(depth);
            line("return n1");
        });
        line("end)");
        for (int i = random.nextInt(2, 6); i > 0; i--) {
            line("print(coroutine.resume(" + name + ", " + number() + "))");
            if (random.nextBoolean()) {
                line("print(coroutine.status(" + name + "))");
            }
        }
    }

    private void recursion(int depth) {
        String name = scope.fresh(Kind.FUNCTION);
        line("local function " + name + "(n1, n2)");
        body(() -> {
            line("if not (n1 and n1 > 0 and n1 < 50) then return n2 end");
            scope.declareConstant("n1", Kind.NUMBER);
            scope.declare("n2", Kind.NUMBER);
            if (depth < DEEPEST) {
                line("n2 = " + number());
            }
            line(
                    random.nextBoolean()
                            ? "return " + name + "(n1 - 1, n2)"
                            : "return " + name + "(n1 - 1, " + number() + ") + 1");
        });
        line("end");
        scope.declare(name, Kind.FUNCTION);
        line("print(" + name + "(" + random.nextInt(12) + ", " + number() + "))");
    }

    private void closures(int depth) {
        String array = "fs" + depth;
        line("local " + array + " = {}");
        line("for n1 = 1, " + random.nextInt(1, 4) + " do");
        loop(() -> {
            scope.declare("n1", Kind.NUMBER);
            line("local n2 = n1 * 2");
            scope.declare("n2", Kind.NUMBER);
            line(array + "[n1] = function(n3) n1 = n1 + 1 n2 = n2 + n1 return n1, n2, n3 end");
            block(depth);
        });
        line("end");
        line("for i = 1, #" + array + " do print(" + array + "[i](i), " + array + "[1]()) end");
    }
}
