package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.lua.value.LuaError;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a function of {@code ngx} may be called, and nginx's words where it may not. */
public final class Context {
    private static final Set<Phase> REQUEST =
            EnumSet.of(Phase.REWRITE, Phase.ACCESS, Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG, Phase.RESPONSE);
    private static final Set<Phase> EARLY = EnumSet.of(Phase.REWRITE, Phase.ACCESS);
    private static final Set<Phase> WAITING = EnumSet.of(Phase.REWRITE, Phase.ACCESS, Phase.CERTIFICATE);

    /** What is said where there is no request at all. */
    static final String NO_REQUEST = "API disabled in the current context";

    private Context() {}

    /** Where there is a request. */
    static Exchange request(LuaWorker worker) {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange != null && REQUEST.contains(exchange.phase)) {
            return exchange;
        }
        throw LuaError.caller(NO_REQUEST);
    }

    /** Where the request is not answered yet. */
    static Exchange early(LuaWorker worker) {
        return in(worker, EARLY);
    }

    /** In these phases only. */
    static Exchange in(LuaWorker worker, Set<Phase> phases) {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange != null && phases.contains(exchange.phase)) {
            return exchange;
        }
        throw LuaError.caller(disabled(exchange));
    }

    /** Where functions may wait: early in a request, in a handshake, or in a timer. */
    public static void waiting(LuaWorker worker) {
        if (!mayWait(worker)) {
            throw LuaError.caller(disabled(worker.exchangeOrNull()));
        }
    }

    /** Whether functions may wait now. */
    public static boolean mayWait(LuaWorker worker) {
        Exchange exchange = worker.exchangeOrNull();
        return exchange == null || WAITING.contains(exchange.phase);
    }

    /** What is said where something must not be called. */
    public static String disabled(@Nullable Exchange exchange) {
        return "API disabled in the context of " + name(exchange);
    }

    private static String name(@Nullable Exchange exchange) {
        if (exchange == null) {
            return "ngx.timer";
        }
        return exchange.phase == Phase.CERTIFICATE ? "ssl_certificate_by_lua*" : exchange.phase.text() + "_by_lua*";
    }
}
