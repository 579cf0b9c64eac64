package io.moongate.gateway.script.require.openssl;

import io.moongate.lua.value.LuaTable;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/** Signing and verifying with RSA in both paddings, ECDSA in both forms, and EdDSA. */
final class Signatures {
    static final int PSS = 6;
    private static final int SALT_AS_DIGEST = -1;

    private Signatures() {}

    /**
     * How to sign.
     *
     * @param digest the hash; not asked of EdDSA
     * @param padding OpenSSL's number
     * @param salt the length of the salt of PSS; null and negative as OpenSSL has it
     * @param mgf the hash of PSS's mask where it is another
     * @param raw whether ECDSA is two numbers of fixed length instead of DER
     */
    record Way(
            DigestName digest,
            int padding,
            @Nullable Integer salt,
            @Nullable DigestName mgf,
            boolean raw) {
        static Way of(DigestName digest, int padding, @Nullable Object options) {
            LuaTable table = options instanceof LuaTable given ? given : new LuaTable();
            return new Way(
                    digest,
                    padding,
                    table.get("pss_saltlen") instanceof Double d ? d.intValue() : null,
                    table.get("mgf1_md") instanceof String name ? DigestName.of(name) : null,
                    Boolean.TRUE.equals(table.get("ecdsa_use_raw")));
        }

        DigestName mask() {
            return mgf == null ? digest : mgf;
        }
    }

    static byte[] sign(KeyPairs.Pair pair, byte[] message, Way way) throws GeneralSecurityException {
        PrivateKey key = pair.privateKey();
        if (key == null) {
            throw new InvalidKeyException("not a private key");
        }
        Signature signature = signature(pair, way);
        signature.initSign(key);
        if (way.padding == PSS && key instanceof RSAKey rsa) {
            signature.setParameter(
                    pss(way, way.salt == null || way.salt < SALT_AS_DIGEST ? largest(rsa, way) : salt(way)));
        }
        signature.update(message);
        return signature.sign();
    }

    static boolean verify(KeyPairs.Pair pair, byte[] signed, byte[] message, Way way) throws GeneralSecurityException {
        PublicKey key = pair.publicKey();
        if (key == null) {
            throw new InvalidKeyException("not a public key");
        }
        Signature signature = signature(pair, way);
        signature.initVerify(key);
        if (way.padding == PSS && key instanceof RSAPublicKey rsa) {
            int salt = way.salt == null || way.salt < SALT_AS_DIGEST ? found(rsa, signed, way) : salt(way);
            if (salt < 0) {
                return false;
            }
            signature.setParameter(pss(way, salt));
        }
        signature.update(message);
        try {
            return signature.verify(signed);
        } catch (SignatureException malformed) {
            return false;
        }
    }

    private static Signature signature(KeyPairs.Pair pair, Way way) throws GeneralSecurityException {
        if (KeyPairs.isRsa(pair)) {
            return Signature.getInstance(way.padding == PSS ? "RSASSA-PSS" : way.digest.inSignatures() + "withRSA");
        }
        return switch (pair.oid()) {
            case KeyPairs.EC ->
                Signature.getInstance(way.digest.inSignatures() + "withECDSA" + (way.raw ? "inP1363Format" : ""));
            case KeyPairs.ED25519, KeyPairs.ED448 -> Signature.getInstance("EdDSA");
            default -> throw new InvalidKeyException("operation not supported for this keytype");
        };
    }

    private static PSSParameterSpec pss(Way way, int salt) {
        return new PSSParameterSpec(
                way.digest.java(), "MGF1", new MGF1ParameterSpec(way.mask().java()), salt, 1);
    }

    private static int salt(Way way) throws GeneralSecurityException {
        int salt = way.salt == null ? SALT_AS_DIGEST : way.salt;
        return salt == SALT_AS_DIGEST ? length(way.digest) : salt;
    }

    private static int length(DigestName digest) throws GeneralSecurityException {
        return MessageDigest.getInstance(digest.java()).getDigestLength();
    }

    private static int largest(RSAKey key, Way way) throws GeneralSecurityException {
        return (key.getModulus().bitLength() + 6) / 8 - length(way.digest) - 2;
    }

    /** The length of the salt that a signature was made with, as it shows when the mask is taken off; else -1. */
    private static int found(RSAPublicKey key, byte[] signed, Way way) throws GeneralSecurityException {
        BigInteger number = new BigInteger(1, signed);
        if (number.compareTo(key.getModulus()) >= 0) {
            return -1;
        }
        int bits = key.getModulus().bitLength() - 1;
        int size = (bits + 7) / 8;
        byte[] encoded = Jwk.padded(BnModule.unsigned(number.modPow(key.getPublicExponent(), key.getModulus())), size);
        int hash = length(way.digest);
        int width = size - hash - 1;
        if (width < 1) {
            return -1;
        }
        MessageDigest digest = MessageDigest.getInstance(way.mask().java());
        byte[] block = {};
        for (int at = 0, counter = 0, used = 0; at < width; at++, used++) {
            if (used == block.length) {
                digest.update(encoded, width, hash);
                block = digest.digest(new byte[] {
                    (byte) (counter >> 24), (byte) (counter >> 16), (byte) (counter >> 8), (byte) counter
                });
                counter++;
                used = 0;
            }
            int plain = (encoded[at] ^ block[used]) & 0xff;
            if (at == 0) {
                plain &= 0xff >> size * 8 - bits;
            }
            if (plain != 0) {
                return plain == 1 ? width - at - 1 : -1;
            }
        }
        return -1;
    }
}
