package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Context;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code resty.dns.resolver}, as far as the system's own resolver goes: A and AAAA records. Which name servers are asked
 * is the system's to say.
 */
final class ResolverModule {
    private static final double A = 1;
    private static final double AAAA = 28;
    private static final double TTL = 30;

    private final LuaWorker worker;
    private final LuaTable metatable = Namespace.hide(new LuaTable(0, 2));

    private ResolverModule(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable create(LuaWorker worker) {
        ResolverModule module = new ResolverModule(worker);
        LuaTable methods = module.methods();
        module.metatable.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2("__index", (self, name) -> name instanceof String text ? methods.get(text) : null));
        return module.methods();
    }

    private LuaTable methods() {
        Namespace module = new Namespace()
                .of2("new", this::make)
                .of3("query", this::query)
                .of3("tcp_query", this::query)
                .of2("set_timeout", (self, millis) -> Values.NONE);
        module.value("TYPE_A", A).value("TYPE_AAAA", AAAA).value("CLASS_IN", 1.0);
        module.value("TYPE_NS", 2.0).value("TYPE_CNAME", 5.0).value("TYPE_SOA", 6.0);
        module.value("TYPE_PTR", 12.0).value("TYPE_MX", 15.0).value("TYPE_TXT", 16.0);
        return module.value("TYPE_SRV", 33.0).table();
    }

    private @Nullable Object make(@Nullable Object self, @Nullable Object options) {
        LuaTable given = options instanceof LuaTable table ? table : self instanceof LuaTable table ? table : null;
        if (given == null) {
            return Values.of2(null, "no options table specified");
        }
        if (!(given.get("nameservers") instanceof LuaTable servers) || servers.length() == 0) {
            return Values.of2(null, "no nameservers specified");
        }
        LuaTable resolver = new LuaTable(0, 2);
        resolver.setMetatable(metatable);
        return resolver;
    }

    private @Nullable Object query(@Nullable Object self, @Nullable Object name, @Nullable Object options) {
        Check.table(self, 1);
        Context.waiting(worker);
        String host = Check.string(name, 2);
        double type = options instanceof LuaTable table && table.get("qtype") instanceof Double given ? given : A;
        if (type != A && type != AAAA) {
            return Values.of2(null, "only A and AAAA records can be asked for");
        }
        List<InetAddress> addresses = worker.await(worker.network().resolve(host));
        LuaTable answers = new LuaTable();
        for (InetAddress address : addresses) {
            if (address instanceof Inet4Address == (type == A)) {
                answers.put(answers.length() + 1, answer(host, type, address));
            }
        }
        if (addresses.isEmpty()) {
            answers.put("errcode", 3.0);
            answers.put("errstr", "name error");
        }
        return answers;
    }

    private static LuaTable answer(String host, double type, InetAddress address) {
        LuaTable answer = new LuaTable(0, 8);
        answer.put("name", host);
        answer.put("type", type);
        answer.put("class", 1.0);
        answer.put("section", 1.0);
        answer.put("ttl", TTL);
        answer.put("address", address.getHostAddress());
        return answer;
    }
}
