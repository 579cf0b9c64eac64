package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code kong.telemetry}: entries of logs for collectors, which nobody takes here, so that they are only looked at. */
final class TelemetryPdk {
    private record Parameter(String name, Class<?> kind, boolean required) {
        boolean takes(@Nullable Object value) {
            return value == null ? !required : kind.isInstance(value);
        }

        String complaint() {
            return name + (kind == String.class ? " must be a string" : " must be a table");
        }
    }

    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("plugin_name", String.class, true),
            new Parameter("plugin_config", LuaTable.class, true),
            new Parameter("message_type", String.class, true),
            new Parameter("message", String.class, false),
            new Parameter("attributes", LuaTable.class, false));

    private TelemetryPdk() {}

    static LuaTable telemetry() {
        return new Namespace().ofN("log", TelemetryPdk::log).table();
    }

    private static Object log(@Nullable Object[] given) {
        for (int i = 0; i < PARAMETERS.size(); i++) {
            if (!PARAMETERS.get(i).takes(i < given.length ? given[i] : null)) {
                return Values.of2(null, PARAMETERS.get(i).complaint());
            }
        }
        return Values.of2(null, "Telemetry logging is disabled: log entry will not be recorded");
    }
}
