package io.moongate.lua.fuzz;

import java.util.SplittableRandom;

/** A random program from a seed: the same seed, the same program. */
final class ProgramGenerator {
    private ProgramGenerator() {}

    /** @param compat52 whether the program may use what depends on 5.2 compatibility */
    static String program(long seed, boolean compat52) {
        SplittableRandom random = new SplittableRandom(seed);
        Scope scope = new Scope(random);
        // Some programs are right all the way; most go wrong here and there.
        int wrongEvery = random.nextInt(3) == 0 ? 1_000_000 : random.nextInt(20, 120);
        Expressions expressions = new Expressions(random, scope, wrongEvery);
        Sketch sketch = new Sketch(random, scope, expressions, compat52);
        StringBuilder out = sketch.out;
        Statements statements = new Statements(sketch);
        out.append("Gn1, Gs1, Gb1, Gn2 = 1, 'global', true, 2.5\n");
        out.append("Ga1, Gm1, Gf1 = {3, 1, 2}, {k1 = 1, x = 2}, function(a, b) return (a or 0) - (b or 1) end\n");
        out.append("Gg1 = function(n) return n, 'g', true end\n");
        out.append("Gv1 = function(...) return ... end\n");
        if (wrongEvery == 1_000_000 || random.nextInt(4) > 0) {
            out.append("Gs2, Gb2, Ga2, Gm2, Gf2, Gg2, Gv2 = 'two', false, {}, {}, Gf1, Gg1, Gv1\n");
            out.append(
                    "Go1 = setmetatable({v = 4}, {__index = function(t, k) return #k end, __tostring = function() return 'go' end})\nGo2 = Go1\n");
        }
        out.append("local n1, s1, b1, a1, m1 = 7, 'str', false, {5, 6}, {k1 = 10, [1] = 2}\n");
        scope.declare("n1", Kind.NUMBER);
        scope.declare("s1", Kind.STRING);
        scope.declare("b1", Kind.BOOLEAN);
        scope.declare("a1", Kind.ARRAY);
        scope.declare("m1", Kind.MAP);
        // Many are small, so that there can be many; some are large.
        boolean large = random.nextInt(12) == 0;
        int count = large ? random.nextInt(6, 14) : random.nextInt(2, 6);
        for (int i = 0; i < count; i++) {
            statements.top(large ? 3 : random.nextInt(1, 3));
        }
        out.append("print(n1, s1, b1, a1, m1)\n");
        return out.toString();
    }
}
