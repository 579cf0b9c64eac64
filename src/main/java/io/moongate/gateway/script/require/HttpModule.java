package io.moongate.gateway.script.require;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.ByteReader;
import io.moongate.gateway.script.net.Inbound;
import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.gateway.script.net.TcpSocket;
import io.moongate.gateway.script.ngx.Context;
import io.moongate.gateway.script.ngx.SocketArea;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Index;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code resty.http}: HTTP/1.1 requests from functions, with the names and results of lua-resty-http. */
final class HttpModule {
    private static final int CLIENT_PIECE = 65_536;

    private final LuaWorker worker;
    private final SocketArea sockets;
    private final HttpClient http = new HttpClient();
    private final LuaTable metatable = Namespace.hide(new LuaTable(0, 2));

    private HttpModule(LuaWorker worker) {
        this.worker = worker;
        this.sockets = new SocketArea(worker);
    }

    static LuaTable create(LuaWorker worker) {
        HttpModule module = new HttpModule(worker);
        LuaTable methods = module.methods();
        LuaTable table = module.methods();
        module.metatable.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2("__index", (self, name) -> name instanceof String text ? methods.get(text) : null));
        return table;
    }

    private LuaTable methods() {
        return new Namespace()
                .value("_VERSION", "0.17.2")
                .value("_USER_AGENT", HttpRequestText.AGENT)
                .of1("new", unused -> make())
                .ofN("connect", this::connect)
                .ofN("set_timeout", arguments -> onSocket("settimeout", arguments))
                .ofN("set_timeouts", arguments -> onSocket("settimeouts", arguments))
                .ofN("ssl_handshake", this::handshake)
                .ofN("set_keepalive", this::setKeepAlive)
                .ofN("get_reused_times", arguments -> onSocket("getreusedtimes", arguments))
                .ofN("close", arguments -> onSocket("close", arguments))
                .of3("parse_uri", this::parseUri)
                .of2("set_proxy_options", HttpModule::setProxies)
                .of2("send_request", this::sendRequest)
                .of2("request", this::request)
                .of3("request_uri", this::requestUri)
                .of2("request_pipeline", this::pipeline)
                .of3("get_client_body_reader", this::clientBody)
                .table();
    }

    private LuaTable make() {
        LuaTable client = new LuaTable(0, 8);
        client.put("sock", sockets.tcp());
        client.put("keepalive_supported", true);
        client.setMetatable(metatable);
        return client;
    }

    private static LuaTable client(@Nullable Object self) {
        return Check.table(self, 1);
    }

    /** Calls a method of the socket with the arguments behind the object. */
    private @Nullable Object onSocket(String method, @Nullable Object[] arguments) {
        Object socket = client(Check.at(arguments, 0)).get("sock");
        if (socket == null) {
            return Values.of2(null, "not initialized");
        }
        @Nullable Object[] all = arguments.clone();
        all[0] = socket;
        return Values.of(
                Values.array(Call.callN(Index.get(socket, method), all)).clone());
    }

    private @Nullable Object connect(@Nullable Object[] arguments) {
        LuaTable client = client(Check.at(arguments, 0));
        if (Check.at(arguments, 1) instanceof LuaTable options) {
            try {
                new HttpConnect(http, client, options, http.socket(client)).connect();
                return true;
            } catch (SocketFailure failure) {
                return failed(failure);
            }
        }
        client.put("host", Check.at(arguments, 1));
        client.put("port", Check.at(arguments, 2) instanceof Double port ? port : null);
        client.put("keepalive_supported", true);
        client.put("ssl", false);
        LuaTable state = new LuaTable(0, 1);
        state.put("keepalive_ready", true);
        client.put("reader_state", state);
        return onSocket("connect", arguments);
    }

    private @Nullable Object handshake(@Nullable Object[] arguments) {
        client(Check.at(arguments, 0)).put("ssl", true);
        return onSocket("sslhandshake", arguments);
    }

    private @Nullable Object setKeepAlive(@Nullable Object[] arguments) {
        LuaTable client = client(Check.at(arguments, 0));
        Object socket = client.get("sock");
        if (socket == null) {
            return Values.of2(null, "not initialized");
        }
        return HttpClient.keep(client, method(socket, "setkeepalive"), method(socket, "close"), arguments);
    }

    private static LuaFunction method(Object socket, String name) {
        return Call.function(Index.get(socket, name));
    }

    private static Object failed(SocketFailure failure) {
        return Values.of2(null, failure.error());
    }

    private @Nullable Object parseUri(@Nullable Object self, @Nullable Object uri, @Nullable Object queryInPath) {
        try {
            return target(Check.string(uri, 2)).list(queryInPath == null || Convert.truth(queryInPath));
        } catch (SocketFailure failure) {
            return failed(failure);
        }
    }

    private HttpTarget target(String uri) throws SocketFailure {
        HttpTarget target = HttpTarget.parse(uri);
        if (target == null) {
            throw new SocketFailure("bad uri: " + uri);
        }
        if (target.scheme() != null) {
            return target;
        }
        Exchange exchange = worker.exchangeOrNull();
        if (exchange == null) {
            throw new SocketFailure("schemaless URIs require a request context: " + uri);
        }
        return target.withScheme(exchange.request.scheme);
    }

    private static @Nullable Object setProxies(@Nullable Object self, @Nullable Object options) {
        client(self).put("proxy_opts", options instanceof LuaTable table ? Namespace.deepCopy(table) : null);
        return Values.NONE;
    }

    private @Nullable Object sendRequest(@Nullable Object self, @Nullable Object parameters) {
        try {
            http.send(client(self), Check.table(parameters, 2));
            return true;
        } catch (SocketFailure failure) {
            return failed(failure);
        }
    }

    private @Nullable Object request(@Nullable Object self, @Nullable Object parameters) {
        Context.waiting(worker);
        try {
            return http.exchange(client(self), Check.table(parameters, 2));
        } catch (SocketFailure failure) {
            return failed(failure);
        }
    }

    private @Nullable Object requestUri(@Nullable Object self, @Nullable Object uri, @Nullable Object given) {
        Context.waiting(worker);
        LuaTable client = client(self);
        LuaTable parameters = given == null ? new LuaTable() : Namespace.copy(Check.table(given, 3));
        parameters.setMetatable(null);
        try {
            HttpTarget target = target(Check.string(uri, 2));
            parameters.put("scheme", target.scheme());
            parameters.put("host", target.host());
            parameters.put("port", (double) target.port());
            fill(parameters, "path", target.path());
            fill(parameters, "query", target.query());
            fill(parameters, "ssl_server_name", target.host());
            TcpSocket socket = http.socket(client);
            new HttpConnect(http, client, parameters, socket).connect();
            boolean done = false;
            try {
                LuaTable answer = whole(client, parameters);
                done = true;
                finish(client, parameters);
                return answer;
            } finally {
                if (!done) {
                    socket.drop();
                }
            }
        } catch (SocketFailure failure) {
            return failed(failure);
        }
    }

    private static void fill(LuaTable parameters, String name, String value) {
        if (!Convert.truth(parameters.get(name))) {
            parameters.put(name, value);
        }
    }

    /** The answer with its body. */
    private LuaTable whole(LuaTable client, LuaTable parameters) throws SocketFailure {
        LuaTable answer = http.exchange(client, parameters);
        Object result = HttpResponseReader.readBody(answer);
        Object body = Values.first(result);
        if (body == null) {
            throw new SocketFailure(Convert.tostring(Values.get(result, 1)));
        }
        answer.put("body", body);
        return answer;
    }

    private void finish(LuaTable client, LuaTable parameters) {
        Object result = Boolean.FALSE.equals(parameters.get("keepalive"))
                ? onSocket("close", new @Nullable Object[] {client})
                : setKeepAlive(new @Nullable Object[] {
                    client, parameters.get("keepalive_timeout"), parameters.get("keepalive_pool")
                });
        if (!Convert.truth(Values.first(result))) {
            try {
                http.socket(client).drop();
            } catch (SocketFailure none) {
                // There is no socket to close.
            }
            worker.log()
                    .line(
                            LogLevel.ERROR,
                            "[lua] http.lua:977: request_uri(): " + Convert.tostring(Values.get(result, 1)));
        }
    }

    /** Sends all requests, then gives answers that are read when a function looks at them. */
    private @Nullable Object pipeline(@Nullable Object self, @Nullable Object list) {
        Context.waiting(worker);
        LuaTable client = client(self);
        LuaTable requests = Check.table(list, 2);
        int count = requests.length();
        HttpRequestText[] sent = new HttpRequestText[count];
        try {
            for (int i = 0; i < count; i++) {
                LuaTable parameters = Check.table(requests.get(i + 1), 2);
                if (parameters.get("headers") instanceof LuaTable headers
                        && "100-continue".equals(HttpHeaders.find(headers, "Expect"))) {
                    return Values.of2(null, "Cannot pipeline request specifying Expect: 100-continue");
                }
                sent[i] = http.send(client, parameters);
            }
        } catch (SocketFailure failure) {
            return failed(failure);
        }
        return LuaTable.of((Object[])
                Arrays.stream(sent).map(request -> later(client, request)).toArray(LuaTable[]::new));
    }

    private LuaTable later(LuaTable client, HttpRequestText request) {
        LuaTable answer = new LuaTable(0, 10);
        LuaTable lazy = new LuaTable(0, 1);
        lazy.put(Metamethod.INDEX.key(), NativeFunction.of2("__index", (unused, name) -> {
            answer.setMetatable(null);
            try {
                LuaTable read = http.answer(client, request);
                for (int slot = read.nextSlot(-1); slot >= 0; slot = read.nextSlot(slot)) {
                    answer.put(read.slotKey(slot), read.slotValue(slot));
                }
            } catch (SocketFailure failure) {
                worker.log().line(LogLevel.ERROR, "[lua] http.lua: " + failure.error());
            }
            return answer.get(name);
        }));
        answer.setMetatable(lazy);
        return answer;
    }

    /** An iterator over the body of the client's request, or nil where there is none. */
    private @Nullable Object clientBody(@Nullable Object self, @Nullable Object size, @Nullable Object socket) {
        if (!Context.mayWait(worker) || worker.exchangeOrNull() == null) {
            return Values.of2(null, Context.disabled(worker.exchangeOrNull()));
        }
        if (socket != null) {
            throw LuaError.caller("only the client's own body can be read");
        }
        Buffer body = worker.await(worker.exchange().request.body.readAll());
        if (body.length() == 0) {
            return null;
        }
        ByteReader reader = new ByteReader(Inbound.of(body.getBytes()), stream -> true);
        return HttpResponseReader.readerOf(
                new HttpBody.Measured(() -> reader, body.length()), Check.integer(size, 2, CLIENT_PIECE));
    }
}
