package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** {@code resty.md5}, {@code resty.sha1} and their like: {@code new}, {@code update}, {@code final}, {@code reset}. */
final class DigestModule {
    private DigestModule() {}

    static LuaTable make(String algorithm) {
        Namespace methods = new Namespace();
        Kind<MessageDigest> kind = new Kind<>("digest", MessageDigest.class, methods.table());
        return methods.value("_VERSION", "0.15")
                .of1("new", self -> kind.wrap(digest(algorithm)))
                .of3("update", (self, bytes, length) -> update(kind.self(self), bytes, length))
                .of1("final", self -> Bytes.text(kind.self(self).digest()))
                .of1("reset", self -> {
                    kind.self(self).reset();
                    return true;
                })
                .table();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object update(MessageDigest digest, @Nullable Object bytes, @Nullable Object length) {
        byte[] given = Bytes.of(Check.string(bytes, 2));
        int count = Math.clamp(Check.integer(length, 3, given.length), 0, given.length);
        digest.update(given, 0, count);
        return true;
    }
}
