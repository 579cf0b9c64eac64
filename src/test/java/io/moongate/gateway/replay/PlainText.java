package io.moongate.gateway.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rewrites what differs from run to run, equally on both sides. */
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

    private static final PlainText WITH_IDS = new PlainText(RULES);

    private final List<Rule> rules;

    private PlainText(List<Rule> rules) {
        this.rules = rules;
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    /** A text that keeps its ids: they are compared by what they stand for. */
    static String of(String text) {
        return WITH_IDS.text(text);
    }

    /** Rules for what functions say, where ids and ports are chance too. */
    static PlainText withoutIds(Map<Integer, String> ports) {
        List<Rule> rules = new ArrayList<>();
        rules.add(rule("(?i)\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b", "<uuid>"));
        rules.addAll(RULES);
        rules.add(rule("\\b9{10}\\.9{1,3}\\b", "<epoch>"));
        ports.forEach((port, name) -> rules.add(rule("(?<![\\w.])" + port + "(?![\\w.])", name)));
        return new PlainText(rules);
    }

    String text(String text) {
        String result = text;
        for (Rule rule : rules) {
            result = rule.pattern().matcher(result).replaceAll(rule.replacement());
        }
        return result;
    }
}
