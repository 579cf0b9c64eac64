package io.moongate.gateway.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlocksTest {
    private final AddressBlocks blocks =
            AddressBlocks.of(List.of("10.0.0.0/8", "192.168.1.7", "172.16.0.0/12", "2001:db8::/33", "::1", "unix:"));

    @ParameterizedTest
    @CsvSource({
        "10.255.0.1, true",
        "11.0.0.1, false",
        "192.168.1.7, true",
        "192.168.1.8, false",
        "172.31.255.255, true",
        "172.32.0.0, false",
        "2001:db8:7fff::1, true",
        "2001:db8:8000::, false",
        "::1, true",
        "::2, false",
        "garbage, false",
        "'', false",
        "unix:, false"
    })
    void anAddressIsInABlockOrNot(String address, boolean in) {
        assertEquals(in, blocks.contains(address));
    }

    @Test
    void everythingAndNothing() {
        assertEquals(true, AddressBlocks.of(List.of("0.0.0.0/0")).contains("1.2.3.4"));
        assertFalse(AddressBlocks.NONE.contains("1.2.3.4"));
        assertThrows(IllegalArgumentException.class, () -> AddressBlocks.of(List.of("10.0.0.0/33")));
    }
}
