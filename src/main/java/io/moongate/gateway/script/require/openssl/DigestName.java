package io.moongate.gateway.script.require.openssl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A hash algorithm under its names.
 *
 * @param java as {@code MessageDigest} calls it
 * @param mac as {@code Mac} calls its keyed form
 * @param inSignatures as {@code Signature} calls it, such as {@code SHA256} in {@code SHA256withRSA}
 */
record DigestName(String java, String mac, String inSignatures) {

    /** By OpenSSL's name in any case; null where there is none. */
    static @Nullable DigestName of(String openssl) {
        String name = openssl.toLowerCase(Locale.ROOT).replace("rsa-", "");
        return switch (name) {
            case "md5" -> new DigestName("MD5", "HmacMD5", "MD5");
            case "sha1", "sha-1" -> new DigestName("SHA-1", "HmacSHA1", "SHA1");
            case "sha224", "sha-224", "sha2-224" -> new DigestName("SHA-224", "HmacSHA224", "SHA224");
            case "sha256", "sha-256", "sha2-256" -> new DigestName("SHA-256", "HmacSHA256", "SHA256");
            case "sha384", "sha-384", "sha2-384" -> new DigestName("SHA-384", "HmacSHA384", "SHA384");
            case "sha512", "sha-512", "sha2-512" -> new DigestName("SHA-512", "HmacSHA512", "SHA512");
            case "sha512-224" -> new DigestName("SHA-512/224", "HmacSHA512/224", "SHA512/224");
            case "sha512-256" -> new DigestName("SHA-512/256", "HmacSHA512/256", "SHA512/256");
            case "sha3-224" -> new DigestName("SHA3-224", "HmacSHA3-224", "SHA3-224");
            case "sha3-256" -> new DigestName("SHA3-256", "HmacSHA3-256", "SHA3-256");
            case "sha3-384" -> new DigestName("SHA3-384", "HmacSHA3-384", "SHA3-384");
            case "sha3-512" -> new DigestName("SHA3-512", "HmacSHA3-512", "SHA3-512");
            default -> null;
        };
    }
}
