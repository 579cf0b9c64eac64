package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.script.pdk.Spans;
import io.moongate.lua.value.LuaTable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions keep for one request; made when it is first asked for. */
public final class RequestState {
    /** {@code kong.ctx.shared}. */
    private @Nullable LuaTable shared;

    /** {@code kong.ctx.core}. */
    private @Nullable LuaTable core;

    /** {@code ngx.ctx}. */
    private @Nullable LuaTable ngx;

    /** {@code kong.ctx.plugin} of each plugin that asked. */
    private @Nullable Map<Object, LuaTable> plugins;

    /** What {@code kong.log.set_serialize_value} was given, in order. */
    public final List<SerializeValue> serializeValues = new ArrayList<>(0);

    /** The answer that {@code kong.response.exit} gave in access; it goes out when the plugin's functions are done. */
    public @Nullable Delayed delayed;

    /** What {@code kong.response.get_raw_body} gathered so far. */
    public @Nullable StringBuilder gathered;

    /** Whether a function has had the request's body read. */
    public boolean bodyRead;

    /** The file that {@code ngx.req.get_body_file} gave out, or null. */
    public @Nullable String bodyFile;

    /** What {@code ngx.req.set_uri} was given, or null. */
    public @Nullable String uri;

    /** Whether {@code ngx.eof} was called. */
    public boolean ended;

    /** A body in the making by {@code ngx.req.init_body}. */
    public @Nullable StringBuilder bodyInTheMaking;

    /** Who sends the request, as functions see it, and what that was made of. */
    private @Nullable LuaTable consumer;

    private @Nullable Consumer consumerOf;

    private @Nullable LuaTable credential;

    private @Nullable Credential credentialOf;

    /** What is traced; made when it is first asked for. */
    private @Nullable Spans spans;

    /** What functions started, made when they first start or await something. */
    @Nullable
    Lifetime lifetime;

    /** A change to what the log serializer writes. */
    public record SerializeValue(String key, @Nullable Object value, String mode) {}

    /**
     * An answer that is not sent yet.
     *
     * @param body a string, a table that becomes JSON, or null
     */
    public record Delayed(
            int status, @Nullable Object body, @Nullable LuaTable headers) {}

    private RequestState() {}

    /** The state of a request. */
    public static RequestState of(Exchange exchange) {
        if (exchange.scriptState instanceof RequestState state) {
            return state;
        }
        RequestState state = new RequestState();
        exchange.scriptState = state;
        return state;
    }

    /** The state of a request that has one. */
    static @Nullable RequestState peek(Exchange exchange) {
        return exchange.scriptState instanceof RequestState state ? state : null;
    }

    /** Who sends the request; the same table each time. */
    public @Nullable LuaTable consumer(Exchange exchange) {
        if (exchange.consumer != consumerOf) {
            consumerOf = exchange.consumer;
            consumer = consumerOf == null ? null : EntityTables.of(consumerOf.document());
        }
        return consumer;
    }

    /** By what that is known. */
    public @Nullable LuaTable credential(Exchange exchange) {
        if (exchange.credential != credentialOf) {
            credentialOf = exchange.credential;
            credential = credentialOf == null ? null : EntityTables.of(credentialOf.document());
        }
        return credential;
    }

    /** A function says who sends the request. */
    public void authenticate(Exchange exchange, @Nullable LuaTable newConsumer, @Nullable LuaTable newCredential) {
        consumer = newConsumer;
        credential = newCredential;
        consumerOf = newConsumer == null ? null : Claims.consumer(newConsumer);
        credentialOf = newCredential == null ? null : Claims.credential(newCredential);
        exchange.consumer = consumerOf;
        exchange.credential = credentialOf;
    }

    /** What is traced of the request. */
    public Spans spans() {
        Spans mine = spans;
        if (mine == null) {
            mine = new Spans();
            spans = mine;
        }
        return mine;
    }

    Lifetime lifetime() {
        Lifetime mine = lifetime;
        if (mine == null) {
            mine = new Lifetime();
            lifetime = mine;
        }
        return mine;
    }

    public LuaTable shared() {
        LuaTable table = shared;
        if (table == null) {
            table = new LuaTable();
            shared = table;
        }
        return table;
    }

    public void shared(@Nullable LuaTable table) {
        shared = table;
    }

    public LuaTable core() {
        LuaTable table = core;
        if (table == null) {
            table = new LuaTable();
            core = table;
        }
        return table;
    }

    public LuaTable ngx() {
        LuaTable table = ngx;
        if (table == null) {
            table = new LuaTable();
            ngx = table;
        }
        return table;
    }

    public void ngx(LuaTable table) {
        ngx = table;
    }

    /** The table of one plugin. */
    public LuaTable plugin(Object key) {
        Map<Object, LuaTable> tables = plugins;
        if (tables == null) {
            tables = new IdentityHashMap<>(2);
            plugins = tables;
        }
        return tables.computeIfAbsent(key, unused -> new LuaTable());
    }

    public void plugin(Object key, LuaTable table) {
        plugin(key);
        if (plugins != null) {
            plugins.put(key, table);
        }
    }
}
