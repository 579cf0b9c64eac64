package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.ByteReader;
import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.gateway.script.net.TcpSocket;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Index;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the answer to a request of {@code resty.http}, and makes the table that functions get. */
final class HttpResponseReader {
    private static final int VERSION_AT = 5;
    private static final int STATUS_AT = 9;
    private static final int REASON_AT = 13;

    private final LuaTable client;
    private final TcpSocket socket;

    HttpResponseReader(LuaTable client, TcpSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    /** The first line of an answer. */
    record Status(double version, int code, String reason) {}

    static Status status(ByteReader reader) throws SocketFailure {
        String line = reader.line();
        Double version = part(line, VERSION_AT, VERSION_AT + 3);
        if (version == null) {
            throw new SocketFailure("couldn't parse HTTP version from response status line: " + line);
        }
        Double code = part(line, STATUS_AT, STATUS_AT + 3);
        if (code == null) {
            throw new SocketFailure("couldn't parse status code from response status line: " + line);
        }
        return new Status(version, code.intValue(), line.length() > REASON_AT ? line.substring(REASON_AT) : "");
    }

    private static @Nullable Double part(String line, int from, int to) {
        return line.length() < to ? null : Convert.toNumber(line.substring(from, to));
    }

    private static void headers(ByteReader reader, LuaTable into) throws SocketFailure {
        while (true) {
            String line = reader.line();
            int colon = line.indexOf(':');
            if (colon <= 0) {
                return;
            }
            HttpHeaders.add(
                    into,
                    line.substring(0, colon).strip(),
                    line.substring(colon + 1).stripLeading());
        }
    }

    /** The answer to a request whose body is sent, with the first line read already where it was. */
    LuaTable read(HttpRequestText request, @Nullable Status known) throws SocketFailure {
        ByteReader reader = socket.reader();
        Status status = known == null ? status(reader) : known;
        LuaTable headers = HttpHeaders.create();
        headers(reader, headers);
        while (status.code() >= 100 && status.code() < 200 && status.code() != 101) {
            // An interim answer; the one that counts comes behind it.
            status = status(reader);
            headers = HttpHeaders.create();
            headers(reader, headers);
        }
        noteConnection(status, headers);
        boolean trailers = HttpHeaders.find(headers, "Trailer") != null;
        boolean hasBody = hasBody(request.method, status.code());
        HttpBody body = hasBody ? body(status, headers, trailers) : HttpBody.None.BODY;
        noteRead(body);
        return new Namespace()
                .value("status", (double) status.code())
                .value("reason", status.reason())
                .value("headers", headers)
                .value("has_body", hasBody)
                .value("body_reader", bodyReader(body, 0))
                .of1("read_body", HttpResponseReader::readBody)
                .value("trailer_reader", trailers ? trailerReader() : null)
                .of1("read_trailers", HttpResponseReader::readTrailers)
                .table();
    }

    private static boolean hasBody(String method, int code) {
        return !method.equals("HEAD")
                && !(method.equals("CONNECT") && code / 100 == 2)
                && code != 204
                && code != 304
                && code >= 200;
    }

    private HttpBody body(Status status, LuaTable headers, boolean trailers) {
        if (status.version() == 1.1 && HttpRequestText.isChunked(headers)) {
            return new HttpBody.Chunked(socket::reader, trailers);
        }
        Object length = HttpHeaders.find(headers, "Content-Length");
        if (length instanceof LuaTable several) {
            length = several.get(1);
        }
        Double count = Convert.toNumber(length);
        return count == null || count < 0
                ? new HttpBody.ToTheEnd(socket::reader)
                : new HttpBody.Measured(socket::reader, count.longValue());
    }

    /** Whether the connection may be used again, as the server sees it. */
    private void noteConnection(Status status, LuaTable headers) {
        String connection =
                HttpHeaders.find(headers, "Connection") instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
        boolean kept = status.version() == 1.0 ? connection.contains("keep-alive") : !connection.contains("close");
        if (!kept) {
            client.put("keepalive_supported", false);
        }
    }

    private void noteRead(HttpBody body) {
        if (client.get("reader_state") instanceof LuaTable state) {
            state.put("keepalive_ready", body.ended());
        }
    }

    /** {@code body_reader(most?)}: a piece; nil at the end; nil and an error. */
    private LuaFunction bodyReader(HttpBody body, int most) {
        return NativeFunction.of1("body_reader", size -> {
            try {
                String piece = body.next(Math.max(0, Check.integer(size, 1, most)));
                noteRead(body);
                return piece;
            } catch (SocketFailure failure) {
                return failure.partial().isEmpty()
                        ? Values.of2(null, failure.error())
                        : Values.of3(null, failure.error(), failure.partial());
            }
        });
    }

    /** A reader in the same manner for another body. */
    static LuaFunction readerOf(HttpBody body, int most) {
        return NativeFunction.of1("body_reader", size -> {
            try {
                return body.next(Math.max(0, Check.integer(size, 1, most)));
            } catch (SocketFailure failure) {
                return Values.of2(null, failure.error());
            }
        });
    }

    /** All that the reader of an answer has left. */
    static @Nullable Object readBody(@Nullable Object answer) {
        Object reader = Index.get(answer, "body_reader");
        if (reader == null) {
            return Values.of2(null, "no body to be read");
        }
        StringBuilder all = new StringBuilder();
        while (true) {
            Object result = Call.call(reader);
            Object error = Values.get(result, 1);
            if (error != null) {
                Object partial = Values.get(result, 2);
                return Values.of3(null, error, partial instanceof String rest ? all + rest : all.toString());
            }
            Object piece = Values.first(result);
            if (piece == null) {
                return all.toString();
            }
            all.append(Convert.tostring(piece));
        }
    }

    private LuaFunction trailerReader() {
        return NativeFunction.of0("trailer_reader", () -> {
            LuaTable trailers = HttpHeaders.create();
            try {
                headers(socket.reader(), trailers);
                return trailers;
            } catch (SocketFailure failure) {
                return Values.of2(null, failure.error());
            }
        });
    }

    /** Adds the trailers to the headers of the answer. */
    private static @Nullable Object readTrailers(@Nullable Object answer) {
        Object reader = Index.get(answer, "trailer_reader");
        if (reader == null) {
            return Values.of2(null, "no trailers");
        }
        Object result = Call.call(reader);
        if (Values.first(result) instanceof LuaTable trailers
                && Index.get(answer, "headers") instanceof LuaTable headers) {
            for (int slot = trailers.nextSlot(-1); slot >= 0; slot = trailers.nextSlot(slot)) {
                if (HttpHeaders.find(headers, Convert.tostring(trailers.slotKey(slot))) == null) {
                    headers.put(trailers.slotKey(slot), trailers.slotValue(slot));
                }
            }
            return Values.NONE;
        }
        return result;
    }
}
