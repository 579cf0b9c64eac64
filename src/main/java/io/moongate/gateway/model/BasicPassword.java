package io.moongate.gateway.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The digest as which passwords are kept, the same as Kong's, so that exports can be read by either. */
public final class BasicPassword {
    private BasicPassword() {}

    /** SHA-1 of the password and the consumer's id, in hexadecimal digits. */
    public static String digest(String password, UUID consumer) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((password + consumer).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Whether a password is the one that a digest was made of; takes as long either way. */
    public static boolean matches(String password, UUID consumer, String digest) {
        return MessageDigest.isEqual(
                digest(password, consumer).getBytes(StandardCharsets.US_ASCII),
                digest.getBytes(StandardCharsets.US_ASCII));
    }
}
