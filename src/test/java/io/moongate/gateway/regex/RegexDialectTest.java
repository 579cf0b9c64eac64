package io.moongate.gateway.regex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexDialectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/(?=a)",
                "/(?<!a)b",
                "/(a)\\1",
                "/(?>a)",
                "/(?|a)",
                "/(?#x)a",
                "/a\\Z",
                "/\\h",
                "/\\R",
                "/\\K",
                "/\\Ga",
                "/\\N",
                "/\\Qa\\E",
                "/\\e",
                "/\\cA",
                "/{",
                "/a{,3}",
                "/\\u0041",
                "/(?<n>a)(?<n>b)",
                "/(?u)a",
                "/a**",
                "/[[:foo:]]",
                "/\\x{100}",
                "/bad(",
                "/a)",
                "/[a",
                "/[b-a]",
                "/a{2,1}",
                "/\\",
                "/\\p{Nonsense}",
                "/(?<1a>x)",
                "/(?)"
            })
    void refuses(String pattern) {
        assertNotNull(RegexDialect.check(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/\\/\\_\\:\\-\\@\\~",
                "/(?<a>x)",
                "/(?P<a>x)",
                "/a++",
                "/(?i)a",
                "/(?U)a+",
                "/[a-c&&[^b]]",
                "/\\p{Greek}",
                "/\\pL",
                "/[[:alpha:]]",
                "/a{2}",
                "/a}",
                "/]",
                "/\\x41",
                "/\\x{e9}",
                "/(?x) a #c",
                "/end\\z",
                "/word\\b",
                "/é",
                "/(?s-i:.)",
                ""
            })
    void accepts(String pattern) {
        assertNull(RegexDialect.check(pattern));
    }

    @Test
    void saysWhichSideRefused() {
        assertEquals(
                "invalid regex: '/bad(' (PCRE returned: pcre2_compile() failed: missing closing parenthesis in \"/bad(\")",
                RegexDialect.check("/bad("));
        assertEquals(
                "regex parse error:\n    ^/(?=a)\n      ".stripTrailing()
                        + "\n       ^\nerror: look-around, including look-ahead and look-behind, is not supported",
                RegexDialect.check("/(?=a)"));
    }

    @ParameterizedTest
    @CsvSource({
        "'(a|ab)(c|bcd)', 'abcd', '0 4 0 1 1 4'",
        "'\\w+', 'naïve٣', '0 6'",
        "'(?i)straße', 'STRAßE', '0 6'",
        "'(?i)k', '\u212A', '0 1'",
        "'\\bé\\b', 'aé é', '3 4'",
        "'a$', 'a\n', ''",
        "'(?m)a$', 'a\n', '0 1'",
        "'(a)?(b)?c', 'bc', '0 2 -1 -1 0 1'",
        "'(?U)(u+)(u*)', 'uuu', '0 1 0 1 1 1'",
        "'[a-c&&[^b]]+', 'bac', '1 3'",
        "'[\\w--a]', 'ab', '1 2'",
        "'[a-z~~x-z]+', 'xyabc', '2 5'",
        "'(?x) a b # c', 'ab', '0 2'",
        "'\\b{start}a', 'ba a', '3 4'",
        "'x{2,3}?', 'xxxx', '0 2'",
        "'.', '𝒜', '0 2'",
        "'(a*)*b', 'aab', '0 3 0 2'",
        "'[^\\n]', '\n', ''"
    })
    void finds(String pattern, String text, String places) throws RegexSyntaxException {
        Regex regex = Regex.compile(pattern);
        int[] expected = places.isEmpty()
                ? null
                : java.util.Arrays.stream(places.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        assertArrayEquals(expected, Search.backtrack(regex.program(), text));
        assertArrayEquals(expected, Search.lockstep(regex.program(), text));
    }

    @Test
    void takesLinearTimeWhereBacktrackingWouldNotEnd() throws RegexSyntaxException {
        Regex regex = Regex.compile("^(a|a|aa)*(a*)*$");
        String text = "a".repeat(20_000) + "b";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertNull(regex.find(text)));
        assertNotNull(RegexDialect.matchError("((a{1000}){1000}){1000}"));
        assertNotNull(RegexDialect.matchError("a" + "?".repeat(100_000)));
        assertNotNull(RegexDialect.matchError("(".repeat(100_000)));
    }

    @Property(tries = 3000)
    void neverFailsInAnotherWay(@ForAll("patterns") String pattern, @ForAll("patterns") String text) {
        RegexDialect.pcreError(pattern);
        if (RegexDialect.matchError(pattern) == null) {
            Regex regex = compiled(pattern);
            int[] found = regex.find(text);
            assertArrayEquals(found, Search.lockstep(regex.program(), text));
            String prefix = regex.prefix();
            if (found != null && prefix != null) {
                assertEquals(0, found[0]);
                assertEquals(prefix, text.substring(0, prefix.length()));
            }
        }
    }

    private static Regex compiled(String pattern) {
        try {
            return Regex.compile(pattern);
        } catch (RegexSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a", "b", "c", "é", "K", "/", "^", "$", ".", "*", "+", "?", "??", "{2}", "{1,3}", "(", ")",
                        "(?:", "(?i)", "(?<n>", "|", "[", "]", "^", "-", "&&", "\\w", "\\b", "\\", "[a-c]", "\\pL",
                        "(?x)", " ", "#", "𝒜", "\n")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }
}
