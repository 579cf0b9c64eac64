package io.moongate.gateway.proxy;

import io.moongate.gateway.model.Der;
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
        byte[] algorithm = Der.of(SEQUENCE, Der.of(OBJECT, ECDSA_SHA256));
        byte[] name = Der.of(
                SEQUENCE,
                Der.of(
                        SET,
                        Der.of(
                                SEQUENCE,
                                Der.of(OBJECT, COMMON_NAME),
                                Der.of(UTF8, host.getBytes(StandardCharsets.UTF_8)))));
        Instant now = Instant.now();
        byte[] validity = Der.of(
                SEQUENCE,
                Der.of(TIME, ascii(TIMES.format(now.minus(1, ChronoUnit.DAYS)))),
                Der.of(TIME, ascii(TIMES.format(now.plus(20 * 365, ChronoUnit.DAYS)))));
        byte[] names = Der.of(SEQUENCE, Der.of(0x82, ascii(host)));
        byte[] extension = Der.of(SEQUENCE, Der.of(OBJECT, ALTERNATIVE_NAME), Der.of(OCTET_STRING, names));
        byte[] body = Der.of(
                SEQUENCE,
                Der.of(0xa0, Der.of(INTEGER, new byte[] {2})),
                Der.of(INTEGER, new BigInteger(64, new SecureRandom()).toByteArray()),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded(),
                Der.of(0xa3, Der.of(SEQUENCE, extension)));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(body);
        byte[] certificate = Der.of(SEQUENCE, body, algorithm, Der.of(BIT_STRING, new byte[] {0}, signer.sign()));
        return new SelfSigned(
                pem("CERTIFICATE", certificate),
                pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
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
