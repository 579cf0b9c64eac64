package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code resty.jit-uuid}: UUIDs by chance and by name. Seeding is not needed, and does nothing. */
final class UuidModule {
    private static final Pattern VALID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab0][0-9a-f]{3}-[0-9a-f]{12}");

    private UuidModule() {}

    static LuaTable make() {
        return new Namespace()
                .value("_VERSION", "0.0.7")
                .of1("seed", seed -> seed == null ? (Object) 0.0 : seed)
                .of0("generate_v4", () -> UUID.randomUUID().toString())
                .of2("generate_v3", (space, name) -> named(space, name, "MD5", 3))
                .of2("generate_v5", (space, name) -> named(space, name, "SHA-1", 5))
                .of1("factory_v3", space -> factory(space, "MD5", 3))
                .of1("factory_v5", space -> factory(space, "SHA-1", 5))
                .of1("is_valid", UuidModule::isValid)
                .calls(arguments -> UUID.randomUUID().toString())
                .table();
    }

    private static boolean isValid(@Nullable Object value) {
        return value instanceof String text
                && text.length() == 36
                && VALID.matcher(text).matches();
    }

    private static Object factory(@Nullable Object space, String algorithm, int version) {
        if (!isValid(space)) {
            return Values.of2(null, "namespace must be a valid UUID");
        }
        return io.moongate.lua.value.NativeFunction.of1("generate", name -> named(space, name, algorithm, version));
    }

    private static Object named(@Nullable Object space, @Nullable Object name, String algorithm, int version) {
        if (!(space instanceof String text) || !isValid(text)) {
            return Values.of2(null, "namespace must be a valid UUID");
        }
        UUID in = UUID.fromString(text);
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(ByteBuffer.allocate(16)
                    .putLong(in.getMostSignificantBits())
                    .putLong(in.getLeastSignificantBits())
                    .flip());
            byte[] hash = Arrays.copyOf(digest.digest(Bytes.of(Check.string(name, 2))), 16);
            hash[6] = (byte) (hash[6] & 0x0f | version << 4);
            hash[8] = (byte) (hash[8] & 0x3f | 0x80);
            ByteBuffer buffer = ByteBuffer.wrap(hash);
            return new UUID(buffer.getLong(), buffer.getLong()).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
