package io.moongate.gateway.plugin;

import io.moongate.gateway.exchange.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that run for a request, by phase, in the order in which they run. Immutable; one per route, and the
 * global one for requests that no route took and for the phases before routing.
 */
public final class PluginPlan {
    /** The code of one plugin in one phase, and the place of that plugin in the plan. */
    public record Step(String plugin, int place, PhaseHandler handler) {}

    /** A configured plugin and what it was made into. */
    public record Entry(String plugin, int priority, PluginInstance instance) {}

    private static final Step[] NONE = {};
    private static final Phase[] PHASES = Phase.values();
    private static final Comparator<Entry> ORDER =
            Comparator.comparingInt(Entry::priority).reversed().thenComparing(Entry::plugin, Comparator.reverseOrder());

    /** A plan without any plugin; stands behind what it is made of. */
    public static final PluginPlan EMPTY = new PluginPlan(List.of());

    private final Step[][] steps = new Step[PHASES.length][];
    private final List<Entry> entries;

    private PluginPlan(List<Entry> entries) {
        this.entries = entries;
        for (Phase phase : PHASES) {
            List<Step> chain = new ArrayList<>();
            for (int place = 0; place < entries.size(); place++) {
                Entry entry = entries.get(place);
                @Nullable PhaseHandler handler = entry.instance().handler(phase);
                if (handler != null) {
                    chain.add(new Step(entry.plugin(), place, handler));
                }
            }
            steps[phase.ordinal()] = chain.isEmpty() ? NONE : chain.toArray(Step[]::new);
        }
    }

    /** Orders plugins by priority, higher first; equal ones by name backwards, as Kong does. */
    public static PluginPlan of(List<Entry> plugins) {
        if (plugins.isEmpty()) {
            return EMPTY;
        }
        List<Entry> sorted = new ArrayList<>(plugins);
        sorted.sort(ORDER);
        return new PluginPlan(List.copyOf(sorted));
    }

    /**
     * This plan up to and with a place, and another one from there on: what becomes of a request's plugins when it is
     * known who sends it.
     */
    public PluginPlan continued(int place, PluginPlan other) {
        Entry last = entries.get(place);
        List<Entry> joined = new ArrayList<>(entries.subList(0, place + 1));
        for (Entry entry : other.entries) {
            if (ORDER.compare(entry, last) > 0) {
                joined.add(entry);
            }
        }
        return joined.equals(entries) ? this : new PluginPlan(List.copyOf(joined));
    }

    /** The steps of a phase in order; not to be changed. */
    public Step[] steps(Phase phase) {
        return steps[phase.ordinal()];
    }

    /** The plugins in the order in which they run. */
    public List<Entry> entries() {
        return entries;
    }
}
