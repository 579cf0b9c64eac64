package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.Values;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Times: {@code ngx.now}, {@code ngx.time}, {@code ngx.http_time} … */
final class TimeArea {
    private TimeArea() {}

    static void add(Namespace ngx) {
        ngx.of0("now", () -> System.currentTimeMillis() / 1000.0)
                .of0("time", () -> (double) Math.floorDiv(System.currentTimeMillis(), 1000L))
                .of0("update_time", () -> Values.NONE)
                .of0("today", () -> HttpTime.day(System.currentTimeMillis()))
                .of0("localtime", () -> HttpTime.plain(System.currentTimeMillis(), ZoneId.systemDefault()))
                .of0("utctime", () -> HttpTime.plain(System.currentTimeMillis(), ZoneOffset.UTC))
                .of1("http_time", second -> HttpTime.http(second(second)))
                .of1("cookie_time", second -> HttpTime.cookie(second(second)))
                .of1("parse_http_time", TimeArea::parse);
    }

    private static long second(@Nullable Object value) {
        if (value instanceof Double number) {
            return number.longValue();
        }
        throw LuaError.caller("number argument only");
    }

    private static @Nullable Object parse(@Nullable Object text) {
        if (!(text instanceof String)) {
            throw LuaError.caller("string argument only");
        }
        OptionalLong second = HttpTime.parse((String) text);
        return second.isPresent() ? (Object) (double) second.getAsLong() : null;
    }
}
