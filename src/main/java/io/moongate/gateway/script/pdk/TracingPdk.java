package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code kong.tracing} and {@code kong.telemetry} while tracing is off, as it is: spans that record nothing. */
final class TracingPdk {
    private TracingPdk() {}

    static LuaTable tracing() {
        Namespace tracer = new Namespace();
        for (String name : new String[] {
            "active_span",
            "set_active_span",
            "link_span",
            "init_spans",
            "get_spans",
            "get_root_span",
            "set_should_sample",
            "get_sampling_decision"
        }) {
            tracer.ofN(name, arguments -> Values.NONE);
        }
        return tracer.ofN("start_span", arguments -> span())
                .ofN("create_span", arguments -> span())
                .ofN("process_span", TracingPdk::process)
                .ofN("new", arguments -> tracing())
                .calls(arguments -> tracing())
                .table();
    }

    private static @Nullable Object process(@Nullable Object[] arguments) {
        return arguments.length == 0
                ? Values.NONE
                : Call.callN(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static LuaTable span() {
        LuaTable span = new LuaTable();
        LuaTable metatable = new LuaTable();
        NativeFunction nothing = NativeFunction.ofN("span", arguments -> Values.NONE);
        metatable.put("__index", NativeFunction.of2("__index", (table, name) -> nothing));
        span.setMetatable(metatable);
        return span;
    }

    static LuaTable telemetry() {
        return new Namespace()
                .ofN("log", arguments -> Values.of2(null, "telemetry logging is off"))
                .table();
    }
}
