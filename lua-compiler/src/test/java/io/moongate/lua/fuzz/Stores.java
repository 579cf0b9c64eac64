package io.moongate.lua.fuzz;

/** Random declarations and assignments. */
final class Stores {
    private final Sketch sketch;

    Stores(Sketch sketch) {
        this.sketch = sketch;
    }

    void local() {
        Kind kind = sketch.simpleKind();
        String name = sketch.scope.fresh(kind);
        sketch.line("local " + name + " = " + sketch.value(kind));
        sketch.scope.declare(name, kind);
    }

    void locals() {
        String number = sketch.scope.fresh(Kind.NUMBER);
        String string = sketch.scope.fresh(Kind.STRING);
        if (sketch.random.nextBoolean()) {
            sketch.line("local " + number + ", " + string + ", b1 = " + sketch.scope.any(Kind.MULTI) + "("
                    + sketch.number() + ")");
        } else {
            sketch.line("local " + number + ", " + string + ", b1 = " + sketch.number() + ", "
                    + sketch.value(Kind.STRING) + (sketch.random.nextBoolean() ? ", " + sketch.bool() : ""));
        }
        sketch.scope.declare(number, Kind.NUMBER);
        sketch.scope.declare(string, Kind.STRING);
        sketch.scope.declare("b1", Kind.BOOLEAN);
    }

    void assign() {
        Kind kind = sketch.simpleKind();
        sketch.line(sketch.scope.assignable(kind) + " = " + sketch.value(kind));
    }

    void swap() {
        Kind kind = sketch.random.nextBoolean() ? Kind.NUMBER : Kind.STRING;
        String a = sketch.scope.assignable(kind);
        String b = sketch.random.nextInt(3) == 0
                ? sketch.scope.any(Kind.MAP) + "[" + sketch.value(kind) + "]"
                : sketch.scope.assignable(kind);
        sketch.line(a + ", " + b + " = " + sketch.value(kind) + ", " + sketch.value(kind));
    }

    void changeTable() {
        String map = sketch.scope.any(Kind.MAP);
        String place = sketch.random.nextBoolean()
                ? ".k" + sketch.random.nextInt(1, 4)
                : "[" + sketch.value(sketch.simpleKind()) + "]";
        sketch.line(map + place + " = " + (sketch.random.nextInt(6) == 0 ? "nil" : sketch.number()));
    }

    void changeArray() {
        String array = sketch.scope.any(Kind.ARRAY);
        switch (sketch.random.nextInt(8)) {
            case 0, 1 -> sketch.line(array + "[#" + array + " + 1] = " + sketch.number());
            case 2 -> sketch.line("table.insert(" + array + ", " + sketch.number() + ")");
            case 3 -> sketch.line("print(table.remove(" + array + "))");
            case 4 -> sketch.line("print(table.remove(" + array + ", 1))");
            case 5 -> sketch.line("table.insert(" + array + ", 1, " + sketch.number() + ")");
            case 6 ->
                sketch.line("table.sort(" + array
                        + (sketch.random.nextBoolean() ? ", function(x, y) return x > y end" : "") + ")");
            default -> sketch.line("if #" + array + " > 0 then " + array + "[#" + array + "] = nil end");
        }
    }

    /** Several targets and values, of which one may give more or fewer. */
    void several() {
        String n1 = sketch.scope.assignable(Kind.NUMBER);
        String array = sketch.scope.any(Kind.ARRAY);
        String map = sketch.scope.any(Kind.MAP);
        switch (sketch.random.nextInt(6)) {
            case 0 ->
                sketch.line(n1 + ", " + sketch.scope.assignable(Kind.STRING) + ", " + map + ".x = "
                        + sketch.scope.any(Kind.MULTI) + "(" + sketch.number() + ")");
            case 1 ->
                sketch.line("if #" + array + " > 1 then " + array + "[1], " + array + "[2] = " + array + "[2], " + array
                        + "[1] end");
            case 2 -> {
                sketch.line("do local i = 1");
                sketch.line("i, " + array + "[i] = i + 1, " + sketch.number());
                sketch.line("print(i, " + array + ") end");
            }
            case 3 ->
                sketch.line(map + ".k1, " + map + ".k2, " + n1 + " = " + sketch.number() + ", "
                        + sketch.expressions.call(2));
            case 4 -> sketch.line(n1 + ", " + n1 + " = " + sketch.number() + ", " + sketch.number());
            default -> {
                sketch.line("do local x, y, z = " + sketch.expressions.list(2));
                sketch.line("x, y, z = z, x, y print(x, y, z) end");
            }
        }
    }

    /** A constructor with all kinds of fields. */
    void constructor() {
        sketch.line("print({" + sketch.number() + ", k = " + sketch.expressions.shown(1) + ", ["
                + sketch.value(Kind.STRING) + "] = " + sketch.number() + "; " + sketch.value(Kind.STRING) + ", {n = "
                + sketch.number() + "}, "
                + sketch.one(
                        "unpack(" + sketch.scope.any(Kind.ARRAY) + ")",
                        "(" + sketch.expressions.call(1) + ")",
                        sketch.expressions.call(1))
                + "})");
    }

    /** A variable used as a number that is something else for a while. */
    void retyped() {
        sketch.line("do local x = " + sketch.number());
        sketch.line("for i = 1, " + sketch.random.nextInt(3, 7) + " do");
        sketch.line("tick()");
        sketch.line("if i == 3 then x = " + sketch.expressions.shown(2));
        sketch.line("elseif i == 4 then x = " + sketch.one("nil", "'7'", "x", "{x}"));
        sketch.line("else x = " + sketch.one("(tonumber(x) or 1) + i", "x + i", "x * 2 - i", "-x") + " end");
        sketch.line("print(x, " + sketch.one("x == i", "type(x)", "x and 1 or 2", "not x") + ")");
        sketch.line("end end");
    }
}
