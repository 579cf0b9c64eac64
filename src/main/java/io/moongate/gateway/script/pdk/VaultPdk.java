package io.moongate.gateway.script.pdk;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.QueryText;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Values;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.vault}, with the vault that every Kong has: environment variables, by {@code env} or by the prefix of a
 * vault that is configured.
 */
final class VaultPdk {
    private static final int MOST_OPTIONS = 100;

    private final LuaWorker worker;

    private VaultPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        VaultPdk pdk = new VaultPdk(worker);
        return new Namespace()
                .of1("is_reference", VaultReference::hasForm)
                .of1("parse_reference", VaultPdk::parse)
                .of1("get", pdk::get)
                .of1("update", pdk::update)
                .of2("try", pdk::attempt)
                .of0("flush", () -> Values.NONE)
                .of1("warmup", input -> Values.NONE)
                .of0("init_worker", () -> Values.NONE)
                .table();
    }

    private static Object parse(@Nullable Object reference) {
        return switch (VaultReference.read(reference)) {
            case VaultReference.Mistake mistake -> Values.of2(null, mistake.about(reference));
            case VaultReference.Place place ->
                new Namespace()
                        .value("name", place.vault())
                        .value("resource", place.secret())
                        .value("key", place.field())
                        .value("version", place.version())
                        .value("config", config(place.settings()))
                        .table();
        };
    }

    private static @Nullable LuaTable config(@Nullable String query) {
        return query == null || query.isEmpty()
                ? null
                : QueryText.parse(query, MOST_OPTIONS).table();
    }

    private Object get(@Nullable Object reference) {
        return switch (VaultReference.read(reference)) {
            case VaultReference.Mistake mistake -> Values.of2(null, mistake.about(reference));
            case VaultReference.Place place -> look(place, Convert.tostring(reference));
        };
    }

    private Object look(VaultReference.Place wanted, String reference) {
        String prefix = prefix(wanted);
        if (prefix == null) {
            return Values.of2(null, "vault not found (" + wanted.vault() + ") [" + reference + "]");
        }
        String variable = (prefix + wanted.secret()).replace('-', '_').toUpperCase(Locale.ROOT);
        String value = worker.script().facts().environment(variable);
        if (value == null) {
            return Values.of2(
                    null,
                    "unable to load value (" + wanted.secret() + ") from vault (env): not found [" + reference + "]");
        }
        String bytes = EntityTables.bytes(value);
        return wanted.field() == null ? bytes : field(wanted, bytes, reference);
    }

    /** What the names of variables begin with; null where there is no such vault. */
    private @Nullable String prefix(VaultReference.Place wanted) {
        LuaTable config = config(wanted.settings());
        Object given = config == null ? null : config.get("prefix");
        if (wanted.vault().equals("env")) {
            return given instanceof String text ? text : "";
        }
        Catalog.Kind vaults = worker.configuration().catalog().kind("vaults");
        Map<String, @Nullable Object> vault = vaults == null ? null : vaults.byUnique("prefix", wanted.vault());
        if (vault == null || !"env".equals(vault.get("name"))) {
            return null;
        }
        String configured = new Document(new Document(vault).record("config")).string("prefix");
        return given instanceof String text ? text : configured == null ? "" : configured;
    }

    private Object field(VaultReference.Place wanted, String json, String reference) {
        LuaTable table = worker.json().tableOrNull(json);
        if (table == null) {
            return Values.of2(
                    null,
                    "unable to json decode value (" + wanted.secret() + ") received from vault (env): invalid json ["
                            + reference + "]");
        }
        Object value = table.get(String.valueOf(wanted.field()));
        if (value instanceof String text) {
            return text;
        }
        String place = "for resource '" + wanted.secret() + "' with a key of '" + wanted.field() + "'";
        return Values.of2(
                null,
                value == null
                        ? "vault (env) did not return value " + place + " [" + reference + "]"
                        : "invalid value received from vault (env) " + place + ": invalid type (" + LuaType.name(value)
                                + "), string expected [" + reference + "]");
    }

    /** Puts what references stand for into the fields that have them, as {@code $refs} of the table tells. */
    private @Nullable Object update(@Nullable Object options) {
        if (options instanceof LuaTable table) {
            if (table.get("$refs") instanceof LuaTable references) {
                for (int slot = references.nextSlot(-1); slot >= 0; slot = references.nextSlot(slot)) {
                    Object name = references.slotKey(slot);
                    if (references.slotValue(slot) instanceof LuaTable several) {
                        updateEach(table.get(name), several);
                    } else {
                        table.put(name, resolved(references.slotValue(slot)));
                    }
                }
            }
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                if (!"$refs".equals(table.slotKey(slot)) && table.slotValue(slot) instanceof LuaTable inner) {
                    update(inner);
                }
            }
        }
        return options;
    }

    private void updateEach(@Nullable Object list, LuaTable references) {
        if (list instanceof LuaTable values) {
            for (int slot = references.nextSlot(-1); slot >= 0; slot = references.nextSlot(slot)) {
                values.put(references.slotKey(slot), resolved(references.slotValue(slot)));
            }
        }
    }

    private Object resolved(@Nullable Object reference) {
        Object found = get(reference);
        if (found instanceof String text) {
            return text;
        }
        if (worker.log().enabled(LogLevel.WARN)) {
            worker.log()
                    .kong(
                            LogLevel.WARN,
                            "vault.lua:1080",
                            "error updating secret reference " + Convert.tostring(reference) + ": "
                                    + Convert.tostring(Values.get(found, 1)));
        }
        return "";
    }

    /** Calls, and once more with secrets looked up anew where that came to nothing. */
    private @Nullable Object attempt(@Nullable Object callback, @Nullable Object options) {
        Object result = Call.call(callback, options);
        if (Convert.truth(Values.get(result, 0)) || !(options instanceof LuaTable table) || !hasReferences(table)) {
            return result;
        }
        update(table);
        return Call.call(callback, table);
    }

    private static boolean hasReferences(LuaTable table) {
        if (table.get("$refs") instanceof LuaTable references && references.count() > 0) {
            return true;
        }
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            if (!"$refs".equals(table.slotKey(slot))
                    && table.slotValue(slot) instanceof LuaTable inner
                    && hasReferences(inner)) {
                return true;
            }
        }
        return false;
    }
}
