package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.UpstreamResponse;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** At least one case for each function of {@code kong}, from a table; and none of them without. */
class PdkCasesTest extends Probe {
    private static final String ID = "11111111-2222-4333-8444-55555555555";
    private static final String NAMESPACES =
            "request response service client router ip node cluster nginx table plugin" + " vault dns cache log";
    private static final String WALK = """
            local found = {}
            local function walk(path, t)
              for name, value in pairs(t) do
                if type(value) == 'function' then found[#found + 1] = path .. '.' .. name
                elseif type(value) == 'table' then walk(path .. '.' .. name, value) end
              end
            end
            for name in ('%s'):gmatch('%%S+') do walk('kong.' .. name, kong[name]) end
            kong.ctx.shared.shown = table.concat(found, ' ')
            """;

    PdkCasesTest() {
        super(Gateway.of(SandboxMode.SANDBOX, Set.of("ngx.ssl", "resty.openssl.x509.store"), new NodeFacts() {
            @Override
            public boolean trusted(String address) {
                return address.startsWith("127.");
            }
        }));
    }

    record Case(String function, Phase phase, String expressions, String expected) {
        static Case of(String line) {
            String[] part = line.split(" :: ", -1);
            assertEquals(4, part.length, line);
            Phase phase = Arrays.stream(Phase.values())
                    .filter(one -> one.text().equals(part[1]))
                    .findFirst()
                    .orElseThrow();
            return new Case(part[0], phase, part[2], part[3]);
        }

        @Override
        public String toString() {
            return function + " in " + phase;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(PdkCasesTest.class.getResourceAsStream("/script/pdk-cases.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#") && !line.isBlank()).map(Case::of).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gives(Case one) {
        assertEquals(one.expected(), show(exchange(one.phase()), one.phase(), one.expressions()));
    }

    @Test
    void everyFunctionHasACase() throws IOException {
        Exchange exchange = exchange(Phase.ACCESS);
        run(exchange, Phase.ACCESS, WALK.formatted(NAMESPACES));
        String names = String.valueOf(RequestState.of(exchange).shared().get("shown"));
        assertEquals(
                new TreeSet<>(List.of(names.split(" "))),
                cases().map(Case::function).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyFunctionIsInTheTableOfPhases() throws IOException {
        try (InputStream in = Objects.requireNonNull(PdkCasesTest.class.getResourceAsStream("/script/phases.txt"))) {
            Set<String> listed = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ")[0])
                    .collect(Collectors.toSet());
            assertEquals(
                    List.of(),
                    cases().map(Case::function)
                            .distinct()
                            .filter(name -> !listed.contains(name))
                            .toList());
        }
    }

    private Exchange exchange(Phase phase) {
        Exchange exchange = request()
                .method("POST")
                .target("/over/the/../it?x=1&y=a&y=b&flag&sp=a%20b")
                .header("X-Token", "t")
                .header("X-Multi", "one")
                .header("X-Multi", "two")
                .header("X-Forwarded-Proto", "HTTPS")
                .header("X-Forwarded-Host", "Front.Example:8443")
                .header("X-Forwarded-Prefix", "/over")
                .header("Content-Type", "application/json")
                .body("{\"a\":1}")
                .exchange();
        Map<String, @Nullable Object> service =
                new HashMap<>(Map.of("id", ID + "1", "protocol", "http", "host", "up.example", "name", "s"));
        exchange.service = Service.of(service);
        exchange.route = Route.of(Map.of(
                "id",
                ID + "2",
                "name",
                "r",
                "protocols",
                List.of("http", "https"),
                "paths",
                List.of("/over"),
                "service",
                Map.of("id", ID + "1")));
        exchange.captures = Arrays.asList("whole", "first");
        exchange.namedCaptures = Map.of("n", "named");
        exchange.upstream.path = "/up";
        if (phase.ordinal() > Phase.ACCESS.ordinal()) {
            answered(exchange);
        }
        return exchange;
    }

    private static void answered(Exchange exchange) {
        HeaderList headers = new HeaderList();
        headers.add("X-Up", "u");
        headers.add("Content-Type", "application/json");
        exchange.upstreamResponse = new UpstreamResponse(201, "Created", headers, Buffer.buffer("{\"u\":1}"));
        exchange.proxied = true;
        exchange.upstream.tries = 2;
        exchange.upstream.address = "10.0.0.1:80";
        exchange.upstream.tryFailed(502);
        exchange.upstream.address = "10.0.0.2:80";
        exchange.response.status = 201;
        exchange.response.source = ClientResponse.Source.SERVICE;
        exchange.response.headers.add("X-Up", "u");
        exchange.response.chunk = Buffer.buffer("piece");
        exchange.response.last = true;
    }
}
