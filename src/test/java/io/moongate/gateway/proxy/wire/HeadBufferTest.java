package io.moongate.gateway.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeadBufferTest {

    @Test
    void whatWouldBeginAnotherLineIsEscaped() {
        assertEquals(
                "X%0D%0AInjected%3A%20yes: a%0D%0Ab\r\n",
                new HeadBuffer().line("X\r\nInjected: yes", "a\r\nb").toString());
        assertEquals("X%00: 5\r\n", new HeadBuffer().line("X\0", 5).toString());
    }

    @Test
    void whatWouldEndATargetIsEscaped() {
        assertEquals(
                "a%20b%0D%0Ac%7F", new HeadBuffer().target("a b\r\nc\u007f").toString());
        assertEquals("/\u00e9%20?x=:", new HeadBuffer().target("/\u00e9%20?x=:").toString());
    }
}
