package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.Probe;
import org.junit.jupiter.api.Test;

/** {@code ngx.re}. */
class ReAreaTest extends Probe {

    @Test
    void matching() {
        expect(
                "hello 123|hello|123|nil|false",
                "ngx.re.match('say hello 123', [[(\\w+) (\\d+)]])[0], ngx.re.match('say hello 123', [[(hello) (\\d+)]])[1],"
                        + " ngx.re.match('say hello 123', [[(?<word>hello) (?<num>\\d+)]]).num, ngx.re.match('x', 'y'),"
                        + " ngx.re.match('a', '(a)|(b)')[2]");
        expect("user_1", "ngx.re.match('id=user_1', '(?<user_name>user_[0-9]+)').user_name");
        expect("HELLO|b", "ngx.re.match('say HELLO', 'hello', 'i')[0], ngx.re.match('a\\nb', '^b$', 'm')[0]");
        expect("nil|ab", "ngx.re.match('xab', 'ab', 'a'), ngx.re.match('abx', 'ab', 'ajo')[0]");
        expect(
                "caf\u00c3\u00a9|5",
                "ngx.re.match('caf\\195\\169', 'caf.', 'u')[0], #ngx.re.match('caf\\195\\169', 'caf.', 'u')[0]");
    }

    @Test
    void positions() {
        expect("3|4", "ngx.re.find('abcd', 'cd')");
        expect("5|6", "ngx.re.find('abcd12', '([a-z]+)([0-9]+)', 'jo', nil, 2)");
        expect("nil|nil|nth out of bound", "ngx.re.find('ab', 'ab', '', nil, 5)");
        expect(
                "12|7|56|nil",
                "(function() local ctx = { pos = 3 } local m = ngx.re.match('a 12 b 56', '[0-9]+', '', ctx) local p = ctx.pos"
                        + " local n = ngx.re.match('a 12 b 56', '[0-9]+', '', ctx) return m[0], p + 2, n[0],"
                        + " ngx.re.match('a 12 b 56', '[0-9]+', '', ctx) end)()");
    }

    @Test
    void iterating() {
        expect(
                "a,b,c",
                "(function() local t = {} for m in ngx.re.gmatch('a1b2c3', '([a-z])[0-9]') do t[#t + 1] = m[1] end"
                        + " return table.concat(t, ',') end)()");
    }

    @Test
    void replacing() {
        expect("X1b2|1", "ngx.re.sub('a1b2', '[a-z]', 'X')");
        expect("X1X2|2", "ngx.re.gsub('a1b2', '[a-z]', 'X')");
        expect("[a1]-a$|1", "ngx.re.gsub('a1', '([a-z])[0-9]', '[$0]-${1}$$')");
        expect("<a>1<b>2", "(ngx.re.gsub('a1b2', '[a-z]', function(m) return '<' .. m[0] .. '>' end))");
        expect("-a-b-|3", "ngx.re.gsub('ab', '', '-')");
        expect("[mail]|1", "ngx.re.gsub('a.b+c@x.example', [[[\\w.+-]+@[\\w-]+\\.[A-Za-z]{2,}]], '[mail]', 'jo')");
        expect("secret <plan>|1", "ngx.re.gsub('Secret plan', [[\\b(?i:secret)\\s+(\\w+)]], 'secret <$1>', 'jo')");
    }

    @Test
    void thingsThatPcreSpellsOtherwise() {
        expect(
                "a[b|x{y}|ab 12|A",
                "ngx.re.match('a[b', '[a[b]+')[0], ngx.re.match('x{y}', 'x{y}')[0],"
                        + " ngx.re.match('-ab 12-', '[[:alnum:][:space:]]+')[0], ngx.re.match('xA', '\\\\101')[0]");
    }

    @Test
    void patternsThatCannotBeUsed() {
        expect(
                "true|true",
                "(select(2, ngx.re.match('x', '('))):find('pcre2_compile() failed', 1, true) ~= nil,"
                        + " (select(3, ngx.re.gsub('x', '[', 'y'))):find('pcre2_compile() failed', 1, true) ~= nil");
        expect("true", "(try(ngx.re.match, 'x', 'x', 'q'):find('unknown flag \"q\"', 1, true)) ~= nil");
    }

    @Test
    void aPatternThatNeverEndsIsEnded() {
        expect("nil|pcre_exec() failed: -47", "ngx.re.match(('a'):rep(200), ('(a*)'):rep(12) .. 'b')");
    }
}
