package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.ByteReader;
import io.moongate.gateway.script.net.Inbound;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** {@code ngx.req.socket}: the request's body, read like a socket. The raw connection is the gateway's own. */
final class RequestSocket {
    private final LuaWorker worker;
    private final LuaTable metatable = Namespace.hide(new LuaTable(0, 2));

    RequestSocket(LuaWorker worker) {
        this.worker = worker;
        Namespace methods = new Namespace()
                .of2("settimeout", (self, millis) -> Values.NONE)
                .ofN("settimeouts", arguments -> Values.NONE);
        new ReceiveMethods(worker).addTo(methods);
        LuaTable table = methods.table();
        metatable.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2("__index", (self, name) -> name instanceof String text ? table.get(text) : null));
    }

    @Nullable
    Object create(@Nullable Object raw) {
        Exchange exchange = Context.early(worker);
        if (Convert.truth(raw)) {
            return Values.of2(null, "raw request sockets are not supported by this gateway");
        }
        if (exchange.request.body.bytes() != null) {
            return Values.of2(null, "request body already exists");
        }
        Buffer body = worker.await(exchange.request.body.readAll());
        if (body.length() == 0) {
            return Values.of2(null, "no body");
        }
        ByteReader reader = new ByteReader(Inbound.of(body.getBytes()), stream -> true);
        LuaTable object = LuaTable.of(new Userdata(reader, null));
        object.setMetatable(metatable);
        return object;
    }
}
