package io.moongate.gateway.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
    private final Service service = Service.of(Map.of("id", id(1), "protocol", "http", "host", "h"));
    private final Route route =
            Route.of(Map.of("id", id(2), "protocols", List.of("http"), "service", Map.of("id", id(1))));

    private static String id(long number) {
        return new UUID(0, number).toString();
    }

    private PluginConfig plugin(String label, boolean ofRoute, boolean ofService, Object... more) {
        Map<String, @Nullable Object> document = new HashMap<>();
        document.put("id", UUID.randomUUID().toString());
        document.put("name", "p");
        document.put("protocols", List.of("http"));
        document.put("config", Map.of("label", label));
        if (ofRoute) {
            document.put("route", Map.of("id", id(2)));
        }
        if (ofService) {
            document.put("service", Map.of("id", id(1)));
        }
        for (int i = 0; i < more.length; i += 2) {
            document.put((String) more[i], more[i + 1]);
        }
        return PluginConfig.of(document);
    }

    private List<String> chosen(List<PluginConfig> plugins) {
        return Precedence.forRoute(plugins, route, service).stream()
                .map(plugin -> String.valueOf(plugin.config().get("label")))
                .toList();
    }

    @Test
    void theMostSpecificRuns() {
        List<PluginConfig> plugins = new ArrayList<>(List.of(
                plugin("route+service", true, true),
                plugin("route", true, false),
                plugin("service", false, true),
                plugin("global", false, false)));
        while (!plugins.isEmpty()) {
            String best = String.valueOf(plugins.getFirst().config().get("label"));
            assertEquals(List.of(best), chosen(plugins));
            List<PluginConfig> backwards = new ArrayList<>(plugins);
            Collections.reverse(backwards);
            assertEquals(List.of(best), chosen(backwards));
            plugins.removeFirst();
        }
    }

    @Test
    void whatIsSwitchedOffOrForOthersGivesWay() {
        assertEquals(
                List.of("global"),
                chosen(List.of(
                        plugin("off", true, true, "enabled", false),
                        plugin("other route", true, false, "route", Map.of("id", id(9))),
                        plugin("other service", false, true, "service", Map.of("id", id(9))),
                        plugin("consumer", true, false, "consumer", Map.of("id", id(9))),
                        plugin("tcp", true, false, "protocols", List.of("tcp")),
                        plugin("global", false, false))));
    }

    @Test
    void ofProtocolsOnlyTheKindCounts() {
        assertEquals(List.of("https"), chosen(List.of(plugin("https", true, false, "protocols", List.of("https")))));
    }

    @Test
    void onlyThoseWithoutScopeAreGlobal() {
        PluginConfig global = plugin("global", false, false);
        assertEquals(
                List.of(global),
                Precedence.global(List.of(
                        plugin("route", true, false),
                        global,
                        plugin("off", false, false, "enabled", false),
                        plugin("service", false, true))));
    }

    @Test
    void plansAreOrderedByPriorityAndHaveOnlyWhatAPhaseHas() {
        PhaseHandler handler = exchange -> Outcome.Continue.NEXT;
        PluginInstance everywhere = phase -> handler;
        PluginInstance logOnly = phase -> phase == Phase.LOG ? handler : null;
        PluginPlan plan = PluginPlan.of(List.of(
                new PluginPlan.Entry("low", -1000, everywhere),
                new PluginPlan.Entry("a", 5, everywhere),
                new PluginPlan.Entry("b", 5, logOnly),
                new PluginPlan.Entry("high", 1_000_000, everywhere)));
        assertEquals("high a low", names(plan, Phase.ACCESS));
        assertEquals("high b a low", names(plan, Phase.LOG));
        assertSame(PluginPlan.EMPTY, PluginPlan.of(List.of()));
        assertEquals(0, PluginPlan.EMPTY.steps(Phase.ACCESS).length);
        assertEquals(2, plan.steps(Phase.ACCESS)[1].place());
    }

    private static String names(PluginPlan plan, Phase phase) {
        List<String> names = new ArrayList<>();
        for (PluginPlan.Step step : plan.steps(phase)) {
            names.add(step.plugin());
        }
        return String.join(" ", names);
    }
}
