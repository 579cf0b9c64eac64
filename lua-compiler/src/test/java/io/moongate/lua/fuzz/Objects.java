package io.moongate.lua.fuzz;

/** Random tables with metatables. */
final class Objects {
    private final Sketch sketch;

    Objects(Sketch sketch) {
        this.sketch = sketch;
    }

    void object(int depth) {
        String name = sketch.scope.fresh(Kind.OBJECT);
        String operand = "(type(x) == 'table' and rawget(x, 'v') or tonumber(x) or 0)";
        sketch.line("local " + name + " = {v = " + sketch.number() + "}");
        sketch.line("setmetatable(" + name + ", {");
        for (String event : new String[] {"add", "sub", "mul", "div", "mod", "pow", "unm"}) {
            sketch.line("__" + event + " = function(x, y) return " + operand + " "
                    + (sketch.random.nextBoolean() ? "+" : "*") + " " + sketch.random.nextInt(5) + " end,");
        }
        sketch.line("__concat = function(x, y) return type(x) .. type(y) end,");
        sketch.line("__eq = function(x, y) return " + sketch.bool() + " end,");
        if (sketch.compat52) {
            sketch.line("__len = function(x) return x.v end,");
            sketch.line("__lt = function(x, y) return " + sketch.bool() + " end,");
            sketch.line("__le = function(x, y) return " + sketch.expressions.shown(1) + " end,");
        }
        sketch.line("__call = function(self, ...) return select('#', ...) end,");
        sketch.line("__tostring = function(x) return 'object' end,");
        if (sketch.random.nextBoolean()) {
            sketch.line("__newindex = function(t, k, v) rawset(t, k, v) end,");
        }
        sketch.line("__index = {missing = " + sketch.random.nextInt(10) + ", method = function(self, n1)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.block(Math.min(depth, 2));
            sketch.line("return n1");
        });
        sketch.line("end}})");
        sketch.scope.declare(name, Kind.OBJECT);
    }

    /** A class and one derived from it, and calls of their methods. */
    void classes(int depth) {
        String parent = sketch.unique("Class");
        String child = sketch.unique("Class");
        sketch.line("local " + parent + " = {}");
        sketch.line(parent + ".__index = " + parent);
        sketch.line("function " + parent + ":get(n1)");
        sketch.body(() -> {
            sketch.scope.declare("n1", Kind.NUMBER);
            sketch.block(Math.min(depth, 1));
            sketch.line("return self.v + n1");
        });
        sketch.line("end");
        sketch.line("function " + parent + ":bump(n1) self.v = self.v " + sketch.one("+", "-", "*")
                + " n1 self.count = (self.count or 0) + 1 return self end");
        sketch.line("local " + child + " = setmetatable({}, {__index = " + parent + "})");
        sketch.line(child + ".__index = " + sketch.one(child, child, "function(t, k) return " + child + "[k] end"));
        if (sketch.random.nextBoolean()) {
            sketch.line("function " + child + ":get(n1) return " + parent + ".get(self, n1) * 2 end");
        }
        sketch.line("do");
        sketch.line("local x = setmetatable({v = " + sketch.number() + "}, " + parent + ")");
        sketch.line("local y = setmetatable({v = " + sketch.number() + ", "
                + sketch.one("other = 1", "get = nil", "[1] = 2") + "}, " + child + ")");
        sketch.line("for i = 1, " + sketch.random.nextInt(1, 6) + " do");
        sketch.line("tick()");
        sketch.line("x:bump(i):bump(2)");
        sketch.line("y:bump(x:get(i))");
        sketch.line("end");
        sketch.line("print(x.v, y.v, x:get(1), y:get(2), x.count, y.count, y.nothing, rawget(y, 'get'))");
        sketch.line("print(pcall(function() return x:" + sketch.one("missing", "count", "get", "v") + "() end))");
        sketch.line("end");
    }

    /** A table that tells who reads and writes it. */
    void proxy() {
        String name = sketch.unique("p");
        sketch.line("local " + name + " = setmetatable({}, {");
        sketch.line(sketch.one(
                "__index = function(t, k) print('get', k) return k end,",
                "__index = {x = 5, [1] = 'one'},",
                "__index = setmetatable({x = 6}, {__index = function(t, k) return rawequal(t, k) end}),",
                "__index = 'a string',"));
        sketch.line(sketch.one(
                "__newindex = function(t, k, v) print('set', k, v) rawset(t, k, v) end,",
                "__newindex = {},",
                "__newindex = function() error('read only', " + sketch.random.nextInt(3) + ") end,",
                ""));
        sketch.line(sketch.one("__metatable = 'locked',", "__call = function(...) return select('#', ...) end,", ""));
        sketch.line("})");
        for (int i = sketch.random.nextInt(1, 4); i > 0; i--) {
            String key = sketch.one("x", "y", "len", "upper");
            sketch.line("print(pcall(function() " + name + "." + key + " = " + sketch.expressions.shown(1) + " end))");
            sketch.line("print(pcall(function() return " + name + "." + key + ", " + name + "[" + sketch.number()
                    + "], rawget(" + name + ", '" + key + "') end))");
        }
        sketch.line("print(pcall(" + name + ", 1, nil), pcall(getmetatable, " + name + "))");
    }
}
