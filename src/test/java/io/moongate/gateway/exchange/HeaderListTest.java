package io.moongate.gateway.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeaderListTest {
    private final HeaderList headers = new HeaderList()
            .add("Host", "h")
            .add("X-Multi", "one")
            .add("Accept", "*/*")
            .add("x-multi", "two");

    @Test
    void orderAndCaseAreKept() {
        assertEquals("Host: h\nX-Multi: one\nAccept: */*\nx-multi: two\n", headers.toString());
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertEquals("one", headers.get("X-MULTI"));
        assertEquals(List.of("one", "two"), headers.getAll("x-Multi"));
        assertTrue(headers.contains("hOST"));
        assertNull(headers.get("Hos"));
        assertNull(headers.get(""));
        assertFalse(headers.contains("X-Multj"));
        assertEquals(Set.of("host", "x-multi", "accept"), headers.names());
    }

    @Test
    void aHeaderThatIsSetKeepsItsPlaceAndSpelling() {
        headers.set("x-MULTI", "new");
        assertEquals("Host: h\nX-Multi: new\nAccept: */*\n", headers.toString());
    }

    @Test
    void ofSeveralValuesTheFirstTakesThePlaceAndTheOthersGoToTheEnd() {
        List<String> three = List.of("r1", "r2", "r3");
        headers.set("X-Multi", three);
        assertEquals("Host: h\nX-Multi: r1\nAccept: */*\nX-Multi: r2\nX-Multi: r3\n", headers.toString());
        List<String> none = List.of();
        headers.set("X-Multi", none);
        assertEquals("Host: h\nAccept: */*\n", headers.toString());
    }

    @Test
    void allLinesOfANameAreRemoved() {
        headers.remove("X-multi");
        assertEquals("Host: h\nAccept: */*\n", headers.toString());
        headers.remove("X-multi");
        assertEquals(2, headers.size());
    }

    @Test
    void thereMayBeManyLines() {
        for (int i = 0; i < 100; i++) {
            headers.add("N" + i, "v" + i);
        }
        assertEquals("v99", headers.get("n99"));
        assertEquals(104, headers.entries().size());
        assertEquals(Map.entry("N99", "v99"), headers.entries().getLast());
    }

    @Test
    void aCopyChangesApart() {
        HeaderList copy = headers.copy();
        copy.set("Host", "other").add("X", "y");
        assertEquals("h", headers.get("Host"));
        assertNull(headers.get("X"));
        assertEquals("other", copy.get("Host"));
    }
}
