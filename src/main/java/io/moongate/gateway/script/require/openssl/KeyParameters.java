package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.require.Bytes;
import io.moongate.lua.value.LuaTable;
import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/** The numbers that a key consists of, under OpenSSL's names. */
final class KeyParameters {
    private KeyParameters() {}

    static LuaTable of(KeyPairs.Pair pair, BnModule numbers) {
        LuaTable out = new LuaTable();
        if (pair.publicKey() instanceof RSAPublicKey rsa) {
            out.put("n", numbers.wrap(rsa.getModulus()));
            out.put("e", numbers.wrap(rsa.getPublicExponent()));
            if (pair.privateKey() instanceof RSAPrivateCrtKey key) {
                out.put("d", numbers.wrap(key.getPrivateExponent()));
                out.put("p", numbers.wrap(key.getPrimeP()));
                out.put("q", numbers.wrap(key.getPrimeQ()));
                out.put("dmp1", numbers.wrap(key.getPrimeExponentP()));
                out.put("dmq1", numbers.wrap(key.getPrimeExponentQ()));
                out.put("iqmp", numbers.wrap(key.getCrtCoefficient()));
            }
            return out;
        }
        if (pair.publicKey() instanceof ECPublicKey ec) {
            Curve curve = Curve.of(ec.getParams());
            if (curve != null) {
                out.put("group", (double) curve.nid());
                out.put("public", numbers.wrap(new BigInteger(1, KeyPairs.publicBytes(ec))));
            }
            out.put("x", numbers.wrap(ec.getW().getAffineX()));
            out.put("y", numbers.wrap(ec.getW().getAffineY()));
        } else if (pair.publicKey() != null) {
            out.put("public", Bytes.text(KeyPairs.publicBytes(pair.publicKey())));
        }
        if (pair.privateKey() instanceof ECPrivateKey key) {
            out.put("private", numbers.wrap(key.getS()));
        } else if (pair.privateKey() != null) {
            out.put("private", Bytes.text(KeyPairs.secretBytes(pair.privateKey())));
        }
        return out;
    }
}
