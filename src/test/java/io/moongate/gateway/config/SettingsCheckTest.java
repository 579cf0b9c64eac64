package io.moongate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.script.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            trusted_ips        | nonsense | trusted_ips must be a comma separated list in the form of IPv4 or IPv6 address or CIDR block or 'unix:', got 'nonsense'
            trusted_ips        | ::1/129  | trusted_ips must be a comma separated list in the form of IPv4 or IPv6 address or CIDR block or 'unix:', got '::1/129'
            prefix             | pom.xml/x | prefix: the folder pom.xml/x cannot be made
            lua_ssl_trusted_certificate | none.pem | lua_ssl_trusted_certificate: no such file at none.pem
            lua_ssl_trusted_certificate | pom.xml | lua_ssl_trusted_certificate: no certificate in pom.xml
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
    void goodOnesAreRead(@TempDir Path folder) throws IOException, GeneralSecurityException {
        Path file = Loopback.authority(folder);
        GatewayConfig config = SettingsCheck.read(Map.of(
                        "kong.log_level",
                        "warn",
                        "kong.trusted_ips",
                        "127.0.0.1, 10.0.0.0/8,::/0, unix:",
                        "kong.prefix",
                        folder.resolve("made/new").toString(),
                        "kong.lua_ssl_trusted_certificate",
                        "system, " + file + " "))
                .settings();
        assertTrue(Files.isDirectory(folder.resolve("made/new")));
        assertEquals(LogLevel.WARN, config.logLevel());
        assertEquals(List.of("system", file.toString()), config.lua().luaSslTrustedCertificate());
    }

    private static String refusal(Map<String, String> settings) {
        return String.valueOf(assertThrows(SettingsCheck.BadSettings.class, () -> SettingsCheck.read(settings))
                .getMessage());
    }
}
