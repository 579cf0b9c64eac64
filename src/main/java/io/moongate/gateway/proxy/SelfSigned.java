package io.moongate.gateway.proxy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A key and a certificate signed with it, for a listener that has no other. The JDK can read certificates but not make
 * them, so the few structures of X.509 that it takes are written here.
 *
 * @param certificatePem the certificate as PEM
 * @param keyPem the private key as PEM
 */
record SelfSigned(String certificatePem, String keyPem) {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT = 0x06;
    private static final int UTF8 = 0x0c;
    private static final int TIME = 0x18;
    private static final byte[] ECDSA_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};
    private static final byte[] COMMON_NAME = {0x55, 4, 3};
    private static final byte[] ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};
    private static final DateTimeFormatter TIMES =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Makes a certificate for a host name, good for twenty years. */
    static SelfSigned make(String host) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] algorithm = der(SEQUENCE, der(OBJECT, ECDSA_SHA256));
        byte[] name = der(
                SEQUENCE,
                der(SET, der(SEQUENCE, der(OBJECT, COMMON_NAME), der(UTF8, host.getBytes(StandardCharsets.UTF_8)))));
        Instant now = Instant.now();
        byte[] validity = der(
                SEQUENCE,
                der(TIME, ascii(TIMES.format(now.minus(1, ChronoUnit.DAYS)))),
                der(TIME, ascii(TIMES.format(now.plus(20 * 365, ChronoUnit.DAYS)))));
        byte[] names = der(SEQUENCE, der(0x82, ascii(host)));
        byte[] extension = der(SEQUENCE, der(OBJECT, ALTERNATIVE_NAME), der(OCTET_STRING, names));
        byte[] body = der(
                SEQUENCE,
                der(0xa0, der(INTEGER, new byte[] {2})),
                der(INTEGER, new BigInteger(64, new SecureRandom()).toByteArray()),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded(),
                der(0xa3, der(SEQUENCE, extension)));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(body);
        byte[] certificate = der(SEQUENCE, body, algorithm, der(BIT_STRING, new byte[] {0}, signer.sign()));
        return new SelfSigned(
                pem("CERTIFICATE", certificate),
                pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 128) {
            out.write(length);
        } else if (length < 256) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }
}
