package io.moongate.gateway.admin;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.schema.decode.ArgumentDecoder;
import io.moongate.gateway.store.DocumentJson;
import io.moongate.gateway.store.StoreUnavailableException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The door of the Admin API: every request comes in here, is led to its {@link Endpoint} by the table of all paths, and
 * what comes back gets the headers that all answers have. The table, and not annotations, decides about paths and
 * methods, since most of them follow from the declarations of entities.
 */
@Singleton
@Path("/")
@RunOnVirtualThread
public class AdminResource {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=UTF-8";
    private static final String ANY_PATH = "{path:.*}";
    private static final String SERVER = "kong/" + Versions.KONG;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Endpoints endpoints;
    private final ErrorLog log;

    AdminResource(@Any Instance<EndpointSource> sources, ErrorLog log) {
        List<Endpoint> all = new ArrayList<>();
        // Of two that know a path the special one is to have it.
        sources.stream()
                .sorted(Comparator.comparing(EndpointSource::general))
                .forEach(source -> all.addAll(source.endpoints()));
        all.add(Endpoint.at("/endpoints")
                .get(request -> Answer.page(this.endpoints().patterns(), null, null)));
        this.endpoints = new Endpoints(all);
        this.log = log;
    }

    private Endpoints endpoints() {
        return endpoints;
    }

    @GET
    @Path(ANY_PATH)
    public Response get(@Context HttpServerRequest request) {
        return answer(request, new byte[0]);
    }

    @HEAD
    @Path(ANY_PATH)
    public Response head(@Context HttpServerRequest request) {
        return answer(request, new byte[0]);
    }

    @OPTIONS
    @Path(ANY_PATH)
    public Response options(@Context HttpServerRequest request) {
        return answer(request, new byte[0]);
    }

    @DELETE
    @Path(ANY_PATH)
    public Response delete(@Context HttpServerRequest request) {
        return answer(request, new byte[0]);
    }

    @POST
    @Path(ANY_PATH)
    public Response post(@Context HttpServerRequest request, byte[] body) {
        return answer(request, body);
    }

    @PUT
    @Path(ANY_PATH)
    public Response put(@Context HttpServerRequest request, byte[] body) {
        return answer(request, body);
    }

    @PATCH
    @Path(ANY_PATH)
    public Response patch(@Context HttpServerRequest request, byte[] body) {
        return answer(request, body);
    }

    private Response answer(HttpServerRequest request, byte[] body) {
        long start = System.nanoTime();
        String method = request.method().name();
        Answer answer;
        try {
            answer = handle(method, request, body);
        } catch (RefusedException e) {
            answer = e.answer();
        } catch (StoreUnavailableException e) {
            log.log(LogLevel.ERROR, "[admin] " + e.getMessage());
            answer = Answer.message(503, "the database is unreachable");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.log(LogLevel.ERROR, "[admin] " + method + " " + request.uri() + " failed: " + Traces.of(e));
            answer = Answer.message(500, "An unexpected error occurred");
        }
        return response(request, answer, (System.nanoTime() - start) / 1_000_000);
    }

    private Answer handle(String method, HttpServerRequest request, byte[] body) {
        String uri = request.uri();
        int question = uri.indexOf('?');
        String path = withoutLastSlash(question < 0 ? uri : uri.substring(0, question));
        if (!path.startsWith("/") || !PathText.isWellFormed(path)) {
            return new Answer(400, HtmlPage.of(400, "Bad Request"), Map.of());
        }
        Endpoints.Match match = endpoints.find(path);
        if (match == null) {
            return Answer.notFound();
        }
        if (method.equals("OPTIONS")) {
            return Answer.options(match.endpoint().methods());
        }
        Endpoint.Handler handler = match.endpoint().handler(method);
        if (handler == null) {
            return Answer.notAllowed();
        }
        return handler.handle(new AdminRequest(
                path,
                match.params(),
                ArgumentDecoder.query(question < 0 ? null : uri.substring(question + 1)),
                request.getHeader("Content-Type"),
                body));
    }

    private static String withoutLastSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Response response(HttpServerRequest request, Answer answer, long millis) {
        Response.ResponseBuilder response =
                answer.status() == 405 ? Response.status(405, "Not Allowed") : Response.status(answer.status());
        response.header("Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .header("Connection", stays(request) ? "keep-alive" : "close")
                .header("Server", SERVER)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Credentials", "true")
                .header("X-Kong-Admin-Latency", millis);
        answer.headers().forEach(response::header);
        if (answer.body() != null) {
            boolean page = answer.body() instanceof HtmlPage;
            String text = answer.body() instanceof HtmlPage(String html) ? html : DocumentJson.write(answer.body());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            response.header("Content-Type", page ? HTML : JSON).header("Content-Length", bytes.length);
            if (request.method() != HttpMethod.HEAD) {
                response.entity(bytes);
            }
        }
        return response.build();
    }

    /** Whether the client's connection stays open after the answer. */
    private static boolean stays(HttpServerRequest request) {
        String wish = request.getHeader("Connection");
        return request.version() == HttpVersion.HTTP_1_0
                ? "keep-alive".equalsIgnoreCase(wish)
                : !"close".equalsIgnoreCase(wish);
    }
}
