package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.Identity;
import io.moongate.gateway.plugin.PluginLog;
import io.moongate.gateway.plugin.Strangers;
import java.util.List;

/** The settings of one key-auth. */
record KeyAuthSettings(
        List<String> names,
        boolean inHeader,
        boolean inQuery,
        boolean inBody,
        boolean hide,
        boolean onPreflight,
        Strangers strangers) {

    static KeyAuthSettings of(Document config, PluginLog log) {
        String realm = config.string("realm");
        return new KeyAuthSettings(
                config.strings("key_names"),
                config.bool("key_in_header", true),
                config.bool("key_in_query", true),
                config.bool("key_in_body", false),
                config.bool("hide_credentials", false),
                config.bool("run_on_preflight", true),
                new Strangers(
                        KeyAuth.NAME,
                        "handler.lua:53",
                        config.string("anonymous"),
                        realm == null ? "Key" : "Key realm=\"" + Identity.bytes(realm) + "\"",
                        log));
    }
}
