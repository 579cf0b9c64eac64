package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code kong.dns}: names to addresses, as the system's resolver knows them; the request waits, its worker does not. */
final class DnsPdk {
    private static final double TYPE_A = 1;
    private static final double TYPE_AAAA = 28;
    private static final double INTERNET = 1;
    private static final double ANSWER_SECTION = 1;
    private static final double TTL = 10;
    private static final double TTL_OF_LITERAL = 10.0 * 365 * 24 * 60 * 60;
    private static final String NO_SUCH_NAME = "dns server error: 3 name error";

    private final LuaWorker worker;
    private int turn;

    private DnsPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        DnsPdk pdk = new DnsPdk(worker);
        return new Namespace()
                .value("TYPE_A", TYPE_A)
                .value("TYPE_AAAA", TYPE_AAAA)
                .of1("resolve", pdk::resolve)
                .of2("toip", pdk::toIp)
                .table();
    }

    private List<InetAddress> ask(@Nullable Object name) {
        if (!(name instanceof String text)) {
            throw LuaError.caller("qname must be a string");
        }
        return worker.await(worker.network().resolve(EntityTables.text(text)));
    }

    private Object resolve(@Nullable Object name) {
        List<InetAddress> addresses = ask(name);
        if (addresses.isEmpty()) {
            return Values.of3(null, NO_SUCH_NAME, tried(name));
        }
        LuaTable records = new LuaTable(addresses.size(), 0);
        boolean literal = name instanceof String text && AddressBlocks.isAddress(text);
        for (InetAddress address : addresses) {
            records.put(
                    records.length() + 1,
                    new Namespace()
                            .value("name", name)
                            .value("type", address instanceof Inet6Address ? TYPE_AAAA : TYPE_A)
                            .value("class", INTERNET)
                            .value("section", ANSWER_SECTION)
                            .value("address", text(address))
                            .value("ttl", literal ? TTL_OF_LITERAL : TTL)
                            .table());
        }
        return Values.of3(records, null, tried(name));
    }

    /** One address, another one each time, with the port that was given. */
    private Object toIp(@Nullable Object name, @Nullable Object port) {
        List<InetAddress> addresses = ask(name);
        if (addresses.isEmpty()) {
            return Values.of3(null, NO_SUCH_NAME, tried(name));
        }
        InetAddress chosen = addresses.get(Math.floorMod(turn++, addresses.size()));
        return Values.of3(text(chosen), port, tried(name));
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    private static LuaTable tried(@Nullable Object name) {
        return LuaTable.of(new Namespace().value("qname", name).table());
    }
}
