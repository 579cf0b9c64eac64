package io.moongate.gateway.plugins.basicauth;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.BasicPassword;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.Identity;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginLog;
import io.moongate.gateway.plugin.Strangers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One configured basic-auth. */
final class BasicAuthInstance implements PluginInstance {
    private static final String KIND = "basicauth_credentials";
    private static final Pattern BASIC = Pattern.compile("\\s*[Bb]asic\\s*(.+)");

    /** What a header told: a name and a password. */
    private record Claim(String username, String password) {}

    private final boolean hide;
    private final Strangers strangers;
    private final PluginLog log;

    private BasicAuthInstance(boolean hide, Strangers strangers, PluginLog log) {
        this.hide = hide;
        this.strangers = strangers;
        this.log = log;
    }

    static BasicAuthInstance of(Document config, PluginLog log) {
        String realm = config.string("realm");
        String challenge = "Basic realm=\"" + Identity.bytes(realm == null ? "service" : realm) + "\"";
        return new BasicAuthInstance(
                config.bool("hide_credentials", false),
                new Strangers(BasicAuth.NAME, "access.lua", config.string("anonymous"), challenge, log),
                log);
    }

    @Override
    public @Nullable PhaseHandler handler(Phase phase) {
        return phase == Phase.ACCESS ? this::access : null;
    }

    private Outcome access(Exchange exchange) {
        if (strangers.known(exchange)) {
            return Outcome.Continue.NEXT;
        }
        Credential credential = credential(exchange);
        if (credential != null && credential.consumerId() != null) {
            Consumer consumer = exchange.configuration.consumer(credential.consumerId());
            Identity.known(exchange, consumer, credential, credential.key());
            return Outcome.Continue.NEXT;
        }
        return strangers.meet(exchange, "Unauthorized");
    }

    /** The credential that the request proves to have, or null. */
    private @Nullable Credential credential(Exchange exchange) {
        Claim claim = claim(exchange, "proxy-authorization");
        Credential found = found(exchange, claim);
        if (found == null) {
            claim = claim(exchange, "authorization");
            found = found(exchange, claim);
        }
        if (found == null || claim == null || found.consumerId() == null) {
            return null;
        }
        String digest = new Document(found.document()).string("password");
        return digest != null && BasicPassword.matches(claim.password(), found.consumerId(), digest) ? found : null;
    }

    private static @Nullable Credential found(Exchange exchange, @Nullable Claim claim) {
        return claim == null ? null : exchange.configuration.credential(KIND, claim.username());
    }

    private @Nullable Claim claim(Exchange exchange, String header) {
        String value = exchange.request.headers.get(header);
        if (value == null) {
            return null;
        }
        if (hide) {
            exchange.request.headers.remove(header);
        }
        Matcher matcher = BASIC.matcher(value);
        if (!matcher.find()) {
            return null;
        }
        String text;
        try {
            text = new String(Base64.getDecoder().decode(matcher.group(1).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        int colon = text.indexOf(':');
        if (colon < 1) {
            log.line(exchange, LogLevel.ERROR, "access.lua:58", BasicAuth.NAME, "header has unrecognized format");
            return null;
        }
        return new Claim(text.substring(0, colon), text.substring(colon + 1));
    }
}
