package io.moongate.gateway.script.require.openssl;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A cipher at work: Java's, with the tag of authenticated ones apart from the text as OpenSSL has it. */
final class CipherState {
    private static final Pattern AES = Pattern.compile("aes-?(128|192|256)-?(ecb|cbc|ctr|gcm|ofb|cfb|cfb128|cfb8)");
    private static final String CHACHA = "chacha20-poly1305";
    private static final int TAG_BYTES = 16;
    private static final int BLOCK = 16;

    private final int keyBytes;
    private final String mode;
    private @Nullable Cipher cipher;
    private boolean encrypting;
    private byte @Nullable [] tag;

    private CipherState(int keyBytes, String mode) {
        this.keyBytes = keyBytes;
        this.mode = mode;
    }

    /** By OpenSSL's name; null where there is none. */
    static @Nullable CipherState of(String openssl) {
        String name = openssl.toLowerCase(Locale.ROOT);
        if (name.equals(CHACHA)) {
            return new CipherState(32, CHACHA);
        }
        Matcher matcher = AES.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        MatchResult found = matcher.toMatchResult();
        String mode = found.group(2).equals("cfb128") ? "CFB" : found.group(2).toUpperCase(Locale.ROOT);
        return new CipherState(Integer.parseInt(found.group(1)) / 8, mode);
    }

    private boolean authenticated() {
        return mode.equals("GCM") || mode.equals(CHACHA);
    }

    /** Begins; null when it went well, else what is wrong. */
    @Nullable
    String start(byte[] key, byte[] iv, boolean encrypt, boolean bare) {
        if (key.length != keyBytes) {
            return "incorrect key size, expect " + keyBytes;
        }
        int expected = mode.equals("ECB") ? 0 : authenticated() ? 12 : BLOCK;
        if (mode.equals("GCM") ? iv.length == 0 : iv.length < expected) {
            return "incorrect iv size, expect " + expected;
        }
        boolean padded = !bare && (mode.equals("CBC") || mode.equals("ECB"));
        int direction = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        try {
            boolean chacha = mode.equals(CHACHA);
            Cipher made = Cipher.getInstance(
                    chacha ? "ChaCha20-Poly1305" : "AES/" + mode + (padded ? "/PKCS5Padding" : "/NoPadding"));
            SecretKeySpec secret = new SecretKeySpec(key, chacha ? "ChaCha20" : "AES");
            switch (mode) {
                case "ECB" -> made.init(direction, secret);
                case "GCM" -> made.init(direction, secret, new GCMParameterSpec(TAG_BYTES * 8, iv));
                default -> made.init(direction, secret, new IvParameterSpec(Arrays.copyOf(iv, expected)));
            }
            cipher = made;
            encrypting = encrypt;
            tag = null;
            return null;
        } catch (GeneralSecurityException e) {
            return String.valueOf(e.getMessage());
        }
    }

    void aad(byte[] bytes) {
        if (cipher != null) {
            cipher.updateAAD(bytes);
        }
    }

    void tag(byte[] bytes) {
        tag = bytes;
    }

    /** The tag of what was encrypted; null before the end. */
    byte @Nullable [] tag() {
        return tag;
    }

    /** What comes out so far; null before the start. */
    byte @Nullable [] update(byte[] bytes) {
        if (cipher == null) {
            return null;
        }
        byte[] out = cipher.update(bytes);
        return out == null ? new byte[0] : out;
    }

    /** The rest. */
    byte[] end(byte[] bytes) throws GeneralSecurityException {
        Cipher present = cipher;
        if (present == null) {
            throw new GeneralSecurityException("cipher not initalized, call cipher:init first");
        }
        cipher = null;
        if (!authenticated()) {
            return present.doFinal(bytes);
        }
        if (encrypting) {
            byte[] all = present.doFinal(bytes);
            tag = Arrays.copyOfRange(all, all.length - TAG_BYTES, all.length);
            return Arrays.copyOf(all, all.length - TAG_BYTES);
        }
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(bytes);
        sealed.writeBytes(tag == null ? new byte[0] : tag);
        return present.doFinal(sealed.toByteArray());
    }
}
