package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.QueryText;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.pdk.BodyReader;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The part of {@code ngx.req} about the request's body. */
final class RequestBodyArea {
    private static final String NOT_READ = "/usr/local/share/lua/5.1/kong/globalpatches.lua:202: no request body found;"
            + " maybe you should turn on lua_need_request_body?";

    private final LuaWorker worker;
    private final BodyReader bodies;

    private RequestBodyArea(LuaWorker worker) {
        this.worker = worker;
        this.bodies = new BodyReader(worker);
    }

    static void add(Namespace req, LuaWorker worker) {
        RequestBodyArea area = new RequestBodyArea(worker);
        req.of0("read_body", area::read)
                .of0("discard_body", area::discard)
                .of1("get_body_data", area::data)
                .of0("get_body_file", area::file)
                .of1("get_post_args", area::postArgs)
                .of1("set_body_data", area::setData)
                .of2("set_body_file", area::setFile)
                .of1("init_body", area::init)
                .of1("append_body", area::append)
                .of0("finish_body", area::finish);
    }

    private @Nullable Object read() {
        bodies.bytes(Context.early(worker));
        return Values.NONE;
    }

    private @Nullable Object discard() {
        Context.early(worker).request.body.discard();
        return Values.NONE;
    }

    /** The bytes, where they were read and an nginx would have them in memory. */
    private @Nullable String inMemory(Exchange exchange) {
        Buffer bytes = exchange.request.body.bytes();
        if (bytes == null || !(RequestState.of(exchange).bodyRead || exchange.request.body.replaced())) {
            return null;
        }
        return bytes.length() == 0 || bodies.inFile(exchange, bytes.length()) ? null : BodyReader.text(bytes);
    }

    private @Nullable Object data(@Nullable Object most) {
        String body = inMemory(Context.request(worker));
        if (body == null || most == null) {
            return body;
        }
        int limit = Check.integer(most, 1);
        return limit > 0 && body.length() > limit ? body.substring(0, limit) : body;
    }

    private @Nullable Object file() {
        Exchange exchange = Context.early(worker);
        RequestState state = RequestState.of(exchange);
        Buffer bytes = exchange.request.body.bytes();
        if (bytes == null || !state.bodyRead || !bodies.inFile(exchange, bytes.length())) {
            return null;
        }
        if (state.bodyFile == null) {
            try {
                Path file = Files.createTempFile("body", ".tmp");
                Files.write(file, bytes.getBytes());
                file.toFile().deleteOnExit();
                state.bodyFile = file.toString();
            } catch (IOException e) {
                throw LuaError.caller("could not write the body to a file: " + e.getMessage());
            }
        }
        return state.bodyFile;
    }

    private @Nullable Object postArgs(@Nullable Object most) {
        Exchange exchange = Context.request(worker);
        Buffer bytes = exchange.request.body.bytes();
        if (bytes == null || !(RequestState.of(exchange).bodyRead || exchange.request.body.replaced())) {
            throw new LuaError(NOT_READ);
        }
        if (bodies.inFile(exchange, bytes.length())) {
            return Values.of2(null, "request body in temp file not supported");
        }
        int limit = Check.integer(most, 1, worker.script().limits().postArgs());
        Multimap arguments = QueryText.parse(BodyReader.text(bytes), limit);
        if (!arguments.truncated()) {
            return arguments.table();
        }
        worker.log().patched("globalpatches.lua:204", "post args truncated");
        return Values.of2(arguments.table(), "truncated");
    }

    private @Nullable Object setData(@Nullable Object data) {
        Exchange exchange = Context.early(worker);
        if (!(data instanceof String || data instanceof Double || data instanceof LuaTable)) {
            Check.string(data, 1);
        }
        StringBuilder text = new StringBuilder();
        Pieces.append(text, data, 1);
        replace(exchange, text.toString());
        return Values.NONE;
    }

    private static void replace(Exchange exchange, String text) {
        exchange.request.body.replace(BodyReader.buffer(text));
    }

    private @Nullable Object setFile(@Nullable Object name, @Nullable Object clean) {
        Context.early(worker);
        throw LuaError.caller("functions have no files");
    }

    private @Nullable Object init(@Nullable Object size) {
        RequestState.of(Context.early(worker)).bodyInTheMaking = new StringBuilder();
        return Values.NONE;
    }

    private @Nullable Object append(@Nullable Object piece) {
        making().append(Check.string(piece, 1));
        return Values.NONE;
    }

    private @Nullable Object finish() {
        String text = making().toString();
        Exchange exchange = worker.exchange();
        RequestState.of(exchange).bodyInTheMaking = null;
        replace(exchange, text);
        return Values.NONE;
    }

    private StringBuilder making() {
        StringBuilder making = RequestState.of(Context.early(worker)).bodyInTheMaking;
        if (making == null) {
            throw LuaError.caller("request body not initialized");
        }
        return making;
    }
}
