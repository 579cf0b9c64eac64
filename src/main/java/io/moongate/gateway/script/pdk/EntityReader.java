package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of {@code kong.db.<entity>}, as Kong's data access objects have them. */
final class EntityReader {
    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int USUAL_PAGE = 100;
    private static final int MOST = 1000;
    private static final int CACHE_KEY_PARTS = 5;
    private static final Map<String, String> WRITES = Map.of(
            "insert",
            "create",
            "update",
            "update",
            "upsert",
            "create or update",
            "delete",
            "remove",
            "truncate",
            "truncate");

    private final LuaWorker worker;
    private final String name;
    private final String strategy;

    EntityReader(LuaWorker worker, String name, String strategy) {
        this.worker = worker;
        this.name = name;
        this.strategy = strategy;
    }

    LuaTable table() {
        Namespace dao = new Namespace()
                .of2("select", (self, key) -> select(key))
                .ofN("page", arguments -> page(all(), at(arguments, 1), at(arguments, 2)))
                .of2("each", (self, size) -> each(all(), size))
                .ofN("cache_key", this::cacheKey)
                .of2("select_by_cache_key", (self, key) -> byCacheKey(key))
                .value("schema", new Namespace().value("name", name).table());
        WRITES.forEach((method, words) -> dao.ofN(method, arguments -> readOnly(words)));
        Catalog.Kind kind = DbPdk.kind(worker, name);
        if (kind != null) {
            for (String field : kind.uniqueFields()) {
                dao.of2("select_by_" + field, (self, value) -> byUnique(field, value));
                for (String method : List.of("update", "upsert", "delete")) {
                    dao.ofN(method + "_by_" + field, arguments -> readOnly(WRITES.getOrDefault(method, method)));
                }
            }
            for (String field : kind.foreignFields()) {
                dao.ofN(
                        "page_for_" + field,
                        arguments -> page(of(field, at(arguments, 1)), at(arguments, 2), at(arguments, 3)));
                dao.of3("each_for_" + field, (self, owner, size) -> each(of(field, owner), size));
            }
        }
        return dao.table();
    }

    private static @Nullable Object at(@Nullable Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : null;
    }

    private List<Map<String, @Nullable Object>> all() {
        Catalog.Kind kind = DbPdk.kind(worker, name);
        return kind == null ? List.of() : kind.all();
    }

    private static @Nullable LuaTable row(@Nullable Map<String, @Nullable Object> document) {
        return document == null ? null : EntityTables.of(document);
    }

    private @Nullable Object select(@Nullable Object key) {
        Object id = key instanceof LuaTable table ? table.get("id") : key;
        if (!(key instanceof LuaTable) && !(key instanceof String)) {
            throw LuaError.caller("primary_key must be a table");
        }
        if (!(id instanceof String text) || !ID.matcher(text).matches()) {
            String why = id == null ? "missing primary key" : "expected a valid UUID";
            return failed(
                    1,
                    "invalid primary key",
                    "invalid primary key: '{id=\"" + why + "\"}'",
                    new Namespace().value("id", why).table());
        }
        Catalog.Kind kind = DbPdk.kind(worker, name);
        return kind == null ? null : row(kind.byId(UUID.fromString(text)));
    }

    private @Nullable Object byUnique(String field, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw LuaError.caller(field + " must be a string");
        }
        Catalog.Kind kind = DbPdk.kind(worker, name);
        return kind == null ? null : row(kind.byUnique(field, EntityTables.text(text)));
    }

    private @Nullable Object byCacheKey(@Nullable Object key) {
        if (!(key instanceof String text)) {
            throw LuaError.caller("cache_key must be a string");
        }
        Catalog.Kind kind = DbPdk.kind(worker, name);
        return kind == null ? null : row(kind.byCacheKey(EntityTables.text(text)));
    }

    private List<Map<String, @Nullable Object>> of(String field, @Nullable Object owner) {
        if (!(owner instanceof LuaTable table)) {
            throw LuaError.caller("foreign_key must be a table");
        }
        Object id = table.get("id");
        return all().stream()
                .filter(document -> document.get(field) instanceof Map<?, ?> foreign
                        && String.valueOf(foreign.get("id")).equals(id))
                .toList();
    }

    /** A part of a list: its rows, no error, and where the next part begins. */
    private @Nullable Object page(
            List<Map<String, @Nullable Object>> rows, @Nullable Object size, @Nullable Object offset) {
        int most = USUAL_PAGE;
        if (size != null) {
            if (!(size instanceof Double number)) {
                return failed(9, "invalid size", "size must be a number", null);
            }
            if (number != Math.rint(number) || number < 1 || number > MOST) {
                return failed(9, "invalid size", "size must be an integer between 1 and " + MOST, null);
            }
            most = number.intValue();
        }
        int from = 0;
        if (offset != null) {
            if (!(offset instanceof String text)) {
                return failed(7, "invalid offset", "offset must be a string", null);
            }
            String last = last(text);
            if (last == null) {
                return failed(7, "invalid offset", "'" + text + "' is not a valid offset: bad base64 encoding", null);
            }
            while (from < rows.size()
                    && String.valueOf(rows.get(from).get("id")).compareTo(last) <= 0) {
                from++;
            }
        }
        List<Map<String, @Nullable Object>> part = rows.subList(from, Math.min(rows.size(), from + most));
        LuaTable table = new LuaTable(part.size(), 0);
        part.forEach((Map<String, @Nullable Object> document) -> table.put(table.length() + 1, row(document)));
        table.setMetatable(worker.json().arrayMetatable());
        String next = from + most < rows.size()
                ? Base64.getEncoder()
                        .encodeToString(String.valueOf(part.getLast().get("id")).getBytes(StandardCharsets.UTF_8))
                : null;
        return Values.of(table, null, null, next);
    }

    private static @Nullable String last(String offset) {
        try {
            return new String(Base64.getDecoder().decode(offset), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    /** An iterator: a row, no error, and the number of its part. */
    private static Object each(List<Map<String, @Nullable Object>> rows, @Nullable Object size) {
        if (size != null && !(size instanceof Double number && number >= 1 && number <= MOST)) {
            throw LuaError.caller(
                    size instanceof Double ? "size must be an integer between 1 and " + MOST : "size must be a number");
        }
        int part = size instanceof Double number ? number.intValue() : MOST;
        int[] at = {0};
        return NativeFunction.of0("next", () -> {
            int index = at[0]++;
            return index < rows.size() ? Values.of3(row(rows.get(index)), null, (double) (index / part + 1)) : null;
        });
    }

    /** The name under which Kong caches an entity. */
    private Object cacheKey(@Nullable Object[] arguments) {
        StringBuilder key = new StringBuilder(name);
        List<String> fields = List.of("id");
        Object first = at(arguments, 1);
        Catalog.Kind kind = DbPdk.kind(worker, name);
        if (kind != null && !kind.cacheKeyFields().isEmpty()) {
            fields = kind.cacheKeyFields();
        }
        for (int i = 0; i < CACHE_KEY_PARTS; i++) {
            Object part = first instanceof LuaTable table
                    ? i < fields.size() ? table.get(fields.get(i)) : null
                    : at(arguments, i + 1);
            Object value = part instanceof LuaTable foreign ? foreign.get("id") : part;
            key.append(':').append(value == null ? "" : Convert.tostring(value));
        }
        return key.append(':').toString();
    }

    private Object readOnly(String words) {
        return failed(
                12,
                "operation unsupported",
                "cannot " + words + " '" + name + "' entities from a function: kong.db is read-only",
                null);
    }

    private Object failed(int code, String kind, String message, @Nullable LuaTable fields) {
        LuaTable error = new Namespace()
                .value("code", (double) code)
                .value("name", kind)
                .value("message", message)
                .value("strategy", strategy)
                .value("fields", fields)
                .table();
        String text = "[" + strategy + "] " + message;
        LuaTable metatable = new Namespace().of1("__tostring", unused -> text).table();
        error.setMetatable(metatable);
        return Values.of3(null, text, error);
    }
}
