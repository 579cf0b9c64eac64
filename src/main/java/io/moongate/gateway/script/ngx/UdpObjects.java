package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.gateway.script.net.UdpSocket;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** UDP sockets as Lua sees them. */
final class UdpObjects {
    private static final int LARGEST = 8192;

    private final LuaWorker worker;
    private final LuaTable metatable = Namespace.hide(new LuaTable(0, 2));

    UdpObjects(LuaWorker worker) {
        this.worker = worker;
        LuaTable methods = new Namespace()
                .of3("setpeername", this::peer)
                .of2("send", this::send)
                .of2("receive", this::receive)
                .of2("settimeout", this::setTimeout)
                .of2("bind", this::bind)
                .of1("close", this::close)
                .table();
        metatable.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2("__index", (self, name) -> name instanceof String text ? methods.get(text) : null));
    }

    LuaTable create() {
        LuaTable object = LuaTable.of(new Userdata(new UdpSocket(worker), null));
        object.setMetatable(metatable);
        return object;
    }

    private static UdpSocket socket(@Nullable Object self) {
        return SocketArea.behind(self, UdpSocket.class);
    }

    private @Nullable Object peer(@Nullable Object self, @Nullable Object host, @Nullable Object port) {
        UdpSocket socket = socket(self);
        Context.waiting(worker);
        String name = Check.string(host, 2);
        if (name.startsWith("unix:")) {
            return Values.of2(null, "datagrams over unix domain sockets are not supported by this gateway");
        }
        int number = Check.integer(port, 3);
        if (number < 0 || number > TcpObjects.LAST_PORT) {
            return Values.of2(null, "bad port number: " + number);
        }
        try {
            socket.peer(name, number);
            return 1.0;
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private @Nullable Object send(@Nullable Object self, @Nullable Object data) {
        Context.waiting(worker);
        try {
            socket(self).send(TcpObjects.text(data));
            return 1.0;
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private @Nullable Object receive(@Nullable Object self, @Nullable Object size) {
        Context.waiting(worker);
        int most = Math.min(LARGEST, Check.integer(size, 2, LARGEST));
        try {
            return socket(self).receive(most);
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private Object setTimeout(@Nullable Object self, @Nullable Object millis) {
        UdpSocket socket = socket(self);
        long time = TcpObjects.time(millis, 2);
        socket.timeout = time > 0 ? time : socket.timeout;
        return Values.NONE;
    }

    private @Nullable Object bind(@Nullable Object self, @Nullable Object address) {
        socket(self).local = Check.string(address, 2);
        return 1.0;
    }

    private @Nullable Object close(@Nullable Object self) {
        try {
            socket(self).close();
            return 1.0;
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }
}
