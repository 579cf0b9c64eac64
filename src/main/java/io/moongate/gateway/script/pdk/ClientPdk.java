package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code kong.client}: who asks. */
final class ClientPdk {
    private static final Phases ANY = Phases.except("init_worker");
    private static final Phases AFTER_AUTH = Phases.only("access, response, header_filter, body_filter, log");
    private static final Phases ACCESS = Phases.only("access");
    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final LuaWorker worker;

    private ClientPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ClientPdk pdk = new ClientPdk(worker);
        return new Namespace()
                .of0("get_ip", () -> ANY.check(worker).request.peerAddress)
                .of0("get_forwarded_ip", () -> ANY.check(worker).request.forwardedAddress)
                .of0("get_port", () -> (double) ANY.check(worker).request.peerPort)
                .of0("get_forwarded_port", pdk::forwardedPort)
                .of0("get_credential", pdk::credential)
                .of0("get_consumer", pdk::consumer)
                .of2("load_consumer", pdk::loadConsumer)
                .of2("authenticate", pdk::authenticate)
                .of1("get_protocol", pdk::protocol)
                .value("tls", ClientTlsPdk.table(worker))
                .table();
    }

    private @Nullable Object forwardedPort() {
        int port = ANY.check(worker).request.forwardedPort;
        return port == 0 ? null : (Object) (double) port;
    }

    private @Nullable Object consumer() {
        Exchange exchange = AFTER_AUTH.check(worker);
        return RequestState.of(exchange).consumer(exchange);
    }

    private @Nullable Object credential() {
        Exchange exchange = AFTER_AUTH.check(worker);
        return RequestState.of(exchange).credential(exchange);
    }

    private @Nullable Object loadConsumer(@Nullable Object id, @Nullable Object byName) {
        Exchange exchange = AFTER_AUTH.check(worker);
        if (!(id instanceof String text)) {
            throw LuaError.caller("consumer_id must be a string");
        }
        boolean isId = ID.matcher(text).matches();
        if (!isId && !Convert.truth(byName)) {
            throw LuaError.caller("cannot load a consumer with an id that is not a uuid");
        }
        Consumer found = isId ? exchange.configuration.consumer(UUID.fromString(text)) : null;
        if (found == null && Convert.truth(byName)) {
            found = exchange.configuration.consumerNamed(EntityTables.text(text));
        }
        return found == null ? null : EntityTables.of(found.document());
    }

    private @Nullable Object authenticate(@Nullable Object consumer, @Nullable Object credential) {
        Exchange exchange = ACCESS.check(worker);
        LuaTable who = table(consumer, "consumer");
        LuaTable how = table(credential, "credential");
        if (who == null && how == null) {
            throw LuaError.caller("either credential or consumer must be provided");
        }
        RequestState.of(exchange).authenticate(exchange, who, how);
        return Values.NONE;
    }

    private static @Nullable LuaTable table(@Nullable Object value, String name) {
        if (!Convert.truth(value)) {
            return null;
        }
        if (value instanceof LuaTable table) {
            return table;
        }
        throw LuaError.caller(name + " must be a table or nil");
    }

    private @Nullable Object protocol(@Nullable Object allowTerminated) {
        Exchange exchange = AFTER_AUTH.check(worker);
        if (exchange.route == null) {
            return Values.of2(null, "No active route found");
        }
        List<String> protocols = exchange.route.protocols();
        if (protocols.size() == 1) {
            return protocols.getFirst();
        }
        if (exchange.request.scheme.equals("https")) {
            return "https";
        }
        if (Convert.truth(allowTerminated) && worker.script().facts().trusted(exchange.request.peerAddress)) {
            List<String> sent = exchange.request.headers.getAll("x-forwarded-proto");
            // nginx gives several headers as one text, joined like a list that one header holds.
            if (sent.size() > 1 || (sent.size() == 1 && sent.getFirst().contains(","))) {
                return Values.of2(null, "Only one X-Forwarded-Proto header allowed");
            }
            if (sent.size() == 1 && sent.getFirst().equalsIgnoreCase("https")) {
                return "https";
            }
        }
        return "http";
    }
}
