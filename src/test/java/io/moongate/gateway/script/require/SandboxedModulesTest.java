package io.moongate.gateway.script.require;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.Probe;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code require} gives in the sandbox. */
class SandboxedModulesTest extends Probe {
    private static final Set<String> LISTED = Set.of(
            "cjson",
            "cjson.safe",
            "ngx.base64",
            "ngx.re",
            "resty.md5",
            "resty.sha1",
            "resty.sha256",
            "resty.string",
            "resty.random",
            "resty.openssl.hmac",
            "kong.tools.uuid",
            "kong.tools.string",
            "kong.plugins.jwt.jwt_parser",
            "table.new",
            "bit",
            "string.buffer");

    SandboxedModulesTest() {
        super(Gateway.of(SandboxMode.SANDBOX, LISTED));
    }

    @Test
    void aModuleIsTheSameEachTime() {
        expect("true|table|nil", "require('cjson') == require('cjson'), type(require('string.buffer')), cjson");
    }

    @Test
    void json() {
        expect(
                "[1,2]|nil|true",
                "require('cjson').encode({ 1, 2 }), (require('cjson.safe').decode('{')),"
                        + " require('cjson').decode('null') == ngx.null");
        expect("bad argument #1 to '?' (string expected, got nil)", "try(require('cjson').decode, nil)");
    }

    @Test
    void hashes() {
        String hex = "require('resty.string').to_hex";
        expect(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                hex
                        + "((function() local h = require('resty.sha256'):new() h:update('a') h:update('bcx', 2) return h:final() end)())");
        expect(
                "900150983cd24fb0d6963f7d28e17f72",
                hex + "((function() local h = require('resty.md5'):new() h:update('abc')"
                        + " return h:final() end)())");
        expect(
                "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
                hex + "((function() local h = require('resty.openssl.hmac').new('key', 'sha256')"
                        + " h:update('The quick brown fox jumps over the ') return h:final('lazy dog') end)())");
    }

    @Test
    void base64ForUrls() {
        expect(
                "-_-_|true|nil|invalid input",
                "require('ngx.base64').encode_base64url('\\251\\255\\191'),"
                        + " require('ngx.base64').decode_base64url('-_-_') == '\\251\\255\\191', require('ngx.base64').decode_base64url('+')");
    }

    @Test
    void splitting() {
        expect(
                "a-b--c",
                "table.concat(require('ngx.re').split('a,b, ,c', ' ?,'), '-'):gsub(' ', '')"
                        .replace(":gsub(' ', '')", ""));
        expect(
                "a|b,c",
                "require('ngx.re').split('a,b,c', ',', nil, nil, 2)[1], require('ngx.re').split('a,b,c', ',', nil, nil, 2)[2]");
        expect("a-b--c", "table.concat(require('kong.tools.string').split('a,b,,c', ','), '-')");
    }

    @Test
    void randomThings() {
        expect(
                "16|true|false",
                "#require('resty.random').bytes(16), require('kong.tools.uuid').is_valid_uuid("
                        + "require('kong.tools.uuid').uuid()), require('kong.tools.uuid').is_valid_uuid('x')");
    }

    @Test
    void tokens() {
        String token =
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEifQ.lkE-RLkyDKeyOsDauni7w35OxHXSzWnOwMNMkXNbt3s";
        expect(
                "ada|HS256|false",
                "require('kong.plugins.jwt.jwt_parser'):new('" + token + "').claims.sub,"
                        + " require('kong.plugins.jwt.jwt_parser'):new('" + token + "').header.alg,"
                        + " require('kong.plugins.jwt.jwt_parser'):new('" + token + "'):verify_signature('wrong')");
        expect("nil|invalid JSON", "require('kong.plugins.jwt.jwt_parser'):new('a.b.c')");
        assertEquals(
                "true",
                show(
                        request().exchange(),
                        "(function() local b = require('ngx.base64') local h, c ="
                                + " b.encode_base64url('{\"alg\":\"HS256\"}'), b.encode_base64url('{\"exp\":5}')"
                                + " local s = b.encode_base64url(require('resty.openssl.hmac').new('k', 'sha256'):final(h .. '.' .. c))"
                                + " return require('kong.plugins.jwt.jwt_parser'):new(h .. '.' .. c .. '.' .. s):verify_signature('k') end)()"));
    }
}
