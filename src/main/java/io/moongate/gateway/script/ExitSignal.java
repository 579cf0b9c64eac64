package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Outcome;
import io.moongate.lua.value.HostSignal;

/**
 * A function ends the request, or its part in it: {@code kong.response.exit}, {@code ngx.exit} and their like throw it,
 * and no {@code pcall} stops it. Without an outcome the answer stands in {@link RequestState#delayed}.
 */
public final class ExitSignal extends HostSignal {
    private final transient Outcome outcome;

    public ExitSignal(Outcome outcome) {
        super("the request ends here");
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
