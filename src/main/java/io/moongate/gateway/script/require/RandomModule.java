package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** {@code resty.random}: bytes that nobody can guess. */
final class RandomModule {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST = 1 << 20;

    private RandomModule() {}

    static LuaTable table() {
        return new Namespace()
                .of2("bytes", (length, strong) -> bytes(length))
                .of2("token", (length, chars) -> token(Check.integer(length, 1), chars))
                .of2("number", (from, to) -> number(Check.number(from, 1), Check.number(to, 2)))
                .table();
    }

    private static Object bytes(@Nullable Object length) {
        byte[] bytes = new byte[Math.clamp(Check.integer(length, 1), 0, MOST)];
        RANDOM.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Object token(int length, @Nullable Object chars) {
        String alphabet = chars instanceof String text && !text.isEmpty()
                ? text
                : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(length, MOST); i++) {
            out.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    private static Object number(double from, double to) {
        return from + Math.floor(RANDOM.nextDouble() * (to - from + 1));
    }
}
