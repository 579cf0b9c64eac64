package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.snapshot.Snapshot;

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
                return outcome;
            }
        }
        return Outcome.Continue.NEXT;
    }

    /**
     * Runs the plugins of access; once one of them has found out who sends the request, those behind it, here and in
     * the phases that follow, are the ones for that consumer.
     */
    static Outcome access(Exchange exchange, Snapshot snapshot) {
        exchange.phase = Phase.ACCESS;
        if (!(exchange.plan instanceof PluginPlan plan)) {
            return Outcome.Continue.NEXT;
        }
        PluginPlan.Step[] steps = plan.steps(Phase.ACCESS);
        for (int i = 0; i < steps.length; i++) {
            PluginPlan.Step step = steps[i];
            if (step.place() > exchange.planLimit) {
                break;
            }
            Consumer before = exchange.consumer;
            Outcome outcome = step(exchange, step);
            if (exchange.consumer != before) {
                plan = forConsumer(exchange, snapshot, plan, step.place());
                steps = plan.steps(Phase.ACCESS);
            }
            if (outcome != Outcome.Continue.NEXT) {
                if (immediate(outcome)) {
                    exchange.planLimit = step.place();
                }
                return outcome;
            }
        }
        return Outcome.Continue.NEXT;
    }

    /** What runs from a place on, now that the consumer is known; what ran already stays as it is. */
    private static PluginPlan forConsumer(Exchange exchange, Snapshot snapshot, PluginPlan plan, int place) {
        if (exchange.route == null || exchange.consumer == null) {
            return plan;
        }
        PluginPlan chosen = snapshot.plan(plan, place, exchange.route, exchange.service, exchange.consumer.id());
        exchange.plan = chosen;
        return chosen;
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
