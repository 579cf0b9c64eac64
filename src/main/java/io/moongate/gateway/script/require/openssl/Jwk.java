package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.ngx.Base64Text;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.lua.lib.Cjson;
import io.moongate.lua.lib.JsonFailure;
import io.moongate.lua.lib.JsonSettings;
import io.moongate.lua.value.LuaTable;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.jspecify.annotations.Nullable;

/** Keys as JSON, read and written. */
final class Jwk {
    private static final Cjson JSON = new Cjson(new JsonSettings());

    private Jwk() {}

    static KeyPairs.Pair read(String json) throws GeneralSecurityException {
        LuaTable jwk;
        try {
            if (!(JSON.decode(json) instanceof LuaTable table)) {
                throw new InvalidKeySpecException("not a JWK");
            }
            jwk = table;
        } catch (JsonFailure e) {
            throw new InvalidKeySpecException("error decoding JSON from JWK: " + e.getMessage());
        }
        return switch (jwk.get("kty")) {
            case String kty when kty.equals("RSA") -> rsa(jwk);
            case String kty when kty.equals("EC") -> ec(jwk);
            case String kty when kty.equals("OKP") -> okp(jwk);
            case null, default -> throw new InvalidKeySpecException("missing or unsupported \"kty\" in JWK");
        };
    }

    private static KeyPairs.Pair rsa(LuaTable jwk) throws GeneralSecurityException {
        BigInteger n = number(jwk, "n");
        BigInteger e = number(jwk, "e");
        PublicKey open = KeyPairs.factory(KeyPairs.RSA).generatePublic(new RSAPublicKeySpec(n, e));
        if (jwk.get("d") == null) {
            return new KeyPairs.Pair(KeyPairs.RSA, open, null);
        }
        PrivateKey secret = KeyPairs.factory(KeyPairs.RSA)
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        n,
                        e,
                        number(jwk, "d"),
                        number(jwk, "p"),
                        number(jwk, "q"),
                        number(jwk, "dp"),
                        number(jwk, "dq"),
                        number(jwk, "qi")));
        return new KeyPairs.Pair(KeyPairs.RSA, open, secret);
    }

    private static KeyPairs.Pair ec(LuaTable jwk) throws GeneralSecurityException {
        Curve curve = Curve.named(String.valueOf(jwk.get("crv")));
        byte[] x = padded(bytes(jwk, "x"), curve.bytes());
        byte[] y = padded(bytes(jwk, "y"), curve.bytes());
        byte[] kind = Der.sequence(Der.oid(KeyPairs.EC), Der.oid(curve.oid()));
        byte[] point = Der.bits(concat(new byte[] {4}, x, y));
        if (jwk.get("d") == null) {
            return KeyPairs.ofSpki(Der.sequence(kind, point));
        }
        byte[] d = Der.octets(padded(bytes(jwk, "d"), curve.bytes()));
        byte[] sec1 = Der.sequence(Der.integer(BigInteger.ONE), d, Der.element(0xa1, point));
        return KeyPairs.ofPkcs8(Der.sequence(Der.integer(BigInteger.ZERO), kind, Der.octets(sec1)));
    }

    private static KeyPairs.Pair okp(LuaTable jwk) throws GeneralSecurityException {
        String oid = switch (String.valueOf(jwk.get("crv"))) {
            case "Ed25519" -> KeyPairs.ED25519;
            case "Ed448" -> KeyPairs.ED448;
            case "X25519" -> KeyPairs.X25519;
            case "X448" -> KeyPairs.X448;
            default -> throw new InvalidKeySpecException("unknown curve in JWK");
        };
        byte[] kind = Der.sequence(Der.oid(oid));
        return jwk.get("d") == null
                ? KeyPairs.ofSpki(Der.sequence(kind, Der.bits(bytes(jwk, "x"))))
                : KeyPairs.ofPkcs8(
                        Der.sequence(Der.integer(BigInteger.ZERO), kind, Der.octets(Der.octets(bytes(jwk, "d")))));
    }

    private static byte[] bytes(LuaTable jwk, String name) throws InvalidKeySpecException {
        String decoded = jwk.get(name) instanceof String text ? Base64Text.decodeUrl(text) : null;
        if (decoded == null) {
            throw new InvalidKeySpecException("no usable \"" + name + "\" in JWK");
        }
        return Bytes.of(decoded);
    }

    private static BigInteger number(LuaTable jwk, String name) throws InvalidKeySpecException {
        return new BigInteger(1, bytes(jwk, name));
    }

    static byte[] padded(byte[] bytes, int length) {
        if (bytes.length >= length) {
            return java.util.Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
        }
        byte[] padded = new byte[length];
        System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
        return padded;
    }

    private static byte[] concat(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The JSON of a key; null where it has no such form. */
    static @Nullable String write(KeyPairs.Pair pair, boolean secret) {
        LuaTable jwk = new LuaTable();
        PrivateKey hidden = secret ? pair.privateKey() : null;
        if (pair.publicKey() instanceof RSAPublicKey rsa) {
            jwk.put("kty", "RSA");
            put(jwk, "n", BnModule.unsigned(rsa.getModulus()));
            put(jwk, "e", BnModule.unsigned(rsa.getPublicExponent()));
            if (hidden instanceof RSAPrivateCrtKey key) {
                put(jwk, "d", BnModule.unsigned(key.getPrivateExponent()));
                put(jwk, "p", BnModule.unsigned(key.getPrimeP()));
                put(jwk, "q", BnModule.unsigned(key.getPrimeQ()));
                put(jwk, "dp", BnModule.unsigned(key.getPrimeExponentP()));
                put(jwk, "dq", BnModule.unsigned(key.getPrimeExponentQ()));
                put(jwk, "qi", BnModule.unsigned(key.getCrtCoefficient()));
            }
        } else if (pair.publicKey() instanceof ECPublicKey ec) {
            Curve curve = Curve.of(ec.getParams());
            if (curve == null) {
                return null;
            }
            jwk.put("kty", "EC");
            jwk.put("crv", curve.jwk());
            put(jwk, "x", padded(BnModule.unsigned(ec.getW().getAffineX()), curve.bytes()));
            put(jwk, "y", padded(BnModule.unsigned(ec.getW().getAffineY()), curve.bytes()));
            if (hidden instanceof ECPrivateKey key) {
                put(jwk, "d", padded(BnModule.unsigned(key.getS()), curve.bytes()));
            }
        } else if (pair.publicKey() != null) {
            jwk.put("kty", "OKP");
            jwk.put(
                    "crv",
                    switch (pair.oid()) {
                        case KeyPairs.ED25519 -> "Ed25519";
                        case KeyPairs.ED448 -> "Ed448";
                        case KeyPairs.X25519 -> "X25519";
                        default -> "X448";
                    });
            put(jwk, "x", KeyPairs.publicBytes(pair.publicKey()));
            if (hidden != null) {
                put(jwk, "d", KeyPairs.secretBytes(hidden));
            }
        } else {
            return null;
        }
        try {
            return JSON.encode(jwk);
        } catch (JsonFailure e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(LuaTable jwk, String name, byte[] bytes) {
        jwk.put(name, Base64Text.encodeUrl(Bytes.text(bytes)));
    }
}
