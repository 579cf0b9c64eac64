package io.moongate.gateway.script.ngx;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ngx.re.sub} writes in the place of a match: text with {@code $0}, {@code ${1}} and {@code $$}. */
final class Template {
    private static final Pattern NAMED = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)");

    static final Template NONE = new Template(List.of());

    private final List<Object> parts;

    private Template(List<Object> parts) {
        this.parts = parts;
    }

    /** A dollar sign that leads to nothing. */
    static final class Malformed extends Exception {
        Malformed(String template) {
            super(said(template), null, false, false);
        }

        private static String said(String template) {
            Matcher named = NAMED.matcher(template);
            return named.find()
                    ? "attempt to use named capturing variable \"" + named.group(1)
                            + "\" (named captures not supported yet)"
                    : "lua script: invalid capturing variable name found in \"" + template + "\"";
        }
    }

    /** Reads a template. */
    static Template of(String template) throws Malformed {
        List<Object> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c != '$') {
                text.append(c);
                at++;
                continue;
            }
            if (template.startsWith("$$", at)) {
                text.append('$');
                at += 2;
                continue;
            }
            boolean braces = template.startsWith("${", at);
            int start = at + (braces ? 2 : 1);
            int end = start;
            while (end < template.length() && template.charAt(end) >= '0' && template.charAt(end) <= '9') {
                end++;
            }
            boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
            if (end == start || end > start + 3 || !closed) {
                throw new Malformed(template);
            }
            parts.add(text.toString());
            text.setLength(0);
            parts.add(Integer.valueOf(template.substring(start, end)));
            at = braces ? end + 1 : end;
        }
        parts.add(text.toString());
        return new Template(parts);
    }

    /** Adds the text for a match. */
    void append(StringBuilder out, Regex regex, Matcher matcher) {
        for (Object part : parts) {
            if (part instanceof Integer group) {
                String captured = group <= matcher.groupCount() ? matcher.group(group) : null;
                out.append(captured == null ? "" : regex.bytes(captured));
            } else {
                out.append((String) part);
            }
        }
    }
}
