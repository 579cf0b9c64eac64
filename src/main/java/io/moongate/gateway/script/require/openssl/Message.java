package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.require.Bytes;
import io.moongate.lua.op.Check;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What a digest object has been given so far. Kept as it is, since Java signs messages and not their hashes. */
final class Message {
    final DigestName algorithm;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message(DigestName algorithm) {
        this.algorithm = algorithm;
    }

    /** Adds all texts among the arguments after the first, which is the object. */
    void add(@Nullable Object[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            bytes.writeBytes(Bytes.of(Check.string(arguments, i + 1)));
        }
    }

    void add(String text) {
        bytes.writeBytes(Bytes.of(text));
    }

    void clear() {
        bytes.reset();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance(algorithm.java()).digest(bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
