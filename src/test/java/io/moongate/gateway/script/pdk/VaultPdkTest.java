package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.NodeFacts;
import io.moongate.gateway.script.Probe;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code kong.vault}. */
class VaultPdkTest extends Probe {
    private static final Map<String, String> VARIABLES =
            Map.of("MY_SECRET", "hush", "JSON", "{\"user\":\"ada\",\"n\":5}", "SSL_CERT", "pem", "PLAIN", "text");

    VaultPdkTest() {
        super(Gateway.knowing(new NodeFacts() {
            @Override
            public @Nullable String environment(String name) {
                return VARIABLES.get(name);
            }
        }));
    }

    @Test
    void references() {
        expect(
                "true|false|false",
                "kong.vault.is_reference('{vault://env/x}'), kong.vault.is_reference('x'), kong.vault.is_reference(5)");
        expect(
                "env|cert|key|SSL_|1",
                "(function() local r = kong.vault.parse_reference('{vault://env/cert/key?prefix=SSL_#1}')"
                        + " return r.name, r.resource, r.key, r.config.prefix, r.version end)()");
        expect("nil|not a reference [x]", "kong.vault.parse_reference('x')");
        expect("nil|reference url is missing path [{vault://env}]", "kong.vault.parse_reference('{vault://env}')");
        expect("nil|reference url has empty path [{vault://env/}]", "kong.vault.parse_reference('{vault://env/}')");
        expect(
                "nil|reference url has invalid version [{vault://env/a#b}]",
                "kong.vault.parse_reference('{vault://env/a#b}')");
        expect("nil|reference url is missing host [{vault:///x#b}]", "kong.vault.parse_reference('{vault:///x#b}')");
        expect("nil|reference url has invalid path [{vault://env//}]", "kong.vault.parse_reference('{vault://env//}')");
        expect(
                "a/b c|d|nil|nil",
                "(function() local r = kong.vault.parse_reference('{vault://env/a//b%20c/d/?}')"
                        + " return r.resource, r.key, r.config, r.version end)()");
    }

    @Test
    void values() {
        expect(
                "hush|ada|pem",
                "kong.vault.get('{vault://env/my-secret}'), kong.vault.get('{vault://env/json/user}'),"
                        + " kong.vault.get('{vault://env/cert?prefix=SSL_}')");
        expect(
                "nil|unable to load value (none) from vault (env): not found [{vault://env/none}]",
                "kong.vault.get('{vault://env/none}')");
        expect("nil|vault not found (aws) [{vault://aws/x}]", "kong.vault.get('{vault://aws/x}')");
        expect(
                "nil|vault (env) did not return value for resource 'json' with a key of 'x' [{vault://env/json/x}]",
                "kong.vault.get('{vault://env/json/x}')");
        expect(
                "nil|invalid value received from vault (env) for resource 'json' with a key of 'n': invalid type (number),"
                        + " string expected [{vault://env/json/n}]",
                "kong.vault.get('{vault://env/json/n}')");
    }

    @Test
    void tablesOfReferences() {
        expect(
                "hush|pem|",
                "(function() local t = kong.vault.update({ a = 'old', l = { 'old' }, b = 'x', ['$refs'] = {"
                        + " a = '{vault://env/my-secret}', l = { '{vault://env/ssl-cert}' }, b = '{vault://env/none}' } })"
                        + " return t.a, t.l[1], t.b end)()");
        expect(
                "hush|2",
                "(function() local n = 0 local options = { a = 'old', ['$refs'] = { a = '{vault://env/my-secret}' } }"
                        + " local v = kong.vault.try(function(o) n = n + 1 return o.a == 'hush' and o.a end, options)"
                        + " return v, n end)()");
        expect(
                "1|1",
                "(function() local n = 0 local v = kong.vault.try(function() n = n + 1 return n end, {})"
                        + " return v, n end)()");
    }
}
