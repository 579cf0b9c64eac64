package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.SharedDict;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kong.node}, {@code kong.cluster}, {@code kong.nginx} and {@code kong.ip}: what is known of the node. */
final class NodePdk {
    private final LuaWorker worker;

    private NodePdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable node(LuaWorker worker) {
        NodePdk pdk = new NodePdk(worker);
        return new Namespace()
                .of0("get_id", () -> worker.script().facts().nodeId())
                .of0("get_hostname", NodePdk::hostname)
                .of2("get_memory_stats", pdk::memory)
                .table();
    }

    static LuaTable cluster(LuaWorker worker) {
        return new Namespace()
                .of0("get_id", () -> worker.script().facts().clusterId())
                .table();
    }

    static LuaTable nginx(LuaWorker worker) {
        return new Namespace()
                .of0("get_subsystem", () -> "http")
                .of0("get_statistics", () -> statistics(worker))
                .table();
    }

    static LuaTable ip(LuaWorker worker) {
        return new Namespace()
                .of1(
                        "is_trusted",
                        address -> address instanceof String text
                                && worker.script().facts().trusted(text))
                .table();
    }

    private static LuaTable statistics(LuaWorker worker) {
        LuaTable table = new LuaTable();
        for (String name : new String[] {
            "connections_active",
            "connections_reading",
            "connections_writing",
            "connections_waiting",
            "connections_accepted",
            "connections_handled",
            "total_requests"
        }) {
            table.put(name, (double) worker.script().facts().statistics().getOrDefault(name, 0L));
        }
        return table;
    }

    private static Object hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private Object memory(@Nullable Object unit, @Nullable Object scale) {
        String letter = unit == null ? "b" : Convert.tostring(unit).toLowerCase(Locale.ROOT);
        if (!letter.equals("b") && !letter.equals("k") && !letter.equals("m") && !letter.equals("g")) {
            throw LuaError.caller("invalid unit '" + Convert.tostring(unit) + "' (expected 'k/K', 'm/M', or 'g/G')");
        }
        if (scale != null && !(scale instanceof Double number && number >= 0)) {
            throw LuaError.caller("scale must be equal or greater than 0");
        }
        int digits = scale instanceof Double number ? Math.min(number.intValue(), 99) : 2;
        LuaTable dicts = new LuaTable();
        for (Map.Entry<String, SharedDict> dict :
                worker.script().dicts().byName().entrySet()) {
            dicts.put(
                    dict.getKey(),
                    new Namespace()
                            .value("capacity", bytes(dict.getValue().capacity(), letter, digits))
                            .value(
                                    "allocated_slabs",
                                    bytes(
                                            dict.getValue().capacity()
                                                    - dict.getValue().free(),
                                            letter,
                                            digits))
                            .table());
        }
        Runtime runtime = Runtime.getRuntime();
        LuaTable self = new Namespace()
                .value("pid", (double) ProcessHandle.current().pid())
                .value("http_allocated_gc", bytes(runtime.totalMemory() - runtime.freeMemory(), letter, digits))
                .table();
        return new Namespace()
                .value("lua_shared_dicts", dicts)
                .value("workers_lua_vms", LuaTable.of(self))
                .table();
    }

    private static Object bytes(long bytes, String unit, int digits) {
        return switch (unit) {
            case "k" -> text(bytes / 1024.0, digits, "KiB");
            case "m" -> text(bytes / 1048576.0, digits, "MiB");
            case "g" -> text(bytes / 1073741824.0, digits, "GiB");
            default -> (double) bytes;
        };
    }

    private static String text(double number, int digits, String unit) {
        return String.format(Locale.ROOT, "%." + digits + "f %s", number, unit);
    }
}
