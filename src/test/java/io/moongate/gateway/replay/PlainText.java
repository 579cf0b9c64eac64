package io.moongate.gateway.replay;

import java.util.List;
import java.util.regex.Pattern;

/** Rewrites what differs from run to run, equally on both sides. Ids are not among it. */
final class PlainText {
    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("\\b[0-9a-f]{32}\\b", "<request-id>"),
            rule("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "<date>"),
            rule("\\d{4}[/-]\\d\\d[/-]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d", "<time>"),
            rule("\\b(table|function|thread|userdata|cdata[^:]*): (?:0x[0-9a-f]+|builtin#\\d+)", "$1: <address>"),
            rule("\\b0x[0-9a-f]{6,}\\b", "<address>"),
            rule("\\b1[6-9]\\d{8}(?:\\d{3})?(?:\\.\\d+)?\\b", "<epoch>"),
            rule("(?<![\\w./-])[\\w./-]*/[\\w.-]+\\.lua:\\d+:", "<file>:"),
            rule("\\(PCRE returned: .*\\)", "(PCRE returned: <text>)"),
            rule("'pem', 'jwk'", "'jwk', 'pem'"));

    private PlainText() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    static String of(String text) {
        String result = text;
        for (Rule rule : RULES) {
            result = rule.pattern().matcher(result).replaceAll(rule.replacement());
        }
        return result;
    }
}
