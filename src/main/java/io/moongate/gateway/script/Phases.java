package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.lua.value.LuaError;

/** The phases in which a function may be called, and Kong's words where it may not. */
public final class Phases {
    private static final String REQUEST_PHASES =
            "rewrite, access, balancer, response, cluster_listener, header_filter, body_filter, log, error, admin_api";

    /** Wherever there is a request. */
    public static final Phases REQUEST = only(REQUEST_PHASES);

    private final int mask;
    private final boolean except;
    private final String names;

    private Phases(int mask, boolean except, String names) {
        this.mask = mask;
        this.except = except;
        this.names = names;
    }

    /** Only in these; the text is what the error lists, so it may name phases that functions never meet. */
    public static Phases only(String names) {
        return new Phases(mask(names), false, names);
    }

    /** In any but these. */
    public static Phases except(String names) {
        return new Phases(~mask(names), true, names);
    }

    private static int mask(String names) {
        int mask = 0;
        for (String name : names.split(", ")) {
            for (Phase phase : Phase.values()) {
                if (phase.text().equals(name)) {
                    mask |= 1 << phase.ordinal();
                }
            }
        }
        return mask;
    }

    /** Whether the phase is one of them. */
    public boolean has(Phase phase) {
        return (mask & 1 << phase.ordinal()) != 0;
    }

    /** The present exchange, or the error that Kong raises at the caller. */
    public Exchange check(LuaWorker worker) {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange != null && (mask & 1 << exchange.phase.ordinal()) != 0) {
            return exchange;
        }
        throw LuaError.caller(refusal(exchange));
    }

    private String refusal(@org.jspecify.annotations.Nullable Exchange exchange) {
        if (exchange == null) {
            return "no phase in ngx.ctx.KONG_PHASE, (need one of " + names + ")";
        }
        String list = except ? "can be called in any phases except: " : "only in: ";
        return "function cannot be called in " + exchange.phase.text() + " phase (" + list + names + ")";
    }
}
