package io.moongate.gateway.script.pdk;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.ScriptLog;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.log}. One object for each chunk, so that a format which one sets is no other's. Nothing is composed unless
 * the line will be written.
 */
final class LogPdk {
    private static final Phases SERIALIZE = Phases.only("log");
    private static final Phases SET_VALUE =
            Phases.only("rewrite, access, response, header_filter, body_filter, log, admin_api");
    private static final String PLAIN_FORMAT = "%file_src:%line_src %message";
    private static final String NAMED_FORMAT = "%file_src:%line_src [%namespace] %message";

    private final LuaWorker worker;
    private final @Nullable String namespace;
    private @Nullable String format;

    private LogPdk(LuaWorker worker, @Nullable String namespace, @Nullable String format) {
        this.worker = worker;
        this.namespace = namespace;
        this.format = format;
    }

    /** The log of the running plugin. */
    static LuaTable table(LuaWorker worker) {
        return new LogPdk(worker, null, null).build();
    }

    private LuaTable build() {
        Namespace log = new Namespace();
        for (LogLevel level : LogLevel.values()) {
            if (level == LogLevel.STDERR) {
                continue; // a level of ngx.log, not of Kong's
            }
            String name = level == LogLevel.ERROR ? "err" : level.name().toLowerCase(Locale.ROOT);
            log.ofN(name, arguments -> write(level, arguments, 0));
        }
        return log.calls(arguments -> write(LogLevel.NOTICE, arguments, 1))
                .value("deprecation", deprecation())
                .value("inspect", inspect())
                .of2("new", this::another)
                .of1("set_format", this::setFormat)
                .of1("serialize", this::serialize)
                .of3("set_serialize_value", this::setSerializeValue)
                .table();
    }

    private @Nullable Object write(LogLevel level, @Nullable Object[] arguments, int from) {
        if (worker.log().enabled(level)) {
            StringBuilder message = new StringBuilder();
            for (int i = from; i < arguments.length; i++) {
                message.append(Convert.tostring(arguments[i]));
            }
            worker.log().line(level, "[kong] " + formatted(ScriptLog.place(), message.toString()));
        }
        return Values.NONE;
    }

    private String formatted(ScriptLog.Place place, String message) {
        String name = name();
        String pattern = format != null ? format : name == null ? PLAIN_FORMAT : NAMED_FORMAT;
        StringBuilder out = new StringBuilder(pattern.length() + message.length() + 64);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            String modifier = c == '%' ? modifierAt(pattern, at) : "";
            switch (modifier) {
                case "file_src" -> out.append(place.chunk());
                case "line_src" -> out.append(place.line());
                case "func_name" -> out.append("?");
                case "message" -> out.append(message);
                case "namespace" -> out.append(name == null ? "" : name);
                default -> out.append(c);
            }
            at += modifier.isEmpty() ? 1 : modifier.length() + 1;
        }
        return out.toString();
    }

    private static String modifierAt(String pattern, int at) {
        for (String modifier : new String[] {"file_src", "line_src", "func_name", "message", "namespace"}) {
            if (pattern.startsWith(modifier, at + 1)) {
                return modifier;
            }
        }
        return "";
    }

    private @Nullable String name() {
        if (namespace != null) {
            return namespace;
        }
        Functions running = worker.running();
        return running == null ? null : running.plugin();
    }

    private LuaTable deprecation() {
        return new Namespace()
                .calls(this::deprecated)
                .ofN("write", arguments -> write(LogLevel.WARN, arguments, 0))
                .table();
    }

    /** A table at the end tells since when, until when, and whether the stack is to be shown. */
    private @Nullable Object deprecated(@Nullable Object[] arguments) {
        int end = arguments.length - 1;
        if (end < 1 || !(arguments[end] instanceof LuaTable facts)) {
            return write(LogLevel.WARN, arguments, 1);
        }
        @Nullable Object[] told = Arrays.copyOf(arguments, end + 2);
        told[end] = when(facts.get("after"), facts.get("removal"));
        told[end + 1] = Convert.truth(facts.get("trace")) ? "\n" + new LuaError("").traceback() : "";
        return write(LogLevel.WARN, told, 1);
    }

    private static String when(@Nullable Object after, @Nullable Object removal) {
        if (after == null && removal == null) {
            return "";
        }
        String since = after == null ? "" : "deprecated after " + Convert.tostring(after);
        String until = removal == null ? "" : "scheduled for removal in " + Convert.tostring(removal);
        return " (" + since + (since.isEmpty() || until.isEmpty() ? "" : ", ") + until + ")";
    }

    private LuaTable inspect() {
        boolean[] on = {true};
        return new Namespace()
                .calls(arguments -> {
                    if (on[0] && worker.log().enabled(LogLevel.NOTICE)) {
                        if (arguments.length < 2) {
                            throw new LuaError("/usr/local/share/lua/5.1/kong/pdk/log.lua:375:"
                                    + " bad argument #1 to 'select' (index out of range)");
                        }
                        show(arguments);
                    }
                    return Values.NONE;
                })
                .of0("on", () -> {
                    on[0] = true;
                    return Values.NONE;
                })
                .of0("off", () -> {
                    on[0] = false;
                    return Values.NONE;
                })
                .table();
    }

    private void show(@Nullable Object[] arguments) {
        ScriptLog.Place place = ScriptLog.place();
        String name = name();
        String title = "[kong] " + place.chunk() + ":?:" + place.line() + (name == null ? "" : " [" + name + "]");
        for (String line : InspectBox.lines(title, arguments)) {
            worker.log().line(LogLevel.NOTICE, line);
        }
    }

    private Object another(@Nullable Object name, @Nullable Object pattern) {
        if (!(name instanceof String text)) {
            throw LuaError.caller("namespace must be a string");
        }
        if (text.isEmpty()) {
            throw LuaError.caller("namespace cannot be an empty string");
        }
        if (!Convert.truth(pattern)) {
            return new LogPdk(worker, text, NAMED_FORMAT).build();
        }
        if (!(pattern instanceof String itsFormat)) {
            throw LuaError.caller("format must be a string if specified");
        }
        if (itsFormat.isEmpty()) {
            throw LuaError.caller("format cannot be an empty string if specified");
        }
        return new LogPdk(worker, text, itsFormat).build();
    }

    /** Nothing brings the usual format back. */
    private @Nullable Object setFormat(@Nullable Object pattern) {
        if (Convert.truth(pattern) && !(pattern instanceof String)) {
            throw LuaError.caller("format must be a string");
        }
        format = pattern instanceof String text ? text : null;
        return Values.NONE;
    }

    private Object serialize(@Nullable Object options) {
        Exchange exchange = SERIALIZE.check(worker);
        return LogSerializer.serialize(exchange);
    }

    private @Nullable Object setSerializeValue(@Nullable Object key, @Nullable Object value, @Nullable Object options) {
        Exchange exchange = SET_VALUE.check(worker);
        if (!(key instanceof String name)) {
            throw LuaError.caller("key must be a string");
        }
        Object mode = options instanceof LuaTable table ? table.get("mode") : null;
        String word = mode == null ? "set" : Convert.tostring(mode);
        if (!word.equals("set") && !word.equals("add") && !word.equals("replace")) {
            throw LuaError.caller("mode must be 'set', 'add' or 'replace'");
        }
        RequestState.of(exchange).serializeValues.add(new RequestState.SerializeValue(name, value, word));
        return Values.NONE;
    }
}
