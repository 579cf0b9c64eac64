package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.net.ByteReader;
import io.moongate.gateway.script.net.SocketFailure;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code receive}, {@code receiveany} and {@code receiveuntil}, as sockets and request bodies have them. */
final class ReceiveMethods {
    private final LuaWorker worker;

    ReceiveMethods(LuaWorker worker) {
        this.worker = worker;
    }

    void addTo(Namespace methods) {
        methods.of2("receive", this::receive)
                .of2("receiveany", this::receiveAny)
                .of3("receiveuntil", this::receiveUntil);
    }

    /** Whatever a Lua object reads from. */
    private ByteReader reader(@Nullable Object self) throws SocketFailure {
        if (self instanceof LuaTable table
                && table.get(1) instanceof io.moongate.lua.value.Userdata userdata
                && userdata.object() instanceof ByteReader reader) {
            return reader;
        }
        return TcpObjects.socket(self).reader();
    }

    private @Nullable Object receive(@Nullable Object self, @Nullable Object what) {
        Context.waiting(worker);
        try {
            ByteReader reader = reader(self);
            Double number = what instanceof Double d ? d : what instanceof String text ? Convert.toNumber(text) : null;
            if (number != null) {
                if (number < 0) {
                    throw ArgumentError.of(2, "bad number argument");
                }
                return reader.exactly(number.intValue());
            }
            if (what == null || what.equals("*l")) {
                return reader.line();
            }
            if (what.equals("*a")) {
                return reader.toEnd();
            }
            boolean starred = !(what instanceof String text) || text.length() == 2 && text.charAt(0) == '*';
            throw ArgumentError.of(2, starred ? "bad pattern argument" : "bad pattern argument: " + what);
        } catch (SocketFailure failure) {
            return Values.of3(null, failure.error(), failure.partial());
        }
    }

    private @Nullable Object receiveAny(@Nullable Object self, @Nullable Object most) {
        Context.waiting(worker);
        int limit = Check.integer(most, 2);
        if (limit <= 0) {
            throw ArgumentError.of(2, "bad max argument");
        }
        try {
            return reader(self).any(limit);
        } catch (SocketFailure failure) {
            return SocketArea.failed(failure);
        }
    }

    private @Nullable Object receiveUntil(@Nullable Object self, @Nullable Object pattern, @Nullable Object options) {
        Context.waiting(worker);
        String mark = Check.string(pattern, 2);
        if (mark.isEmpty()) {
            return Values.of2(null, "pattern is empty");
        }
        boolean inclusive = options instanceof LuaTable table && Convert.truth(table.get("inclusive"));
        ByteReader.Until[] state = new ByteReader.Until[1];
        ByteReader[] of = new ByteReader[1];
        return NativeFunction.of1("iterator", size -> {
            Context.waiting(worker);
            try {
                ByteReader reader = reader(self);
                ByteReader.Until until = state[0];
                if (until == null || !reader.sameStream(of[0])) {
                    until = reader.until(mark, inclusive);
                    state[0] = until;
                    of[0] = reader;
                }
                if (size == null) {
                    return until.whole();
                }
                int most = Check.integer(size, 1);
                if (most < 0) {
                    throw ArgumentError.of(1, "bad number argument");
                }
                String piece = most == 0 ? until.whole() : until.piece(most);
                return piece == null ? Values.of3(null, null, null) : piece;
            } catch (SocketFailure failure) {
                return Values.of3(null, failure.error(), failure.partial());
            }
        });
    }
}
