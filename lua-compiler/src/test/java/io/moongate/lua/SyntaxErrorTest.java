package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong sources and the sentences a real Kong gave for them, and rules those recordings do not reach. */
final class SyntaxErrorTest {
    private final Lua lua = new Lua();

    record Recorded(String source, String sentence) {}

    static Stream<Recorded> recorded() {
        return Script.resource("/syntax/recorded.tsv").lines().map(line -> {
            String[] columns = line.split("\t", -1);
            return new Recorded(unescape(columns[0]), unescape(columns[1]));
        });
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                out.append(
                        switch (text.charAt(i)) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> text.charAt(i);
                        });
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private String check(String source, String chunkName) {
        Optional<Problem> problem = lua.check(source, LuaOptions.named(chunkName));
        return problem.map(Problem::sentence).orElse("fine");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysWhatKongSaid(Recorded recorded) {
        assertEquals(recorded.sentence(), check(recorded.source(), recorded.source()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x = 'a\\qb'|t:1: invalid escape sequence near ''a'",
                "x = '\\300'|t:1: invalid escape sequence near '''",
                "x = '\\xZZ'|t:1: invalid escape sequence near '''",
                "x = '\\u{110000}'|t:1: invalid escape sequence near '''",
                "x = [=x|t:1: invalid long string delimiter near '[='",
                "x = 3..2|t:1: malformed number near '3..2'",
                "x = 5 y|t:1: '=' expected near '<eof>'",
                "x = 5 = y|t:1: unexpected symbol near '='",
                "local function f() return ... end|t:1: cannot use '...' outside a vararg function near '...'",
                "goto = 1|t:1: '<name>' expected near '='",
                "::a:: ::a::|t:1: duplicate label 'a'",
                "goto a local x ::a:: print(x)|t:1: <goto a> jumps into the scope of local 'x'",
                "for i = 1 do end|t:1: ',' expected near 'do'",
                "for 1 = 1, 2 do end|t:1: '<name>' expected near '1'",
                "f(|t:1: unexpected symbol near '<eof>'",
                "x = }|t:1: unexpected symbol near '}'",
                "a, b + 1 = 2|t:1: '=' expected near '+'",
                "f(), x = 1|t:1: unexpected symbol near ','",
                "x = function(a, 1) end|t:1: <name> or '...' expected near '1'",
                "repeat local x = 1 until x == |t:1: unexpected symbol near '<eof>'",
                "while true do break|t:1: 'end' expected near '<eof>'",
                "local a = {1, 2|t:1: '}' expected near '<eof>'",
                "if x then else elseif y then end|t:1: 'end' expected near 'elseif'",
                "x = 'a' 'b'|t:1: unexpected symbol near ''b''",
            })
    void saysWhatLuaJitSays(String source, String sentence) {
        assertEquals(sentence, check(source, "=t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "do goto a end ::a::",
                "goto a local x ::a::",
                "while true do if x then goto continue end local y = 1 ::continue:: end",
                "break_ = 1; ;;",
                "return",
                "return;",
                "x = 0x1p4 + 0b101 + .5 + 3. + 0xA.8",
                "f{1}'x'[[y]]",
                "a.b['c']:d(e).f = 1",
                "local function f(...) return (...) end",
            })
    void acceptsWhatLuaJitAccepts(String source) {
        assertEquals("fine", check(source, "=t"));
    }

    @Test
    void countsLocalsUpvaluesAndLevels() {
        StringBuilder locals = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            locals.append("local a").append(i).append('\n');
            names.add("u" + i);
        }
        assertEquals("t:201: main function has more than 200 local variables", check(locals.toString(), "=t"));
        String upvalues = "local " + String.join(",", names.subList(0, 100)) + "\nlocal function f() return "
                + String.join(",", names.subList(0, 61)) + " end";
        assertEquals("t:2: function at line 2 has more than 60 upvalues", check(upvalues, "=t"));
        String deep = "x = " + "(".repeat(300) + "1" + ")".repeat(300);
        assertEquals("t:1: chunk has too many syntax levels", check(deep, "=t"));
    }

    @Test
    void refusesBytecode() {
        assertEquals("(binary): cannot load incompatible bytecode", check("\u001bLJ\u0002", "x"));
        assertEquals("(binary): cannot load incompatible bytecode", check("\u001bLua", "x"));
    }

    @Test
    void namesChunksAsLuaJitDoes() {
        assertEquals("[string \"x = }\"]:1: unexpected symbol near '}'", check("x = }", "x = }"));
        assertEquals(
                "[string \"" + "x".repeat(45) + "...\"]:1: '=' expected near '<eof>'",
                check("x".repeat(60), "x".repeat(60)));
        assertEquals(
                "[string \"" + "x".repeat(48) + "\"]:1: '=' expected near '<eof>'",
                check("x".repeat(48), "x".repeat(48)));
        assertEquals("file.lua:2: unexpected symbol near '}'", check("\nx = }", "@file.lua"));
    }

    @Test
    void skipsByteOrderMarkAndFirstLineOfAScript() {
        assertEquals("fine", check("\u00ef\u00bb\u00bf#!/usr/bin/lua\nreturn 1", "=t"));
        assertEquals("t:2: unexpected symbol near '}'", check("#!/usr/bin/lua\nx = }", "=t"));
    }
}
