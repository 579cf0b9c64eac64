package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.lib.Room;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** {@code resty.random}: bytes that nobody can guess, whether strong ones were asked for or not. */
public final class RandomModule {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomModule() {}

    static LuaTable make() {
        return new Namespace()
                .value("_VERSION", "0.15")
                .of2("bytes", (length, strong) -> bytes(length))
                .table();
    }

    /** As many bytes as the argument says; nil where it is no length. */
    public static @Nullable Object bytes(@Nullable Object length) {
        int count = Check.integer(length, 1);
        return count < 0 ? null : Bytes.text(bytes(Room.forString(count)));
    }

    /** So many bytes. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
