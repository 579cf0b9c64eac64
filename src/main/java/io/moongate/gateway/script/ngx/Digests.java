package io.moongate.gateway.script.ngx;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes of byte strings. */
public final class Digests {
    private Digests() {}

    /** The hash by the name that Java gives the algorithm, as bytes. */
    public static String digest(String algorithm, String bytes) {
        try {
            return text(MessageDigest.getInstance(algorithm).digest(bytes(bytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A keyed hash, as bytes. An empty key is allowed, as elsewhere. */
    public static String hmac(String algorithm, String key, String bytes) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            byte[] secret = key.isEmpty() ? new byte[1] : bytes(key);
            mac.init(new SecretKeySpec(secret, algorithm));
            return text(mac.doFinal(bytes(bytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes in hexadecimal digits. */
    public static String hex(String bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    static long crc32(String bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes(bytes));
        return crc.getValue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
