package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** The table {@code ngx}: constants, areas, and the fields that are looked up each time. */
public final class Ngx {
    private static final String UNSUPPORTED = "is not supported by this gateway";

    private final LuaWorker worker;
    private final NativeFunction decodeBase64Mime = NativeFunction.of1("decode_base64mime", TextArea::decodeBase64Mime);

    private final NativeFunction runWorkerThread =
            NativeFunction.ofN("run_worker_thread", arguments -> unsupported("ngx.run_worker_thread"));

    private Ngx(LuaWorker worker) {
        this.worker = worker;
    }

    /** The table, with {@code print} for where Lua has one under {@code print_to_log}. */
    public static LuaTable table(LuaWorker worker) {
        Ngx fields = new Ngx(worker);
        LogArea log = new LogArea(worker);
        OutputArea output = new OutputArea(worker);
        HeaderArea headers = new HeaderArea(worker);
        TimerArea timers = new TimerArea(worker);
        worker.atEnd(timers::end);
        Namespace ngx = new Namespace();
        Constants.add(ngx);
        TimeArea.add(ngx);
        TextArea.add(ngx);
        ngx.ofN("log", log::log)
                .ofN("print_to_log", log::print)
                .ofN("say", output::say)
                .ofN("print", output::print)
                .ofN("exit", output::exit)
                .ofN("exec", output::exec)
                .ofN("redirect", output::redirect)
                .of0("send_headers", output::sendHeaders)
                .of1("flush", output::flush)
                .of0("eof", output::eof)
                .of0("get_phase", fields::phase)
                .of0("get_raw_phase", fields::rawPhase)
                .of0("_phase_ctx", fields::rawPhase)
                .of1("on_abort", callback -> Values.of2(null, "lua_check_client_abort is off"))
                .of1("sleep", timers::sleep)
                .value("arg", ArgArea.table(worker))
                .value("var", VarArea.table(worker))
                .value("header", headers.header())
                .value("resp", headers.resp())
                .value("req", ReqArea.table(worker))
                .value("re", ReArea.table(worker))
                .value("shared", SharedArea.table(worker))
                .value("timer", timers.table())
                .value("thread", ThreadArea.table(worker))
                .value("location", LocationArea.table(worker))
                .value("socket", new SocketArea(worker).table())
                .value("config", config())
                .value("worker", workers(worker))
                .reads(fields::read)
                .writes(fields::write);
        return ngx.table();
    }

    private static Object unsupported(String name) {
        throw LuaError.caller(name + " " + UNSUPPORTED);
    }

    private static LuaTable config() {
        return new Namespace()
                .value("subsystem", "http")
                .value("debug", false)
                .value("is_console", false)
                .value("nginx_version", 1_025_003.0)
                .value("ngx_lua_version", 10_026.0)
                .of0("prefix", () -> "/usr/local/kong/")
                .of0("nginx_configure", () -> "")
                .table();
    }

    private static LuaTable workers(LuaWorker worker) {
        double pid = ProcessHandle.current().pid();
        return new Namespace()
                .of0("pid", () -> pid)
                .of0("pids", () -> LuaTable.of(pid))
                .of0("id", () -> (double) worker.index())
                .of0("count", () -> (double) worker.script().facts().workers())
                .of0("exiting", worker::exiting)
                .table();
    }

    private Object phase() {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange == null) {
            return "timer";
        }
        return exchange.phase == Phase.CERTIFICATE ? "ssl_cert" : exchange.phase.text();
    }

    private Object rawPhase() {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange == null) {
            return 128.0;
        }
        return switch (exchange.phase) {
            case REWRITE -> 2.0;
            case ACCESS -> 4.0;
            case LOG -> 16.0;
            case HEADER_FILTER -> 32.0;
            case BODY_FILTER -> 64.0;
            case TIMER -> 128.0;
            case INIT_WORKER -> 256.0;
            case BALANCER -> 512.0;
            case CERTIFICATE -> 1024.0;
            case CLIENT_HELLO -> 65536.0;
            case RESPONSE -> 8.0;
        };
    }

    private @Nullable Object read(@Nullable Object table, @Nullable Object name) {
        if (!(name instanceof String field)) {
            return null;
        }
        return switch (field) {
            case "ctx" -> context();
            case "status" -> (double) Context.request(worker).response.status;
            case "headers_sent" -> Context.request(worker).response.headSent;
            case "is_subrequest" -> false;
            case "decode_base64mime" -> decodeBase64Mime;
            case "run_worker_thread" -> runWorkerThread;
            default -> null;
        };
    }

    private @Nullable Object write(@Nullable Object table, @Nullable Object name, @Nullable Object value) {
        if ("status".equals(name)) {
            setStatus(value);
        } else if ("ctx".equals(name)) {
            setContext(value);
        } else if (table instanceof LuaTable self) {
            self.put(name, value);
        }
        return Values.NONE;
    }

    /** A table of the request; outside of requests, of what runs there. */
    private LuaTable context() {
        Exchange exchange = worker.exchangeOrNull();
        return exchange == null
                ? worker.thread().lifetime().context()
                : RequestState.of(exchange).ngx();
    }

    private void setContext(@Nullable Object value) {
        if (!(value instanceof LuaTable table)) {
            throw LuaError.caller("ctx should be a table while getting a " + LuaType.name(value));
        }
        Exchange exchange = worker.exchangeOrNull();
        if (exchange == null) {
            worker.thread().lifetime().context(table);
        } else {
            RequestState.of(exchange).ngx(table);
        }
    }

    private void setStatus(@Nullable Object value) {
        Exchange exchange = Context.request(worker);
        int status = Check.integer(value, 3);
        if (exchange.response.headSent) {
            worker.log().line(LogLevel.ERROR, "attempt to set ngx.status after sending out response headers");
            return;
        }
        exchange.response.status = status;
    }
}
