package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.ngx.UriText;
import io.moongate.lua.op.Convert;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that should name a secret, read: either the place of one, or what is amiss with it. */
sealed interface VaultReference {
    /**
     * Where a secret is.
     *
     * @param vault the kind of vault, or the prefix of one that is configured
     * @param field the field of a secret that is JSON, or null for the whole
     * @param settings a query string whose settings go before those of the vault, or null
     */
    record Place(
            String vault,
            String secret,
            @Nullable String field,
            @Nullable String settings,
            @Nullable Double version) implements VaultReference {}

    /** What can be amiss. */
    enum Mistake implements VaultReference {
        FORM("not a reference"),
        VAULT("reference url is missing host"),
        PATH("reference url is missing path"),
        EMPTY("reference url has empty path"),
        VERSION("reference url has invalid version"),
        SEGMENTS("reference url has invalid path");

        private final String words;

        Mistake(String words) {
            this.words = words;
        }

        /** The words that a function gets. */
        String about(@Nullable Object text) {
            return words + " [" + Convert.tostring(text) + "]";
        }
    }

    /** {@code {vault://vault/secret/field?settings#version}}; what may be amiss inside is left open. */
    Pattern SHAPE = Pattern.compile(
            "\\{vault://(?<vault>[^/?#]*)(?<path>/[^;?#]*)?(?:;[^?#]*)?(?:\\?(?<settings>[^#]*))?(?:#(?<version>.*))?}",
            Pattern.DOTALL);

    Pattern DIGITS = Pattern.compile("\\d{1,15}");

    /** Whether a value has the form of a reference, be it good or not. */
    static boolean hasForm(@Nullable Object value) {
        return value instanceof String text && SHAPE.matcher(text).matches();
    }

    static VaultReference read(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return Mistake.FORM;
        }
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Mistake.FORM;
        }
        String vault = parts.group("vault");
        String path = parts.group("path");
        String version = parts.group("version");
        if (vault.isEmpty()) {
            return Mistake.VAULT;
        }
        if (path == null) {
            return Mistake.PATH;
        }
        if (path.length() == 1) {
            return Mistake.EMPTY;
        }
        if (version != null && !DIGITS.matcher(version).matches()) {
            return Mistake.VERSION;
        }
        List<String> segments = segments(path);
        if (segments.isEmpty()) {
            return Mistake.SEGMENTS;
        }
        String field = segments.size() > 1 ? segments.removeLast() : null;
        return new Place(
                vault,
                String.join("/", segments),
                field,
                parts.group("settings"),
                version == null ? null : Double.valueOf(version));
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(2);
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(UriText.unescape(segment, true));
            }
        }
        return segments;
    }
}
