package io.moongate.gateway.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final byte[] RSA = {0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0};
    private static final byte[] EC = {0x06, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
    private static final byte[] VERSION = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] TRIAL = "a key and its certificate".getBytes(StandardCharsets.US_ASCII);

    private Pem() {}

    /**
     * All certificates of a text, in order.
     *
     * @throws CertificateException if there is none, or one cannot be read
     */
    public static List<X509Certificate> certificates(String text) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> all = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")) {
                byte[] bytes = decode(blocks.group(2));
                all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
        }
        if (all.isEmpty()) {
            throw new CertificateException("no certificate in PEM form");
        }
        return all;
    }

    /**
     * The first private key of a text: PKCS #8, or the older forms for RSA and EC; not encrypted.
     *
     * @throws GeneralSecurityException if there is none, or it cannot be read
     */
    public static PrivateKey privateKey(String text) throws GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            byte[] bytes = decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return read(bytes);
                }
                case "RSA PRIVATE KEY" -> {
                    return read(Der.of(SEQUENCE, VERSION, Der.of(SEQUENCE, RSA), Der.of(OCTETS, bytes)));
                }
                case "EC PRIVATE KEY" -> {
                    return read(Der.of(SEQUENCE, VERSION, Der.of(SEQUENCE, EC, curve(bytes)), Der.of(OCTETS, bytes)));
                }
                default -> {
                    // parameters, or a certificate in front of the key
                }
            }
        }
        throw new InvalidKeySpecException("no private key in PEM form");
    }

    private static byte[] decode(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static PrivateKey read(byte[] bytes) throws GeneralSecurityException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(bytes);
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // a key of another kind
            }
        }
        throw new InvalidKeySpecException("a private key that cannot be read");
    }

    /** The curve of an EC key in the old form, which says it inside. */
    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        int at = key.length > 1 && (key[1] & 0x80) != 0 ? 2 + (key[1] & 0x7f) : 2;
        while (at + 1 < key.length) {
            int length = key[at + 1] & 0xff;
            if ((key[at] & 0xff) == PARAMETERS && at + 2 + length <= key.length) {
                byte[] oid = new byte[length];
                System.arraycopy(key, at + 2, oid, 0, length);
                return oid;
            }
            at += 2 + length;
        }
        throw new InvalidKeySpecException("an EC key that does not name its curve");
    }

    /** Whether a key is the one that a certificate was made for. */
    public static boolean belong(X509Certificate certificate, PrivateKey key) {
        PublicKey open = certificate.getPublicKey();
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(TRIAL);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(TRIAL);
            return signature.verify(signed);
        } catch (GeneralSecurityException keysOfTwoKinds) {
            return false;
        }
    }

    /** A certificate as text. */
    public static String text(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
