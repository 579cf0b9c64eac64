package io.moongate.gateway.script.require;

import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.gateway.script.net.TcpSocket;
import io.moongate.gateway.script.ngx.TcpObjects;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Sends requests of {@code resty.http} over a connection and reads the answers. */
final class HttpClient {

    /** The socket of a client object. */
    TcpSocket socket(LuaTable client) throws SocketFailure {
        Object socket = client.get("sock");
        if (socket == null) {
            throw new SocketFailure("not initialized");
        }
        return TcpObjects.socket(socket);
    }

    /** A request and the head of its answer. */
    LuaTable exchange(LuaTable client, LuaTable parameters) throws SocketFailure {
        HttpRequestText request = send(client, parameters);
        return answer(client, request);
    }

    HttpRequestText send(LuaTable client, LuaTable parameters) throws SocketFailure {
        TcpSocket socket = socket(client);
        HttpRequestText request;
        try {
            request = new HttpRequestText(client, parameters);
        } catch (HttpRequestText.Unsendable unsendable) {
            throw new SocketFailure(unsendable.error());
        }
        if (client.get("reader_state") instanceof LuaTable state) {
            state.put("keepalive_ready", false);
        }
        if (request.expectsContinue()) {
            socket.send(request.head());
        } else {
            socket.send(request.head() + request.wholeBody());
            stream(socket, request);
        }
        return request;
    }

    LuaTable answer(LuaTable client, HttpRequestText request) throws SocketFailure {
        TcpSocket socket = socket(client);
        HttpResponseReader.Status status = null;
        if (request.expectsContinue()) {
            status = HttpResponseReader.status(socket.reader());
            if (status.code() == 100) {
                socket.reader().line();
                socket.send(request.wholeBody());
                stream(socket, request);
                status = null;
            }
        }
        return new HttpResponseReader(client, socket).read(request, status);
    }

    /** Sends what a function gives, piece by piece, until it gives nil. */
    private static void stream(TcpSocket socket, HttpRequestText request) throws SocketFailure {
        if (!(request.body instanceof LuaFunction pieces)) {
            return;
        }
        while (true) {
            Object result = Call.call(pieces);
            Object piece = Values.first(result);
            if (piece == null) {
                Object error = Values.get(result, 1);
                if (error != null) {
                    throw new SocketFailure(Convert.tostring(error));
                }
                return;
            }
            socket.send(Convert.tostring(piece));
        }
    }

    /** Lets the connection rest if the server allows it: what {@code set_keepalive} answers. */
    static @Nullable Object keep(
            LuaTable client, LuaFunction keepAlive, LuaFunction close, @Nullable Object[] arguments) {
        Object socket = client.get("sock");
        if (Convert.truth(client.get("keepalive_supported"))) {
            boolean ready = !(client.get("reader_state") instanceof LuaTable state)
                    || Convert.truth(state.get("keepalive_ready"));
            if (!ready) {
                return Values.of2(null, "response not fully read");
            }
            @Nullable Object[] all = arguments.clone();
            all[0] = socket;
            return Values.of(Values.array(Call.callN(keepAlive, all)));
        }
        Object closed = Call.call(close, socket);
        return Convert.truth(Values.first(closed))
                ? Values.of2(2.0, "connection must be closed")
                : Values.of(Values.array(closed));
    }
}
