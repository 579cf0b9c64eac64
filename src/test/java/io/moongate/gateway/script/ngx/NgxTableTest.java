package io.moongate.gateway.script.ngx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions of {@code ngx} by tables: each line of {@code /script/ngx/*.txt} is Lua and what it gives, with {@code =>}
 * between. {@code @phase} sets the phase of the lines after it, {@code @request} the request: method, target, body.
 */
class NgxTableTest extends Probe {
    private static final Pattern HEADER = Pattern.compile("@header ([^:]+): (.*)");
    private static final Pattern PLACE = Pattern.compile("\\[string \"[^\\n]*?\"\\]:\\d+: ");

    NgxTableTest() {
        super(Gateway.sandbox());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "time", "re", "shared", "var", "req", "output", "phases", "fields"})
    void tables(String name) throws IOException {
        Phase phase = Phase.ACCESS;
        String[] request = {"GET", "/"};
        List<String> headers = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int lines = 0;
        int number = 0;
        for (String line : lines(name)) {
            number++;
            if (line.startsWith("@phase ")) {
                phase = Phase.valueOf(line.substring(7).toUpperCase(Locale.ROOT));
            } else if (line.startsWith("@request ")) {
                request = line.substring(9).split(" ", 3);
                headers.clear();
            } else if (line.startsWith("@header ")) {
                headers.add(line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                lines++;
                int arrow = line.lastIndexOf(" => ");
                String wanted = line.substring(arrow + 4).replace("\\n", "\n").replace("\\r", "\r");
                String got = PLACE.matcher(show(exchange(request, headers), phase, line.substring(0, arrow)))
                        .replaceAll("");
                if (!got.equals(wanted)) {
                    wrong.add(name + ".txt:" + number + ": " + line.substring(0, arrow) + "\n   wanted " + wanted
                            + "\n   got    " + got);
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(lines > 5, "lines looked at: " + lines);
    }

    private Exchange exchange(String[] request, List<String> headers) {
        Gateway.RequestBuilder builder = request().method(request[0]).target(request[1]);
        if (request.length > 2) {
            builder.body(request[2]);
        }
        for (String header : headers) {
            var matcher = HEADER.matcher(header);
            assertTrue(matcher.matches(), header);
            builder.header(matcher.group(1), matcher.group(2));
        }
        return builder.exchange();
    }

    private static List<String> lines(String name) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NgxTableTest.class.getResourceAsStream("/script/ngx/" + name + ".txt")),
                StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
