package io.moongate.lua.fuzz;

/** Random loops, each of which ends. */
final class Loops {
    private final Sketch sketch;

    Loops(Sketch sketch) {
        this.sketch = sketch;
    }

    void numericFor(int depth) {
        String name = sketch.scope.fresh(Kind.NUMBER);
        String bounds = switch (sketch.random.nextInt(6)) {
            case 0 -> "1, " + sketch.random.nextInt(8);
            case 1 -> sketch.random.nextInt(6) + ", " + sketch.random.nextInt(4) + ", -1";
            case 2 -> "0, 1, 0.25";
            case 3 -> "1, " + sketch.number() + " % 6";
            case 4 -> sketch.number() + " % 5, 7, " + sketch.random.nextInt(1, 4);
            default -> "#" + sketch.scope.any(Kind.ARRAY) + ", 1, -1";
        };
        sketch.line("for " + name + " = " + bounds + " do");
        sketch.loop(() -> {
            sketch.scope.declare(name, Kind.NUMBER);
            if (sketch.random.nextInt(3) == 0) {
                place(name);
            }
            if (sketch.random.nextInt(3) != 0) {
                sketch.block(depth);
            }
        });
        sketch.line("end");
    }

    /** Uses the counter as a place in a list. */
    private void place(String counter) {
        String array = sketch.scope.any(Kind.ARRAY);
        String place = array + "[" + sketch.one(counter, counter + " + 1", counter + " - 1", "2 + " + counter) + "]";
        switch (sketch.random.nextInt(4)) {
            case 0 -> sketch.line("print(" + place + ")");
            case 1 -> sketch.line("if " + place + " then " + place + " = " + sketch.number() + " end");
            case 2 -> sketch.line("if " + place + " then " + place + " = " + array + "[1] end");
            default -> sketch.line("print((" + place + " or 7) * " + counter + ")");
        }
    }

    void whileLoop(int depth) {
        String counter = "w" + depth;
        sketch.line("local " + counter + " = 0");
        sketch.line("while " + counter + " < " + sketch.random.nextInt(1, 7) + " and " + sketch.bool() + " do");
        sketch.loop(() -> {
            sketch.line(counter + " = " + counter + " + 1");
            sketch.block(depth);
        });
        sketch.line("end");
    }

    void repeatLoop(int depth) {
        String counter = "w" + depth;
        sketch.line("local " + counter + " = 0");
        sketch.line("repeat");
        sketch.loop(() -> {
            sketch.line("local last = " + counter + " >= " + sketch.random.nextInt(5));
            sketch.line(counter + " = " + counter + " + 1");
            sketch.block(depth);
        });
        sketch.line("until last or " + sketch.bool());
    }

    void genericFor(int depth) {
        String key = sketch.scope.fresh(Kind.NUMBER);
        String value = sketch.scope.fresh(Kind.NUMBER);
        switch (sketch.random.nextInt(6)) {
            case 0, 1 -> {
                sketch.line(
                        "for " + key + ", " + value + " in ipairs(" + sketch.expressions.of(Kind.ARRAY, 2) + ") do");
                sketch.loop(() -> {
                    sketch.scope.declare(key, Kind.NUMBER);
                    sketch.scope.declare(value, Kind.NUMBER);
                    sketch.block(depth);
                });
            }
            case 2 -> {
                String map = sketch.scope.any(Kind.MAP);
                sketch.line("for _, s1 in ipairs(sorted(" + map + ")) do");
                sketch.loop(() -> {
                    sketch.line("local n1 = " + map + "[s1]");
                    sketch.scope.declare("s1", Kind.STRING);
                    sketch.scope.declare("n1", Kind.NUMBER);
                    sketch.block(depth);
                });
            }
            case 3 -> {
                sketch.line("local count = 0");
                sketch.line("for key, n1 in " + (sketch.random.nextBoolean() ? "pairs(" : "next, (")
                        + sketch.expressions.of(Kind.MAP, 1) + ") do");
                sketch.loop(() -> sketch.line("count = count + (tonumber(n1) or 1) % 3"));
                sketch.line("end");
                sketch.line("print(count)");
                return;
            }
            case 4 -> {
                sketch.line("for s1 in (" + sketch.value(Kind.STRING) + "):gmatch('%w') do");
                sketch.loop(() -> {
                    sketch.scope.declare("s1", Kind.STRING);
                    sketch.block(depth);
                });
            }
            default -> {
                sketch.line("for " + key + ", " + value + " in function(state, i) if i < state then return i + 1, i * "
                        + sketch.number() + " end end, " + sketch.random.nextInt(5) + ", 0 do");
                sketch.loop(() -> {
                    sketch.scope.declare(key, Kind.NUMBER);
                    sketch.scope.declare(value, Kind.NUMBER);
                    sketch.block(depth);
                });
            }
        }
        sketch.line("end");
    }
}
