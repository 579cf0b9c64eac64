package io.moongate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings that cannot be used. */
class SettingsCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log_level          | loud     | log_level has an invalid value: 'loud' (debug, info, notice, warn, error, crit, alert, emerg)
            log_level          | stderr   | log_level has an invalid value: 'stderr' (debug, info, notice, warn, error, crit, alert, emerg)
            database           | mysql    | database has an invalid value: 'mysql' (postgres, off)
            untrusted_lua      | maybe    | untrusted_lua has an invalid value: 'maybe' (lax, sandbox, strict, off, on)
            pg_port            | five     | pg_port is not a number: 'five'
            pg_port            | 0        | pg_port: '0' is not a port (1 to 65535)
            tracing_sampling_rate | much  | tracing_sampling_rate is not a number: 'much'
            error_log_stderr   | perhaps  | error_log_stderr is not a boolean: 'perhaps'
            mem_cache_size     | large    | mem_cache_size: 'large' is not allowed: expected a size such as 8k, 10m or 1g
            """)
    void aBadSettingIsNamedWithWhatIsAllowed(String name, String value, String said) {
        assertEquals(said, refusal(Map.of("kong." + name, value)));
    }

    @Test
    void allBadSettingsAreNamed() {
        assertEquals(
                List.of("log_level has", "pg_port is"),
                refusal(Map.of("kong.log_level", "x", "kong.pg_port", "y"))
                        .lines()
                        .map(line -> line.replaceAll("^(\\S+ \\S+).*", "$1"))
                        .sorted()
                        .toList());
    }

    @Test
    void goodOnesAreRead() {
        GatewayConfig config = SettingsCheck.read(Map.of(
                        "kong.log_level", "warn", "kong.lua_ssl_trusted_certificate", "system, /etc/a.pem ,b.pem"))
                .settings();
        assertEquals(LogLevel.WARN, config.logLevel());
        assertEquals(List.of("system", "/etc/a.pem", "b.pem"), config.lua().luaSslTrustedCertificate());
    }

    private static String refusal(Map<String, String> settings) {
        return String.valueOf(assertThrows(SettingsCheck.BadSettings.class, () -> SettingsCheck.read(settings))
                .getMessage());
    }
}
