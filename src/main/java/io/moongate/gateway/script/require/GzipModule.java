package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.lib.Room;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** {@code kong.tools.gzip}. What unfolds without end runs into the limits of the call. */
final class GzipModule {
    private static final int CHUNK = 64 * 1024;

    private GzipModule() {}

    static LuaTable make() {
        return new Namespace()
                .of1("deflate_gzip", bytes -> deflate(Check.string(bytes, 1)))
                .of1("inflate_gzip", bytes -> inflate(Check.string(bytes, 1)))
                .table();
    }

    private static Object deflate(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() / 2 + 32);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(Bytes.of(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.text(out.toByteArray());
    }

    private static @Nullable Object inflate(String bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(Bytes.of(bytes)))) {
            for (int read = gzip.read(chunk); read >= 0; read = gzip.read(chunk)) {
                Room.forString((long) out.size() + read);
                out.write(chunk, 0, read);
            }
        } catch (IOException e) {
            return Values.of2(null, "INFLATE: data error");
        }
        return Bytes.text(out.toByteArray());
    }
}
