package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.UpstreamResponse;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code kong.service.response}: what the upstream answered. */
final class ServiceResponsePdk {
    private static final Phases PHASES = Phases.only("response, header_filter, body_filter, log");
    private static final String UNBUFFERED = "service body is only available with buffered proxying"
            + " (see: kong.service.request.enable_buffering function)";

    private final LuaWorker worker;
    private final BodyReader bodies;

    private ServiceResponsePdk(LuaWorker worker) {
        this.worker = worker;
        this.bodies = new BodyReader(worker);
    }

    static LuaTable table(LuaWorker worker) {
        ServiceResponsePdk pdk = new ServiceResponsePdk(worker);
        return new Namespace()
                .of0("get_status", pdk::status)
                .of1("get_header", pdk::header)
                .of1("get_headers", pdk::headers)
                .of0("get_raw_body", pdk::rawBody)
                .of2("get_body", pdk::body)
                .table();
    }

    private @Nullable Object status() {
        UpstreamResponse answer = PHASES.check(worker).upstreamResponse;
        return answer == null ? null : (Object) (double) answer.status();
    }

    private @Nullable Object header(@Nullable Object name) {
        Exchange exchange = PHASES.check(worker);
        if (!(name instanceof String wanted)) {
            throw LuaError.caller("name must be a string");
        }
        List<String> values = values(exchange, wanted);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** A header that the upstream sent, with the value that it has by now, as Kong shows it. */
    private static List<String> values(Exchange exchange, String name) {
        UpstreamResponse answer = exchange.upstreamResponse;
        if (answer == null) {
            return List.of();
        }
        List<String> sent = HeaderText.all(answer.headers(), name);
        return sent.isEmpty() || answer.body() != null ? sent : HeaderText.all(exchange.response.headers, name);
    }

    private @Nullable Object headers(@Nullable Object most) {
        Exchange exchange = PHASES.check(worker);
        int limit =
                RequestPdk.most(most, "max_headers", worker.script().limits().responseHeaders());
        UpstreamResponse answer = exchange.upstreamResponse;
        Multimap table = HeaderTables.of(answer == null ? new HeaderList() : answer.headers(), limit);
        table.table().setMetatable(worker.headerLookup());
        return table.truncated() ? Values.of2(table.table(), "truncated") : table.table();
    }

    private @Nullable Object rawBody() {
        return bytes(PHASES.check(worker));
    }

    private static String bytes(Exchange exchange) {
        UpstreamResponse answer = exchange.upstreamResponse;
        if (answer == null || answer.body() == null) {
            if (exchange.upstream.buffered) {
                return "";
            }
            throw LuaError.caller(UNBUFFERED);
        }
        return BodyReader.text(answer.body());
    }

    private @Nullable Object body(@Nullable Object type, @Nullable Object most) {
        Exchange exchange = PHASES.check(worker);
        UpstreamResponse answer = exchange.upstreamResponse;
        String sent = answer == null ? null : answer.headers().get("content-type");
        String given = type instanceof String text ? text : sent;
        int limit = RequestPdk.most(most, "max_args", worker.script().limits().postArgs());
        return bodies.upstream(bytes(exchange), given, limit);
    }
}
