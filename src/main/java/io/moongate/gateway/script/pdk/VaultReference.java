package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.ngx.UriText;
import io.moongate.lua.op.Convert;
import org.jspecify.annotations.Nullable;

/** What stands in {@code {vault://name/resource/key?config#version}}, or why it is no such thing. */
sealed interface VaultReference {
    /**
     * A reference.
     *
     * @param key the field of a resource that is JSON, or null
     * @param query settings that go before those of the vault, or null
     */
    record Good(
            String name,
            String resource,
            @Nullable String key,
            @Nullable String query,
            @Nullable Double version) implements VaultReference {}

    /** Something else. */
    record Wrong(String why) implements VaultReference {}

    String START = "{vault://";

    static boolean looksLike(String text) {
        return text.startsWith(START) && text.endsWith("}");
    }

    static VaultReference parse(@Nullable Object reference) {
        String where = " [" + Convert.tostring(reference) + "]";
        if (!(reference instanceof String text) || !looksLike(text)) {
            return new Wrong("not a reference" + where);
        }
        String rest = text.substring(START.length(), text.length() - 1);
        int hash = rest.indexOf('#');
        Double version = null;
        if (hash >= 0) {
            String digits = rest.substring(hash + 1);
            if (!digits.matches("\\d{1,15}")) {
                return new Wrong("reference url has invalid version" + where);
            }
            version = Double.valueOf(digits);
            rest = rest.substring(0, hash);
        }
        int mark = rest.indexOf('?');
        String query = mark < 0 ? null : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        if (name.isEmpty()) {
            return new Wrong("reference url is missing host" + where);
        }
        if (slash < 0) {
            return new Wrong("reference url is missing path" + where);
        }
        String path = rest.substring(slash + 1);
        if (path.isEmpty()) {
            return new Wrong("reference url has empty path" + where);
        }
        int last = path.lastIndexOf('/');
        String resource = UriText.unescape(last < 0 ? path : path.substring(0, last), true);
        String key = last < 0 || last == path.length() - 1 ? null : UriText.unescape(path.substring(last + 1), true);
        return resource.isEmpty()
                ? new Wrong("reference url has invalid path" + where)
                : new Good(name, resource, key, query, version);
    }
}
