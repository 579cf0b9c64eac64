package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.ErrorPages;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.ExitSignal;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.pdk.BodyReader;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Values;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What answers and ends a request: {@code ngx.say}, {@code ngx.print}, {@code ngx.exit}, {@code ngx.redirect} … */
final class OutputArea {
    private static final Set<Phase> EXIT = EnumSet.of(
            Phase.REWRITE, Phase.ACCESS, Phase.HEADER_FILTER, Phase.CERTIFICATE, Phase.BALANCER, Phase.RESPONSE);
    private static final String CYCLE = "<html>\r\n<head><title>500 Internal Server Error</title></head>\r\n<body>\r\n"
            + "<center><h1>500 Internal Server Error</h1></center>\r\n</body>\r\n</html>\r\n";
    private static final double DONE = 1;
    private static final Supplier<Object> SEEN_EOF = () -> Values.of2(null, "seen eof");
    private static final int ERROR = -1;
    private static final int CLOSE = 444;
    private static final int CLIENT_CLOSED = 499;

    private final LuaWorker worker;

    OutputArea(LuaWorker worker) {
        this.worker = worker;
    }

    @Nullable
    Object say(@Nullable Object[] arguments) {
        return write(arguments, "\n");
    }

    @Nullable
    Object print(@Nullable Object[] arguments) {
        return write(arguments, "");
    }

    private @Nullable Object write(@Nullable Object[] arguments, String end) {
        Exchange exchange = Context.early(worker);
        if (RequestState.of(exchange).ended) {
            return SEEN_EOF.get();
        }
        String text = Pieces.join(arguments, 0) + end;
        if (exchange.response.headSent && exchange.request.originalMethod.equals("HEAD")) {
            return Values.of2(null, "header only");
        }
        prepare(exchange);
        Phase phase = exchange.phase;
        exchange.sink.write(BodyReader.buffer(text));
        exchange.phase = phase;
        return DONE;
    }

    /** An answer that nobody gave a status to is a success. */
    private static void prepare(Exchange exchange) {
        ClientResponse response = exchange.response;
        if (!response.headSent && response.status == 0) {
            response.status = 200;
        }
    }

    @Nullable
    Object sendHeaders() {
        Exchange exchange = Context.early(worker);
        prepare(exchange);
        Phase phase = exchange.phase;
        exchange.sink.sendHead();
        exchange.phase = phase;
        return DONE;
    }

    @Nullable
    Object flush(@Nullable Object wait) {
        Exchange exchange = Context.early(worker);
        if (RequestState.of(exchange).ended) {
            return SEEN_EOF.get();
        }
        if (!exchange.response.headSent) {
            return Values.of2(null, "nothing to flush");
        }
        if (Convert.truth(wait)) {
            worker.await(exchange.sink.flushed());
        }
        return DONE;
    }

    @Nullable
    Object eof() {
        Exchange exchange = Context.early(worker);
        if (RequestState.of(exchange).ended) {
            return SEEN_EOF.get();
        }
        RequestState.of(exchange).ended = true;
        prepare(exchange);
        Phase phase = exchange.phase;
        exchange.sink.sendHead();
        exchange.sink.end();
        exchange.phase = phase;
        return DONE;
    }

    @Nullable
    Object exit(@Nullable Object[] arguments) {
        int code = Check.integer(arguments, 1);
        if (worker.exchangeOrNull() == null) {
            throw new ExitSignal(Outcome.Continue.NEXT);
        }
        Exchange exchange = Context.in(worker, EXIT);
        if (exchange.phase == Phase.HEADER_FILTER) {
            instead(exchange, code);
            return Values.NONE;
        }
        throw new ExitSignal(outcome(exchange, code));
    }

    private Outcome outcome(Exchange exchange, int code) {
        if (code == ERROR || code == CLOSE || code == CLIENT_CLOSED) {
            return Outcome.Dropped.CLOSE;
        }
        if (code <= 0) {
            // Leaves the phase: of this plugin only, so that no other is left out.
            return Outcome.Continue.NEXT;
        }
        ClientResponse response = exchange.response;
        if (response.headSent) {
            if (code >= 300 && code != response.status) {
                worker.log()
                        .line(
                                LogLevel.ERROR,
                                "attempt to set status " + code + " via ngx.exit after sending out the response status "
                                        + response.status);
            }
            return Outcome.Sent.END;
        }
        if (code == 200 && response.status != 0) {
            exchange.sink.sendHead();
            return Outcome.Sent.END;
        }
        return new Outcome.Finalized(code);
    }

    /** In header_filter the function goes on, and the server's answer takes the place of the one under way. */
    private static void instead(Exchange exchange, int code) {
        if (code < 200) {
            return;
        }
        ClientResponse response = exchange.response;
        response.status = code;
        response.reason = null;
        if (code < 300) {
            return;
        }
        ErrorPages.Page page = ErrorPages.byServer(exchange, code);
        response.replacement = BodyReader.buffer(page.body());
        response.headers.set("Content-Type", page.contentType());
        response.headers.set("Content-Length", Integer.toString(page.body().length()));
        response.headers.remove("Content-Encoding");
    }

    @Nullable
    Object redirect(@Nullable Object[] arguments) {
        if (arguments.length != 1 && arguments.length != 2) {
            throw LuaError.caller("expecting one or two arguments");
        }
        String location = Check.string(arguments, 1);
        int code = arguments.length == 2 ? Check.integer(arguments, 2) : 302;
        if (code != 301 && code != 302 && code != 303 && code != 307 && code != 308) {
            throw LuaError.caller(
                    "only ngx.HTTP_MOVED_TEMPORARILY, ngx.HTTP_MOVED_PERMANENTLY, ngx.HTTP_PERMANENT_REDIRECT,"
                            + " ngx.HTTP_SEE_OTHER, and ngx.HTTP_TEMPORARY_REDIRECT are allowed");
        }
        Exchange exchange = Context.early(worker);
        if (exchange.response.headSent) {
            throw LuaError.caller("attempt to call ngx.redirect after sending out the headers");
        }
        UriText.checkSafe(location, "redirect uri", "");
        exchange.response.headers.set("Location", HeaderText.escape(location));
        exchange.response.status = code;
        throw new ExitSignal(new Outcome.Finalized(code));
    }

    /** Kong has one location that all requests pass, so an internal redirect always ends like this. */
    @Nullable
    Object exec(@Nullable Object[] arguments) {
        if (arguments.length != 1 && arguments.length != 2) {
            throw LuaError.caller("expecting one or two arguments, but got " + arguments.length);
        }
        if (Check.string(arguments, 1).isEmpty()) {
            throw LuaError.caller("The uri argument is empty");
        }
        Exchange exchange = Context.early(worker);
        Object query = Check.at(arguments, 1);
        if (query != null && !(query instanceof String || query instanceof Double || query instanceof LuaTable)) {
            throw ArgumentError.of(2, "string, number, or table expected, but got " + LuaType.name(query));
        }
        if (exchange.response.headSent) {
            throw LuaError.caller("attempt to call ngx.exec after sending out response headers");
        }
        throw cycle(exchange);
    }

    /** The answer to a request that comes back to where it was. */
    ExitSignal cycle(Exchange exchange) {
        worker.log().line(LogLevel.ERROR, "rewrite or internal redirection cycle");
        ClientResponse response = exchange.response;
        response.status = 500;
        response.source = ClientResponse.Source.ERROR;
        response.headers.set("Content-Type", "text/html");
        response.headers.set("Content-Length", Integer.toString(CYCLE.length()));
        return new ExitSignal(new Outcome.Answer(BodyReader.buffer(CYCLE)));
    }
}
