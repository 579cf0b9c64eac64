package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * {@code ngx.location}: in Kong no location of the server is of use to a function: whatever is asked for leads to its
 * proxy, which fails as no upstream is chosen. Here it is answered in the same way.
 */
final class LocationArea {
    private static final double INTERNAL_ERROR = 500;

    private final LuaWorker worker;

    private LocationArea(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        LocationArea area = new LocationArea(worker);
        return new Namespace()
                .ofN("capture", area::capture)
                .of1("capture_multi", area::captureMany)
                .table();
    }

    private Object capture(@Nullable Object[] arguments) {
        Context.early(worker);
        Check.string(arguments, 1);
        return answer();
    }

    private @Nullable Object captureMany(@Nullable Object list) {
        Context.early(worker);
        LuaTable requests = Check.table(list, 1);
        int count = requests.length();
        if (count == 0) {
            throw LuaError.caller("at least one subrequest should be specified");
        }
        @Nullable Object[] answers = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            answers[i] = answer();
        }
        return Values.of(answers);
    }

    private LuaTable answer() {
        worker.log().line(LogLevel.ERROR, "invalid URL prefix in \"://kong_upstream\"");
        LuaTable answer = new LuaTable(0, 4);
        answer.put("status", INTERNAL_ERROR);
        answer.put("header", new LuaTable());
        answer.put("body", "");
        answer.put("truncated", false);
        return answer;
    }
}
