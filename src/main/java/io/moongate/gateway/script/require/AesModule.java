package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code resty.aes}: encryption with a key, or with one made of a password. */
final class AesModule {
    private static final int TAG_BYTES = 16;

    private AesModule() {}

    /** What {@code aes.cipher} gives. */
    private record Suite(int bits, String mode) {}

    private record Aes(Suite suite, byte[] key, byte[] iv, boolean padding) {}

    static LuaTable make() {
        Namespace methods = new Namespace();
        Kind<Aes> kind = new Kind<>("aes", Aes.class, methods.table());
        return methods.value("_VERSION", "0.15")
                .value("hash", hashes())
                .of2("cipher", AesModule::cipher)
                .ofN("new", arguments -> create(kind, arguments))
                .of3("encrypt", (self, text, aad) -> encrypt(kind.self(self), Check.string(text, 2), aad))
                .ofN("decrypt", arguments -> decrypt(kind.self(Check.at(arguments, 0)), arguments))
                .table();
    }

    private static LuaTable hashes() {
        Namespace hashes = new Namespace();
        for (String name : new String[] {"MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"}) {
            hashes.value(name.replace("-", "").toLowerCase(Locale.ROOT), new Userdata(name, null));
        }
        return hashes.table();
    }

    private static @Nullable Object cipher(@Nullable Object size, @Nullable Object mode) {
        int bits = Check.integer(size, 1, 128);
        String name = Check.string(mode, 2, "cbc").toLowerCase(Locale.ROOT);
        String java = switch (name) {
            case "cbc", "ecb", "ctr", "gcm", "ofb" -> name.toUpperCase(Locale.ROOT);
            case "cfb", "cfb128" -> "CFB";
            case "cfb8" -> "CFB8";
            default -> null;
        };
        if (java == null || (bits != 128 && bits != 192 && bits != 256)) {
            return null;
        }
        return new Userdata(new Suite(bits, java), null);
    }

    private static @Nullable Object create(Kind<Aes> kind, @Nullable Object[] arguments) {
        byte[] key = Bytes.of(Check.string(arguments, 2));
        Object salt = Check.at(arguments, 2);
        Suite suite = Check.at(arguments, 3) instanceof Userdata u && u.object() instanceof Suite given
                ? given
                : new Suite(128, "CBC");
        Object hash = Check.at(arguments, 4);
        int rounds = Math.max(1, Check.integer(Check.at(arguments, 5), 6, 1));
        boolean padding = Check.at(arguments, 7) != Boolean.FALSE;
        int keyLength = suite.bits / 8;
        if (hash instanceof LuaTable given) {
            if (!(given.get("iv") instanceof String iv)) {
                return Values.of2(null, "iv is needed");
            }
            if (key.length != keyLength && given.get("method") == null) {
                return Values.of2(null, "bad key length");
            }
            return kind.wrap(new Aes(suite, Arrays.copyOf(key, keyLength), Bytes.of(iv), padding));
        }
        String digest = hash instanceof Userdata u && u.object() instanceof String name ? name : "MD5";
        if (salt instanceof String s && s.length() != 8) {
            return Values.of2(null, "salt must be 8 characters or nil");
        }
        int ivLength = suite.mode.equals("GCM") ? Check.integer(Check.at(arguments, 6), 7, 12) : 16;
        byte[] made =
                derive(digest, key, salt instanceof String s ? Bytes.of(s) : new byte[0], rounds, keyLength + ivLength);
        return kind.wrap(new Aes(
                suite,
                Arrays.copyOf(made, keyLength),
                Arrays.copyOfRange(made, keyLength, keyLength + ivLength),
                padding));
    }

    /** OpenSSL's old way from a password to key and vector: hashes of hashes. */
    private static byte[] derive(String digest, byte[] password, byte[] salt, int rounds, int length) {
        try {
            MessageDigest hash = MessageDigest.getInstance(digest);
            byte[] out = new byte[length];
            byte[] block = {};
            for (int at = 0; at < length; at += block.length) {
                hash.update(block);
                hash.update(password);
                block = hash.digest(salt);
                for (int i = 1; i < rounds; i++) {
                    block = hash.digest(block);
                }
                System.arraycopy(block, 0, out, at, Math.min(block.length, length - at));
            }
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher start(Aes aes, int direction) throws GeneralSecurityException {
        String mode = aes.suite.mode;
        boolean padded = aes.padding && (mode.equals("CBC") || mode.equals("ECB"));
        Cipher cipher = Cipher.getInstance("AES/" + mode + (padded ? "/PKCS5Padding" : "/NoPadding"));
        SecretKeySpec key = new SecretKeySpec(aes.key, "AES");
        switch (mode) {
            case "ECB" -> cipher.init(direction, key);
            case "GCM" -> cipher.init(direction, key, new GCMParameterSpec(TAG_BYTES * 8, aes.iv));
            default -> cipher.init(direction, key, new IvParameterSpec(Arrays.copyOf(aes.iv, 16)));
        }
        return cipher;
    }

    private static @Nullable Object encrypt(Aes aes, String text, @Nullable Object aad) {
        try {
            // One key and vector for many texts is what this module is: a fresh cipher each time lets Java agree.
            Cipher cipher = start(aes, Cipher.ENCRYPT_MODE);
            if (!aes.suite.mode.equals("GCM")) {
                return Bytes.text(cipher.doFinal(Bytes.of(text)));
            }
            if (aad instanceof String more) {
                cipher.updateAAD(Bytes.of(more));
            }
            byte[] all = cipher.doFinal(Bytes.of(text));
            LuaTable pair = LuaTable.of(
                    Bytes.text(all, 0, all.length - TAG_BYTES), Bytes.text(all, all.length - TAG_BYTES, all.length));
            return pair;
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "EVP_EncryptFinal_ex failed");
        }
    }

    private static @Nullable Object decrypt(Aes aes, @Nullable Object[] arguments) {
        String text = Check.string(arguments, 2);
        try {
            Cipher cipher = start(aes, Cipher.DECRYPT_MODE);
            if (!aes.suite.mode.equals("GCM")) {
                return Bytes.text(cipher.doFinal(Bytes.of(text)));
            }
            if (Check.at(arguments, 3) instanceof String more) {
                cipher.updateAAD(Bytes.of(more));
            }
            return Bytes.text(cipher.doFinal(Bytes.of(text + Check.string(Check.at(arguments, 2), 3, ""))));
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "EVP_DecryptFinal_ex failed");
        }
    }
}
