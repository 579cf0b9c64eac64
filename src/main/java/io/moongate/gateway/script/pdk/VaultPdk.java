package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code kong.vault}, with the vault that every Kong has: environment variables. */
final class VaultPdk {
    private static final Pattern REFERENCE =
            Pattern.compile("\\{vault://([^/?#}]+)/([^/?#}]+)(?:/([^?#}]+))?/?(?:\\?([^#}]*))?(?:#([^}]*))?}");

    private VaultPdk() {}

    static LuaTable table(LuaWorker worker) {
        return new Namespace()
                .of1("is_reference", VaultPdk::isReference)
                .of1("parse_reference", VaultPdk::parse)
                .of1("get", reference -> get(worker, reference))
                .of1("update", options -> options)
                .of2("try", (callback, options) -> Call.call(callback, options))
                .of0("flush", () -> Values.NONE)
                .of1("warmup", input -> Values.NONE)
                .table();
    }

    private static Object isReference(@Nullable Object reference) {
        return reference instanceof String text && text.startsWith("{vault://") && text.endsWith("}");
    }

    private static @Nullable Object parse(@Nullable Object reference) {
        if (!(reference instanceof String text)) {
            return Values.of2(null, "reference is not a string");
        }
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            return Values.of2(null, "not a reference");
        }
        return new Namespace()
                .value("name", matcher.group(1))
                .value("resource", matcher.group(2))
                .value("key", matcher.group(3))
                .value("version", matcher.group(5))
                .table();
    }

    private static @Nullable Object get(LuaWorker worker, @Nullable Object reference) {
        if (!(reference instanceof String text)) {
            return Values.of2(null, "reference is not a string");
        }
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            return Values.of2(null, "not a reference");
        }
        if (!matcher.group(1).equals("env")) {
            return Values.of2(null, "vault not found (" + matcher.group(1) + ") [" + text + "]");
        }
        String prefix = prefix(matcher.group(4));
        String name = (prefix + matcher.group(2)).replace('-', '_').toUpperCase(Locale.ROOT);
        String value = System.getenv(name);
        if (value == null) {
            return Values.of2(
                    null, "unable to load value (" + matcher.group(2) + ") from vault (env): not found [" + text + "]");
        }
        return matcher.group(3) == null
                ? EntityTables.bytes(value)
                : field(worker, EntityTables.bytes(value), matcher.group(3), text);
    }

    private static String prefix(@Nullable String query) {
        if (query != null) {
            for (String option : query.split("&")) {
                if (option.startsWith("prefix=")) {
                    return option.substring("prefix=".length());
                }
            }
        }
        return "";
    }

    private static @Nullable Object field(LuaWorker worker, String json, String key, String reference) {
        LuaTable table = worker.json().tableOrNull(json);
        Object value = table == null ? null : table.get(key);
        return value == null
                ? Values.of2(null, "unable to load value (" + key + ") from vault (env): not found [" + reference + "]")
                : Convert.tostring(value);
    }
}
