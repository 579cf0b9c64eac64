package io.moongate.gateway.script.require.openssl;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/** Keys from the binary forms that OpenSSL writes. */
final class KeyPairs {
    static final String RSA = "1.2.840.113549.1.1.1";
    private static final String RSA_PSS = "1.2.840.113549.1.1.10";
    static final String EC = "1.2.840.10045.2.1";
    static final String X25519 = "1.3.101.110";
    static final String X448 = "1.3.101.111";
    static final String ED25519 = "1.3.101.112";
    static final String ED448 = "1.3.101.113";

    private KeyPairs() {}

    /** A key: always public where that can be known, private where it was. */
    record Pair(
            String oid,
            @Nullable PublicKey publicKey,
            @Nullable PrivateKey privateKey) {}

    /** From a block of PEM. */
    static Pair ofPem(Pem pem, @Nullable String passphrase) throws GeneralSecurityException {
        if (pem.headers()) {
            throw new InvalidKeySpecException("encryption of the old form is not supported");
        }
        return switch (pem.label()) {
            case "PUBLIC KEY" -> ofSpki(pem.bytes());
            case "RSA PUBLIC KEY" ->
                ofSpki(Der.sequence(Der.sequence(Der.oid(RSA), Der.nothing()), Der.bits(pem.bytes())));
            case "PRIVATE KEY" -> ofPkcs8(pem.bytes());
            case "RSA PRIVATE KEY" -> ofPkcs8(wrapRsa(pem.bytes()));
            case "EC PRIVATE KEY" -> ofPkcs8(wrapEc(pem.bytes()));
            case "ENCRYPTED PRIVATE KEY" -> ofPkcs8(decrypt(pem.bytes(), passphrase));
            default -> throw new InvalidKeySpecException("no key in a block of " + pem.label());
        };
    }

    /** From bytes of any of the forms. */
    static Pair ofDer(byte[] bytes) throws GeneralSecurityException {
        Der.Item outer = Der.read(bytes);
        Der.Item first = outer.item(0);
        if (first.tag() == Der.SEQUENCE) {
            return ofSpki(bytes);
        }
        Der.Item second = outer.item(1);
        if (second.tag() == Der.SEQUENCE) {
            return ofPkcs8(bytes);
        }
        if (second.tag() == Der.OCTETS) {
            return ofPkcs8(wrapEc(bytes));
        }
        return outer.items().size() == 2
                ? ofSpki(Der.sequence(Der.sequence(Der.oid(RSA), Der.nothing()), Der.bits(bytes)))
                : ofPkcs8(wrapRsa(bytes));
    }

    static Pair ofSpki(byte[] bytes) throws GeneralSecurityException {
        String oid = Der.read(bytes).item(0).item(0).oid();
        return new Pair(oid, factory(oid).generatePublic(new X509EncodedKeySpec(bytes)), null);
    }

    static Pair ofPkcs8(byte[] bytes) throws GeneralSecurityException {
        Der.Item outer = Der.read(bytes);
        String oid = outer.item(1).item(0).oid();
        PrivateKey secret = factory(oid).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        return new Pair(oid, publicOf(oid, outer, secret), secret);
    }

    static KeyFactory factory(String oid) throws GeneralSecurityException {
        return KeyFactory.getInstance(
                switch (oid) {
                    case RSA -> "RSA";
                    case RSA_PSS -> "RSASSA-PSS";
                    case EC -> "EC";
                    case ED25519, ED448 -> "EdDSA";
                    case X25519, X448 -> "XDH";
                    default -> throw new InvalidKeySpecException("unsupported key type " + oid);
                });
    }

    private static byte[] wrapRsa(byte[] pkcs1) {
        return Der.sequence(Der.integer(BigInteger.ZERO), Der.sequence(Der.oid(RSA), Der.nothing()), Der.octets(pkcs1));
    }

    private static byte[] wrapEc(byte[] sec1) throws InvalidKeySpecException {
        Der.Item curve = Der.read(sec1).tagged(0xa0);
        if (curve == null) {
            throw new InvalidKeySpecException("an EC key without its curve");
        }
        return Der.sequence(Der.integer(BigInteger.ZERO), Der.sequence(Der.oid(EC), curve.content()), Der.octets(sec1));
    }

    /** Rounds from the passphrase to the key, which no budget can stop on their way. */
    private static final int MOST_ITERATIONS = 1_000_000;

    private static byte[] decrypt(byte[] bytes, @Nullable String passphrase) throws GeneralSecurityException {
        if (passphrase == null) {
            throw new InvalidKeySpecException("the key is encrypted and no passphrase was given");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            String algorithm =
                    info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
            PBEParameterSpec parameters = info.getAlgParameters().getParameterSpec(PBEParameterSpec.class);
            if (parameters.getIterationCount() > MOST_ITERATIONS) {
                throw new InvalidKeySpecException("too many iterations");
            }
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray())),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (java.io.IOException e) {
            throw new InvalidKeySpecException(e);
        }
    }

    /** The public half of a private key; null where the form does not hold it and it cannot be computed. */
    private static @Nullable PublicKey publicOf(String oid, Der.Item outer, PrivateKey secret)
            throws GeneralSecurityException {
        if (secret instanceof RSAPrivateCrtKey rsa) {
            return factory(oid).generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        }
        if (oid.equals(EC)) {
            Der.Item point = Der.read(outer.item(2).content()).tagged(0xa1);
            return point == null
                    ? null
                    : ofSpki(Der.sequence(outer.item(1).whole(), point.item(0).whole()))
                            .publicKey();
        }
        byte[] seed = Der.read(outer.item(2).content()).content();
        return fromSeed(oid, seed);
    }

    /** The generators of Edwards and Montgomery keys take their secret from the source of chance, here no chance. */
    private static @Nullable PublicKey fromSeed(String oid, byte[] seed) throws GeneralSecurityException {
        String name = switch (oid) {
            case ED25519 -> "Ed25519";
            case ED448 -> "Ed448";
            case X25519 -> "X25519";
            case X448 -> "X448";
            default -> null;
        };
        if (name == null) {
            return null;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
        generator.initialize(new NamedParameterSpec(name), new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
            }
        });
        return generator.generateKeyPair().getPublic();
    }

    /** The bytes that a private key of the newer curves is. */
    static byte[] secretBytes(PrivateKey key) {
        return Der.read(Der.read(key.getEncoded()).item(2).content()).content();
    }

    /** The bytes that a public key is, without what says of which kind it is. */
    static byte[] publicBytes(PublicKey key) {
        byte[] bits = Der.read(key.getEncoded()).item(1).content();
        return java.util.Arrays.copyOfRange(bits, 1, bits.length);
    }

    /** Whether a key is one of RSA. */
    static boolean isRsa(Pair pair) {
        return pair.publicKey() instanceof RSAPublicKey || pair.privateKey() instanceof RSAPrivateCrtKey;
    }
}
