package io.moongate.gateway.plugin;

import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.ErrorPages;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The answers that plugins give in the place of the upstream. */
public final class Refusals {
    /** JSON as Kong labels it. */
    public static final String JSON = ErrorPages.JSON;

    private Refusals() {}

    /** An error in the form that the client prefers, with the request's id. */
    public static Outcome error(Exchange exchange, int status, String message) {
        ErrorPages.Page page = ErrorPages.byGateway(exchange, Identity.bytes(message));
        return exit(exchange, status, page.contentType(), page.body());
    }

    /**
     * An answer as it stands.
     *
     * @param body bytes as characters, or null for none
     */
    public static Outcome exit(Exchange exchange, int status, @Nullable String contentType, @Nullable String body) {
        ClientResponse response = exchange.response;
        response.status = status;
        response.reason = null;
        response.source = ClientResponse.Source.EXIT;
        if (contentType != null) {
            response.headers.set("Content-Type", contentType);
        }
        if (body == null) {
            return new Outcome.Answer(null);
        }
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        response.headers.set("Content-Length", Integer.toString(bytes.length));
        return new Outcome.Answer(Buffer.buffer(bytes));
    }
}
