package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.plugin.PluginPlan;

/** Runs the plugins of a phase, one after the other; the one place that whoever measures them hangs on to. */
final class Phases {
    private Phases() {}

    /** Runs the plugins of a phase until one decides about the rest of the walk. */
    static Outcome run(Exchange exchange, Phase phase) {
        exchange.phase = phase;
        if (!(exchange.plan instanceof PluginPlan plan)) {
            return Outcome.Continue.NEXT;
        }
        for (PluginPlan.Step step : plan.steps(phase)) {
            if (step.place() > exchange.planLimit) {
                break;
            }
            Outcome outcome = step(exchange, step);
            if (outcome != Outcome.Continue.NEXT) {
                if (phase == Phase.ACCESS && immediate(outcome)) {
                    exchange.planLimit = step.place();
                }
                return outcome;
            }
        }
        return Outcome.Continue.NEXT;
    }

    private static Outcome step(Exchange exchange, PluginPlan.Step step) {
        return step.handler().run(exchange);
    }

    /** Whether an outcome ends access at once, so that plugins behind it never hear of the request. */
    private static boolean immediate(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Finalized finalized -> true;
            case Outcome.Sent sent -> true;
            case Outcome.Dropped dropped -> true;
            case Outcome.Answer answer -> false;
            case Outcome.Failed failed -> false;
            case Outcome.Continue goOn -> false;
        };
    }
}
