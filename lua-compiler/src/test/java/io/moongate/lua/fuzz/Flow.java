package io.moongate.lua.fuzz;

/** Random ways out: conditions, jumps, errors, coroutines. */
final class Flow {
    private final Sketch sketch;

    Flow(Sketch sketch) {
        this.sketch = sketch;
    }

    /** Out of a loop, or with an error. */
    void leave() {
        if (sketch.inLoop() && sketch.random.nextInt(3) > 0) {
            sketch.line("if " + sketch.bool() + " then break end");
            return;
        }
        switch (sketch.random.nextInt(5)) {
            case 0 -> sketch.line("if " + sketch.bool() + " then error(" + sketch.value(Kind.STRING) + ") end");
            case 1 ->
                sketch.line("if " + sketch.bool() + " then error(" + sketch.number() + ", " + sketch.random.nextInt(3)
                        + ") end");
            case 2 -> sketch.line("if " + sketch.bool() + " then error({code = " + sketch.number() + "}) end");
            case 3 -> sketch.line("assert(" + sketch.bool() + ", " + sketch.value(Kind.STRING) + ")");
            default -> sketch.line("if " + sketch.bool() + " then return " + sketch.expressions.list(2) + " end");
        }
    }

    void condition(int depth) {
        sketch.line("if " + sketch.bool() + " then");
        sketch.block(depth);
        while (sketch.random.nextInt(3) == 0) {
            sketch.line("elseif " + sketch.expressions.shown(2) + " then");
            sketch.block(depth);
        }
        if (sketch.random.nextBoolean()) {
            sketch.line("else");
            sketch.block(depth);
        }
        sketch.line("end");
    }

    void gotos(int depth) {
        String label = sketch.unique("l");
        switch (sketch.random.nextInt(3)) {
            case 0 -> {
                sketch.line("do");
                sketch.line("if " + sketch.bool() + " then goto " + label + " end");
                sketch.doBlock(depth);
                sketch.line("::" + label + "::");
                sketch.line("end");
            }
            case 1 -> {
                String name = sketch.scope.fresh(Kind.NUMBER);
                sketch.line("for " + name + " = 1, " + sketch.random.nextInt(6) + " do");
                sketch.loop(() -> {
                    sketch.scope.declare(name, Kind.NUMBER);
                    sketch.line("do");
                    sketch.line("if " + sketch.bool() + " then goto " + label + " end");
                    sketch.block(depth);
                    sketch.line("end");
                    sketch.line("::" + label + "::");
                });
                sketch.line("end");
            }
            default -> {
                sketch.line("do");
                sketch.line("local turn, fs = 0, {}");
                sketch.line("::" + label + "::");
                sketch.line("tick()");
                sketch.line("local here = turn");
                sketch.line("turn = turn + 1");
                sketch.line("fs[turn] = function() here = here + 1 return here end");
                sketch.doBlock(depth);
                sketch.line("if turn < " + sketch.random.nextInt(1, 5) + " then goto " + label + " end");
                sketch.line("print(fs[1](), fs[turn](), fs[1]())");
                sketch.line("end");
            }
        }
    }

    void protectedCall(int depth) {
        String handler = sketch.random.nextInt(4) == 0 ? "xpcall(function()" : "pcall(function()";
        sketch.line("print(" + handler);
        sketch.body(() -> {
            sketch.block(depth);
            if (sketch.random.nextBoolean()) {
                sketch.line("return " + sketch.expressions.list(2));
            }
        });
        sketch.line(
                handler.startsWith("x") ? "end, function(e) return 'handled', type(e), tonumber(e) end))" : "end))");
    }

    void coroutine(int depth) {
        if (sketch.random.nextBoolean()) {
            sketch.line("for n1, s1 in coroutine.wrap(function()");
            sketch.body(() -> {
                sketch.block(depth);
                sketch.line("for n3 = 1, " + sketch.random.nextInt(4) + " do coroutine.yield(n3, "
                        + sketch.value(Kind.STRING) + ") end");
            });
            sketch.line("end) do");
            sketch.loop(() -> {
                sketch.scope.declare("n1", Kind.NUMBER);
                sketch.scope.declare("s1", Kind.STRING);
                sketch.block(depth);
            });
            sketch.line("end");
            return;
        }
        String name = sketch.unique("co");
        sketch.line("local " + name + " = coroutine.create(function(n1)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.line("n1 = coroutine.yield(" + sketch.number() + ")");
            sketch.block(depth);
            sketch.line("print(pcall(function() return coroutine.yield(" + sketch.expressions.list(1) + ") end))");
            sketch.line("local n2 = " + sketch.number() + " + coroutine.yield(" + sketch.expressions.list(1) + ")");
            sketch.scope.declare("n2", Kind.NUMBER);
            sketch.block(depth);
            sketch.line("return n1");
        });
        sketch.line("end)");
        for (int i = sketch.random.nextInt(2, 6); i > 0; i--) {
            sketch.line("print(coroutine.resume(" + name + ", " + sketch.number() + "))");
            if (sketch.random.nextBoolean()) {
                sketch.line("print(coroutine.status(" + name + "))");
            }
        }
    }

    /** Errors with any value, seen from several heights. */
    void errors(int depth) {
        String thrower = sketch.unique("thrower");
        sketch.line("local function " + thrower + "(n1, s1)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.scope.declare("s1", Kind.STRING);
            sketch.block(depth - 1);
            sketch.line(sketch.one(
                    "error(s1, " + sketch.random.nextInt(4) + ")",
                    "error(n1)",
                    "error()",
                    "error({n1, s1})",
                    "error(setmetatable({}, {__tostring = function() return 'E' .. tostring(n1) end}))",
                    "return n1 + nil",
                    "return s1.x.y",
                    "return n1()",
                    "return #n1",
                    "return s1 < n1"));
        });
        sketch.line("end");
        String call = thrower + "(" + sketch.number() + ", " + sketch.value(Kind.STRING) + ")";
        switch (sketch.random.nextInt(5)) {
            case 0 -> sketch.line("print(pcall(function() " + call + " end))");
            case 1 -> sketch.line("print(select('#', pcall(function() return " + call + " end)))");
            case 2 -> {
                sketch.line("do local ok, e = pcall(" + thrower + ", " + sketch.number() + ", 'msg')");
                sketch.line("print(ok, e, tostring(e):gsub('0x%x+', ''))");
                sketch.line("print(pcall(error, e, 0)) print(pcall(pcall, error, e))");
                sketch.line("end");
            }
            case 3 ->
                sketch.line("print(xpcall(function() local r = " + call
                        + " return r end, function(e) return type(e), tostring(e):upper() end))");
            default -> {
                sketch.line("do local co = coroutine.create(" + thrower + ")");
                sketch.line("print(coroutine.resume(co, " + sketch.number() + ", 'in co'))");
                sketch.line("print(coroutine.status(co), coroutine.resume(co)) end");
            }
        }
    }

    /** Values that go into a coroutine and come out of it, and how it ends. */
    void exchange(int depth) {
        String name = sketch.unique("w");
        sketch.line("local " + name + " = coroutine.wrap(function(...)");
        sketch.body(() -> {
            sketch.line("local n1, s1 = ...");
            sketch.line("n1, s1 = tonumber(n1) or 0, tostring(s1)");
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.scope.declare("s1", Kind.STRING);
            sketch.line("for i = 1, " + sketch.random.nextInt(1, 4) + " do");
            sketch.line("tick()");
            sketch.line("local a, b = coroutine.yield(" + sketch.expressions.list(1) + ")");
            sketch.line("n1 = tonumber(a) or 0 print(i, a, b)");
            sketch.line("end");
            sketch.block(depth - 1);
            sketch.line(
                    sketch.one(
                            "error('done ' .. n1)",
                            "return ...",
                            "return coroutine.yield(...)",
                            "return pcall(coroutine.yield, n1)",
                            "error({s1})",
                            "for k in coroutine.wrap(function() coroutine.yield(1) coroutine.yield(n1) end) do coroutine.yield(k) end"));
        });
        sketch.line("end)");
        sketch.line("for i = 1, " + sketch.random.nextInt(2, 6) + " do print(pcall(" + name + ", i, "
                + sketch.expressions.shown(1) + ")) end");
    }
}
