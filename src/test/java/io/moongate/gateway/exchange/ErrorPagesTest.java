package io.moongate.gateway.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                      | application/json; charset=utf-8
            ''                                       | application/json; charset=utf-8
            image/png                                | application/json; charset=utf-8
            application/*                            | application/json; charset=utf-8
            text/html                                | text/html; charset=utf-8
            TEXT/HTML                                | text/html; charset=utf-8
            text/plain                               | text/plain; charset=utf-8
            application/xml                          | application/xml; charset=utf-8
            text/html;q=0.3, application/xml;q=0.9   | application/xml; charset=utf-8
            image/png, text/html;q=0.1               | text/html; charset=utf-8
            text/html;q=x, application/xml           | text/html; charset=utf-8
            text/html;q=0                            | application/json; charset=utf-8
            """)
    void theClientsPreferenceDecides(String accept, String type) {
        assertEquals(type, ErrorPages.preferred(accept));
    }

    @Test
    void pagesAreLaidOutAsKongDoes() {
        assertEquals(
                "{\n  \"message\":\"no\",\n  \"request_id\":\"i\"\n}",
                ErrorPages.page("no", "i", null, ErrorPages.JSON).body());
        assertEquals(
                "no\nrequest_id: i\n",
                ErrorPages.page("no", "i", null, ErrorPages.PLAIN).body());
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error>\n  <message>no</message>\n"
                        + "  <requestid>i</requestid>\n</error>\n",
                ErrorPages.page("no", "i", "application/xml", ErrorPages.PLAIN).body());
        assertEquals(
                "<!doctype html>\n<html>\n  <head>\n    <meta charset=\"utf-8\">\n    <title>Error</title>\n"
                        + "  </head>\n  <body>\n    <h1>Error</h1>\n    <p>no.</p>\n    <p>request_id: i</p>\n"
                        + "  </body>\n</html>\n",
                ErrorPages.page("no", "i", "text/html", ErrorPages.PLAIN).body());
    }

    @Test
    void messagesCannotBreakOutOfAPage() {
        String bad = "<b>&\"x\"\\\n\u0001";
        assertEquals(
                "{\n  \"message\":\"<b>&\\\"x\\\"\\\\\\n\\u0001\",\n  \"request_id\":\"i\"\n}",
                ErrorPages.page(bad, "i", null, ErrorPages.JSON).body());
        assertEquals(
                true,
                ErrorPages.page("<b>&", "i", "text/html", ErrorPages.JSON)
                        .body()
                        .contains("<p>&lt;b&gt;&amp;.</p>"));
    }
}
