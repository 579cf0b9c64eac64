package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.gateway.script.net.TcpSocket;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

/** TCP sockets as Lua sees them: connecting, sending, options and pools. Reading is in {@link ReceiveMethods}. */
public final class TcpObjects {
    private static final String UNIX = "unix:";
    private static final long KEPT_MILLIS = 60_000;
    private static final int POOL_ROOM = 30;
    static final int LAST_PORT = 65_535;

    private final LuaWorker worker;
    private final LuaTable metatable = Namespace.hide(new LuaTable(0, 2));

    TcpObjects(LuaWorker worker) {
        this.worker = worker;
        Namespace methods = new Namespace()
                .ofN("connect", this::connect)
                .ofN("sslhandshake", this::handshake)
                .of2("send", this::send)
                .of1("close", this::close)
                .of2("settimeout", this::setTimeout)
                .ofN("settimeouts", this::setTimeouts)
                .ofN("setkeepalive", this::keep)
                .of1("getreusedtimes", this::reused)
                .of3("setoption", this::setOption)
                .of2("bind", this::bind);
        for (String missing :
                new String[] {"getfd", "setclientcert", "settrustedstore", "getsslpointer", "getsslctx", "getsslsession"
                }) {
            methods.of1(missing, self -> Values.of2(null, missing + " is not supported by this gateway"));
        }
        new ReceiveMethods(worker).addTo(methods);
        // A function in place of a table: what one function writes into it another would run.
        LuaTable table = methods.table();
        metatable.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2("__index", (self, name) -> name instanceof String text ? table.get(text) : null));
    }

    LuaTable create() {
        LuaTable object = LuaTable.of(new Userdata(new TcpSocket(worker), null));
        object.setMetatable(metatable);
        return object;
    }

    /** The socket behind a Lua object. */
    public static TcpSocket socket(@Nullable Object self) {
        return SocketArea.behind(self, TcpSocket.class);
    }

    @Nullable
    Object connect(@Nullable Object[] arguments) {
        TcpSocket socket = socket(Check.at(arguments, 0));
        Context.waiting(worker);
        String host = Check.string(arguments, 2);
        boolean unix = host.startsWith(UNIX);
        int next = unix ? 2 : 3;
        Integer port = unix ? null : Integer.valueOf(Check.integer(Check.at(arguments, 2), 3));
        if (port != null && (port < 0 || port > LAST_PORT)) {
            return Values.of2(null, "bad port number: " + port);
        }
        String pool = Check.at(arguments, next) instanceof LuaTable options ? pool(options) : null;
        try {
            socket.connect(host, port, pool);
            return 1.0;
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private static @Nullable String pool(LuaTable options) {
        Object pool = options.get("pool");
        return switch (pool) {
            case null -> null;
            case String text -> text;
            case Double number -> Convert.tostring(number);
            default -> throw ArgumentError.of(4, "bad \"pool\" option type: " + typeOf(pool));
        };
    }

    private static String typeOf(Object value) {
        return io.moongate.lua.value.LuaType.name(value);
    }

    /** {@code sslhandshake(reused_session?, server_name?, ssl_verify?, send_status_req?)}. */
    private @Nullable Object handshake(@Nullable Object[] arguments) {
        TcpSocket socket = socket(Check.at(arguments, 0));
        Context.waiting(worker);
        Object session = Check.at(arguments, 1);
        String name = Check.at(arguments, 2) == null ? null : Check.string(arguments, 3);
        try {
            socket.secure(name, Convert.truth(Check.at(arguments, 3)));
            return Boolean.FALSE.equals(session) ? true : new Userdata("session", null);
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private @Nullable Object send(@Nullable Object self, @Nullable Object data) {
        TcpSocket socket = socket(self);
        String text = text(data);
        try {
            socket.send(text);
            return (double) text.length();
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    /** What may be sent: a text, a number, true, false, nil, or a table of such. */
    static String text(@Nullable Object data) {
        return switch (data) {
            case String text -> text;
            case LuaTable list -> {
                StringBuilder all = new StringBuilder();
                Pieces.append(all, list, 2);
                yield all.toString();
            }
            case Double number -> Convert.tostring(number);
            case Boolean flag -> flag.toString();
            case null -> "nil";
            default ->
                throw ArgumentError.of(2, "string, number, boolean, nil, or array table expected, got " + typeOf(data));
        };
    }

    private @Nullable Object close(@Nullable Object self) {
        try {
            return socket(self).close() ? (Object) 1.0 : Values.of2(null, "closed");
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private Object setTimeout(@Nullable Object self, @Nullable Object millis) {
        TcpSocket socket = socket(self);
        long time = time(millis, 2);
        if (time > 0) {
            socket.connectTimeout = time;
            socket.sendTimeout = time;
            socket.readTimeout = time;
        }
        return Values.NONE;
    }

    private Object setTimeouts(@Nullable Object[] arguments) {
        TcpSocket socket = socket(Check.at(arguments, 0));
        long connect = time(Check.at(arguments, 1), 2);
        long send = time(Check.at(arguments, 2), 3);
        long read = time(Check.at(arguments, 3), 4);
        socket.connectTimeout = connect > 0 ? connect : socket.connectTimeout;
        socket.sendTimeout = send > 0 ? send : socket.sendTimeout;
        socket.readTimeout = read > 0 ? read : socket.readTimeout;
        return Values.NONE;
    }

    /** Milliseconds; 0 for as it was. */
    static long time(@Nullable Object millis, int argument) {
        double time = Check.number(millis, argument, 0);
        if (time >= Integer.MAX_VALUE) {
            throw LuaError.caller("bad timeout value");
        }
        return (long) time;
    }

    private @Nullable Object keep(@Nullable Object[] arguments) {
        TcpSocket socket = socket(Check.at(arguments, 0));
        long millis = Check.at(arguments, 1) == null ? KEPT_MILLIS : Check.integer(Check.at(arguments, 1), 2);
        int room = Check.integer(Check.at(arguments, 2), 3, POOL_ROOM);
        if (millis < 0) {
            throw ArgumentError.of(2, "bad timeout value");
        }
        if (room <= 0) {
            throw ArgumentError.of(3, "bad pool size value");
        }
        try {
            socket.keep(millis, room);
            return 1.0;
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private @Nullable Object reused(@Nullable Object self) {
        int times = socket(self).reused();
        return times < 0 ? Values.of2(null, "closed") : (Object) (double) times;
    }

    private @Nullable Object setOption(@Nullable Object self, @Nullable Object name, @Nullable Object value) {
        TcpSocket socket = socket(self);
        if (name == null || value == null) {
            return Values.of2(null, "missing the \"" + (name == null ? "option" : "value") + "\" argument");
        }
        String option = Convert.tostring(name);
        try {
            switch (option) {
                case "keepalive" -> socket.option(ChannelOption.SO_KEEPALIVE, on(value));
                case "reuseaddr" -> socket.option(ChannelOption.SO_REUSEADDR, on(value));
                case "tcp-nodelay" -> socket.option(ChannelOption.TCP_NODELAY, on(value));
                case "sndbuf" -> socket.option(ChannelOption.SO_SNDBUF, Check.integer(value, 3));
                case "rcvbuf" -> socket.option(ChannelOption.SO_RCVBUF, Check.integer(value, 3));
                default -> {
                    return Values.of2(null, "unsupported option " + option);
                }
            }
            return 1.0;
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private static boolean on(@Nullable Object value) {
        return value instanceof Double number ? number != 0 : Convert.truth(value);
    }

    private @Nullable Object bind(@Nullable Object self, @Nullable Object address) {
        socket(self).local = Check.string(address, 2);
        return 1.0;
    }
}
