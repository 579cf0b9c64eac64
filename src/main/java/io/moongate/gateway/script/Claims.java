package io.moongate.gateway.script;

import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.lua.value.LuaTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Consumers and credentials as functions claim them, which may be anything that has the right fields. */
final class Claims {
    private Claims() {}

    static Consumer consumer(LuaTable table) {
        return new Consumer(id(text(table, "id")), text(table, "username"), text(table, "custom_id"), document(table));
    }

    static Credential credential(LuaTable table) {
        UUID owner = table.get("consumer") instanceof LuaTable consumer
                ? id(text(consumer, "id"))
                : id(text(table, "consumer_id"));
        return new Credential("", text(table, "id"), owner, text(table, "key"), Long.MAX_VALUE, document(table));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    private static @Nullable String text(LuaTable table, String field) {
        return table.get(field) instanceof String text ? EntityTables.text(text) : null;
    }

    private static Map<String, @Nullable Object> document(LuaTable table) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String field : new String[] {"id", "username", "custom_id", "key"}) {
            String value = text(table, field);
            if (value != null) {
                fields.put(field, value);
            }
        }
        return fields;
    }
}
