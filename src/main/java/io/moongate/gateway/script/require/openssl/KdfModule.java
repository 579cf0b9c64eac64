package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.lua.lib.Room;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.kdf}: keys from passwords (PBKDF2) and from other keys (HKDF). */
final class KdfModule {
    private static final double PBKDF2 = 69;
    private static final double HKDF = 1036;
    private static final int EXTRACT_AND_EXPAND = 0;
    private static final int EXTRACT_ONLY = 1;
    private static final int EXPAND_ONLY = 2;

    private KdfModule() {}

    static LuaTable make() {
        return new Namespace()
                .value("PBKDF2", PBKDF2)
                .value("HKDF", HKDF)
                .value("HKDEF_MODE_EXTRACT_AND_EXPAND", (double) EXTRACT_AND_EXPAND)
                .value("HKDEF_MODE_EXTRACT_ONLY", (double) EXTRACT_ONLY)
                .value("HKDEF_MODE_EXPAND_ONLY", (double) EXPAND_ONLY)
                .of1("derive", options -> derive(Check.table(options, 1)))
                .table();
    }

    private static @Nullable Object derive(LuaTable options) {
        if (!(options.get("outlen") instanceof Double length) || length < 1) {
            return Values.of2(null, "kdf.derive: expect a number as \"outlen\"");
        }
        String digest = text(options, "md", "sha1");
        DigestName algorithm = DigestName.of(digest);
        if (algorithm == null) {
            return Values.of2(null, "kdf.derive: invalid digest type \"" + digest + "\"");
        }
        int size = Room.forString(length.longValue());
        byte[] salt = Bytes.of(text(options, "salt", ""));
        if (Double.valueOf(PBKDF2).equals(options.get("type"))) {
            Mac mac = HmacModule.mac(algorithm.mac(), Bytes.of(text(options, "pass", "")));
            int rounds = options.get("pbkdf2_iter") instanceof Double d && d >= 1 ? d.intValue() : 1;
            return Bytes.text(pbkdf2(mac, salt, rounds, size));
        }
        if (Double.valueOf(HKDF).equals(options.get("type"))) {
            return hkdf(options, algorithm, salt, size);
        }
        return Values.of2(null, "kdf.derive: unknown type");
    }

    private static String text(LuaTable options, String name, String otherwise) {
        return options.get(name) instanceof String text ? text : otherwise;
    }

    private static byte[] pbkdf2(Mac mac, byte[] salt, int rounds, int length) {
        byte[] out = new byte[length];
        int width = mac.getMacLength();
        for (int block = 1, at = 0; at < length; block++, at += width) {
            mac.update(salt);
            byte[] last = mac.doFinal(ByteBuffer.allocate(4).putInt(block).array());
            byte[] sum = last.clone();
            for (int round = 1; round < rounds; round++) {
                LuaState.checkBudget();
                last = mac.doFinal(last);
                for (int i = 0; i < width; i++) {
                    sum[i] ^= last[i];
                }
            }
            System.arraycopy(sum, 0, out, at, Math.min(width, length - at));
        }
        return out;
    }

    private static @Nullable Object hkdf(LuaTable options, DigestName algorithm, byte[] salt, int length) {
        byte[] key = Bytes.of(text(options, "hkdf_key", ""));
        int mode = options.get("hkdf_mode") instanceof Double d ? d.intValue() : EXTRACT_AND_EXPAND;
        if (mode != EXPAND_ONLY) {
            key = HmacModule.mac(algorithm.mac(), salt).doFinal(key);
        }
        if (mode == EXTRACT_ONLY) {
            return Bytes.text(Arrays.copyOf(key, Math.min(length, key.length)));
        }
        Mac mac = HmacModule.mac(algorithm.mac(), key);
        if (length > 255 * mac.getMacLength()) {
            return Values.of2(null, "kdf.derive: outlen too large");
        }
        byte[] info = Bytes.of(text(options, "hkdf_info", ""));
        byte[] out = new byte[length];
        byte[] block = {};
        for (int at = 0, count = 1; at < length; at += block.length, count++) {
            mac.update(block);
            mac.update(info);
            block = mac.doFinal(new byte[] {(byte) count});
            System.arraycopy(block, 0, out, at, Math.min(block.length, length - at));
        }
        return Bytes.text(out);
    }
}
