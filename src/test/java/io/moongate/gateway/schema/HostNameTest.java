package io.moongate.gateway.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and addresses with and without ports. */
class HostNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            example.com        | NAME example.com -
            example.com.       | NAME example.com. -
            a_b-c.example:8080 | NAME a_b-c.example 8080
            10.0.0.1           | IPV4 10.0.0.1 -
            10.0.0.1:65535     | IPV4 10.0.0.1 65535
            ::1                | IPV6 [0000:0000:0000:0000:0000:0000:0000:0001] -
            [::1]:80           | IPV6 [0000:0000:0000:0000:0000:0000:0000:0001] 80
            [2001:DB8::a]      | IPV6 [2001:0db8:0000:0000:0000:0000:0000:000a] -
            example.com:65536  | invalid port number
            10.0.0.1:70000     | invalid port number
            [::1]:99999        | invalid port number
            10.0.0.256         | invalid ipv4 address: 10.0.0.256
            10.0.0             | invalid ipv4 address: 10.0.0
            1::2::3            | invalid ipv6 address: 1::2::3
            [::g]:80           | invalid ipv6 address: [::g]:80
            example-.com       | invalid hostname: example-.com
            a..b               | invalid hostname: a..b
            a b                | invalid hostname: a b
            """)
    void aTextIsRead(String text, String wanted) {
        assertEquals(
                wanted,
                switch (HostName.parse(text)) {
                    case HostName.Parsed.Valid(HostName host) ->
                        host.kind() + " " + host.host() + " " + (host.port() == null ? "-" : host.port());
                    case HostName.Parsed.Invalid(String error) -> error;
                });
    }
}
