package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Base64Text;
import io.moongate.gateway.script.ngx.Digests;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kong.plugins.jwt.jwt_parser}: reads tokens, and checks their signatures. */
final class JwtParserModule {
    private static final Map<String, String> KEYED =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");
    private static final Map<String, String> SIGNED =
            Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");
    private static final Map<String, String> TIMES = Map.of("exp", "token expired", "nbf", "token not valid yet");

    private final LuaWorker worker;
    private final LuaTable metatable = new LuaTable();

    private JwtParserModule(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        JwtParserModule module = new JwtParserModule(worker);
        LuaTable table = new Namespace()
                .of2("new", module::parse)
                .of2("verify_signature", JwtParserModule::verify)
                .of2("verify_registered_claims", JwtParserModule::verifyClaims)
                .of2("check_maximum_expiration", JwtParserModule::checkExpiration)
                .table();
        module.metatable.put("__index", table);
        return table;
    }

    private @Nullable Object parse(@Nullable Object self, @Nullable Object token) {
        if (!(token instanceof String text)) {
            throw LuaError.caller("Token must be a string, got " + String.valueOf(token));
        }
        String[] parts = text.split("\\.", -1);
        LuaTable header = json(parts[0]);
        LuaTable claims = parts.length > 1 ? json(parts[1]) : null;
        if (header == null || claims == null || parts.length < 3) {
            return Values.of2(null, "invalid JSON");
        }
        String signature = Base64Text.decodeUrl(parts[2]);
        if (!(header.get("alg") instanceof String)) {
            return Values.of2(null, "invalid alg");
        }
        if (signature == null) {
            return Values.of2(null, "invalid signature");
        }
        LuaTable parsed = new Namespace()
                .value("token", text)
                .value("header_64", parts[0])
                .value("claims_64", parts[1])
                .value("signature_64", parts[2])
                .value("header", header)
                .value("claims", claims)
                .value("signature", signature)
                .table();
        parsed.setMetatable(metatable);
        return parsed;
    }

    private @Nullable LuaTable json(String part) {
        String text = Base64Text.decodeUrl(part);
        return text == null ? null : worker.json().tableOrNull(text);
    }

    private static Object verify(@Nullable Object self, @Nullable Object key) {
        LuaTable token = Check.table(self, 1);
        String secret = Check.string(key, 2);
        String algorithm =
                token.get("header") instanceof LuaTable header && header.get("alg") instanceof String alg ? alg : "";
        String text = token.get("header_64") + "." + token.get("claims_64");
        String signature = String.valueOf(token.get("signature"));
        String keyed = KEYED.get(algorithm);
        if (keyed != null) {
            return MessageDigest.isEqual(bytes(Digests.hmac(keyed, secret, text)), bytes(signature));
        }
        String signed = SIGNED.get(algorithm);
        return signed != null && verifySigned(signed, secret, text, signature);
    }

    private static boolean verifySigned(String algorithm, String pem, String text, String signature) {
        try {
            String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            String der = Base64Text.decode(body);
            if (der == null) {
                return false;
            }
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(der)));
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(bytes(text));
            return verifier.verify(bytes(signature));
        } catch (GeneralSecurityException notAKey) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Object verifyClaims(@Nullable Object self, @Nullable Object names) {
        LuaTable claims = claims(self);
        LuaTable errors = new LuaTable();
        LuaTable wanted = Check.table(names, 2);
        double now = System.currentTimeMillis() / 1000.0;
        for (int i = 1; wanted.get(i) instanceof String name; i++) {
            Object value = claims.get(name);
            if (!(value instanceof Double time)) {
                errors.put(name, "must be a number");
            } else if (name.equals("exp") ? time <= now : time > now) {
                errors.put(name, TIMES.getOrDefault(name, "not valid"));
            }
        }
        return errors.count() == 0 ? true : Values.of2(null, errors);
    }

    private static Object checkExpiration(@Nullable Object self, @Nullable Object most) {
        double limit = Check.number(most, 2);
        boolean fine = limit <= 0
                || (claims(self).get("exp") instanceof Double time
                        && time - System.currentTimeMillis() / 1000.0 <= limit);
        return fine
                ? true
                : Values.of2(
                        false,
                        new Namespace()
                                .value("exp", "exceeds maximum allowed expiration")
                                .table());
    }

    private static LuaTable claims(@Nullable Object self) {
        return Check.table(self, 1).get("claims") instanceof LuaTable claims ? claims : new LuaTable();
    }
}
