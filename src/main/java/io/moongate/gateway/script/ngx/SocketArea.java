package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code ngx.socket}: sockets as objects of Lua. */
public final class SocketArea {
    private static final String PATCHED = "/usr/local/share/lua/5.1/kong/globalpatches.lua:576: ";
    private static final String PATCHED_UDP = "/usr/local/share/lua/5.1/kong/globalpatches.lua:586: ";

    private final LuaWorker worker;
    private final TcpObjects tcp;
    private final UdpObjects udp;

    public SocketArea(LuaWorker worker) {
        this.worker = worker;
        this.tcp = new TcpObjects(worker);
        this.udp = new UdpObjects(worker);
    }

    LuaTable table() {
        return new Namespace()
                .of0("tcp", this::tcp)
                .of0("stream", this::tcp)
                .ofN("connect", this::connect)
                .of0("udp", this::udp)
                .table();
    }

    /** A new TCP socket. */
    public LuaTable tcp() {
        Exchange exchange = worker.exchangeOrNull();
        if (!Context.mayWait(worker)) {
            throw new LuaError(PATCHED + Context.disabled(exchange));
        }
        return tcp.create();
    }

    private LuaTable udp() {
        if (!Context.mayWait(worker)) {
            throw new LuaError(PATCHED_UDP + Context.disabled(worker.exchangeOrNull()));
        }
        return udp.create();
    }

    private @Nullable Object connect(@Nullable Object[] arguments) {
        LuaTable socket = tcp();
        @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
        all[0] = socket;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Object result = tcp.connect(all);
        return Values.first(result) == null ? result : socket;
    }

    /** The Java object behind a Lua object of these areas. */
    static <T> T behind(@Nullable Object self, Class<T> type) {
        if (self instanceof LuaTable table
                && table.get(1) instanceof Userdata userdata
                && type.isInstance(userdata.object())) {
            return type.cast(userdata.object());
        }
        throw self instanceof LuaTable ? ArgumentError.of(1, "bad socket") : ArgumentError.type(1, "table", self);
    }

    /** {@code nil, error}. */
    static Object failed(SocketFailure failure) {
        return Values.of2(null, failure.error());
    }
}
