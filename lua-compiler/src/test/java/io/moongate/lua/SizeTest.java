package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import org.junit.jupiter.api.Test;

/** Programs of any size: no limit of the JVM's shows. */
final class SizeTest {
    private final Script script = new Script();

    @Test
    void compilesTwentyThousandLines() {
        StringBuilder source = new StringBuilder("local total, t = 0, {}\n");
        for (int i = 0; i < 20_000; i++) {
            switch (i % 4) {
                case 0 -> source.append("total = total + ").append(i).append('\n');
                case 1 -> source.append("t.k").append(i).append(" = function() total = total + 1 end\n");
                case 2 -> source.append("do local x = total if x < 0 then return x end end\n");
                default -> source.append("for i = 1, 2 do if i == 2 then break end total = total + i end\n");
            }
        }
        source.append("t.k1() return total");
        assertEquals("49995001", script.run(source.toString()));
    }

    @Test
    void keepsJumpsAndVariablesAcrossParts() {
        StringBuilder source = new StringBuilder("local n, log = 0, {}\nwhile true do\nlocal y = n\n");
        for (int i = 0; i < 2_000; i++) {
            source.append("if n == ").append(i).append(" then log[#log + 1] = n end\n");
        }
        source.append("n = n + 1 if n < 3 then goto continue end\n");
        source.append("if n == 5 then break end\n");
        source.append("local z = y\n");
        for (int i = 0; i < 500; i++) {
            source.append("log.z = function() return z end\n");
        }
        source.append("::continue::\nend\nreturn #log, n, log.z()");
        assertEquals("5,5,3", script.run(source.toString()));
    }

    @Test
    void fillsAConstructorOfFiftyThousandEntries() {
        StringBuilder list = new StringBuilder("local function two() return 1, 2 end local t = {");
        for (int i = 1; i <= 50_000; i++) {
            list.append(i % 3 == 0 ? "'s" + i + "'" : i % 3 == 1 ? i + ".5" : "{" + i + "}")
                    .append(',');
        }
        list.append("two()} return #t, t[50000][1], t[49999], t[3]");
        assertEquals("50002,50000,49999.5,s3", script.run(list.toString()));
        StringBuilder keyed = new StringBuilder("local t = {");
        for (int i = 1; i <= 50_000; i++) {
            keyed.append("k").append(i).append('=').append(i).append(',');
        }
        keyed.append("} return t.k1 + t.k50000");
        assertEquals("50001", script.run(keyed.toString()));
    }

    @Test
    void keepsMethodsSmallEnoughForTheJit() throws LuaSyntaxException {
        String[] lines = {
            "if kong.request.get_header('x-%d') == nil then kong.log.err('missing ', %d) return kong.response.exit(401) end",
            "local a%d = {x = 1, y = t.a.b.c, [t.k] = f(g(1), h(2, 3, 4)), 'item'}",
            "for k, v in pairs(t) do t[k], t.n = v + 1, (t.n or 0) * 2 .. 'x' end",
            "t.field = t.field and t.other or function(...) return select('#', ...), t end",
            "s = s:gsub('%%d', '%d'):lower() .. tostring(n) .. '-' .. t.name",
            "while i < %d do i = i + 1 if i %% 3 == 0 then break end end",
        };
        StringBuilder source = new StringBuilder("local t, f, g, h, s, n, i = ...\n");
        for (int i = 0; i < 600; i++) {
            source.append("do ")
                    .append(String.format(lines[i % lines.length], i, i))
                    .append(" end\n");
        }
        for (byte[] file :
                new Lua().compile(source.toString(), LuaOptions.named("=t")).classFiles()) {
            for (MethodModel method : ClassFile.of().parse(file).methods()) {
                int length =
                        method.findAttribute(Attributes.code()).orElseThrow().codeLength();
                assertTrue(length < 8000, method.methodName() + " has " + length + " bytes");
            }
        }
    }

    @Test
    void readsLongChains() {
        assertEquals("10001", script.run("local x = 1 return x" + " + 1".repeat(10_000)));
        assertEquals(
                "t:1: chunk has too many syntax levels",
                new Lua()
                        .check("return 'a'" + " .. 'a'".repeat(10_000), LuaOptions.named("=t"))
                        .orElseThrow()
                        .sentence());
    }

    @Test
    void takesManyParametersAndArguments() {
        StringBuilder names = new StringBuilder("p1");
        StringBuilder values = new StringBuilder("1");
        for (int i = 2; i <= 190; i++) {
            names.append(",p").append(i);
            values.append(',').append(i);
        }
        assertEquals(
                "191", script.run("local function f(" + names + ") return p1 + p190 end return f(" + values + ")"));
    }

    @Test
    void joinsAndRepeatsAHundredMegabytes() {
        assertEquals("100000001", script.run("local s = ('x'):rep(1e8) return #(s .. 'y')"));
    }
}
