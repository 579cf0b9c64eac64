package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one key-auth.
 *
 * @param challenge the value of {@code WWW-Authenticate}
 */
record KeyAuthSettings(
        List<String> names,
        boolean inHeader,
        boolean inQuery,
        boolean inBody,
        boolean hide,
        boolean onPreflight,
        @Nullable String anonymous,
        String challenge) {

    static KeyAuthSettings of(Document config) {
        String realm = config.string("realm");
        return new KeyAuthSettings(
                config.strings("key_names"),
                config.bool("key_in_header", true),
                config.bool("key_in_query", true),
                config.bool("key_in_body", false),
                config.bool("hide_credentials", false),
                config.bool("run_on_preflight", true),
                config.string("anonymous"),
                realm == null ? "Key" : "Key realm=\"" + Identity.bytes(realm) + "\"");
    }
}
