package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code kong.tools.uuid}. */
final class UuidModule {
    private static final Pattern FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private UuidModule() {}

    static LuaTable table() {
        return new Namespace()
                .of0("uuid", () -> UUID.randomUUID().toString())
                .of1(
                        "is_valid_uuid",
                        text -> text instanceof String string
                                && FORM.matcher(string).matches())
                .table();
    }
}
