package io.moongate.gateway.script;

import io.moongate.gateway.exchange.HeaderList;
import io.moongate.lua.value.LuaTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes headers of the answer; in names {@code _} stands for {@code -}, as in {@code ngx.header}. */
public final class ResponseHeaders {
    private ResponseHeaders() {}

    /** Puts these values in place of what there is; none removes the header. */
    public static void set(HeaderList headers, String name, List<String> values) {
        String sent = sentName(name);
        switch (values.size()) {
            case 0 -> headers.remove(sent);
            case 1 -> headers.set(sent, values.getFirst());
            default -> headers.set(sent, values);
        }
    }

    public static void add(HeaderList headers, String name, List<String> values) {
        String sent = sentName(name);
        for (String value : values) {
            headers.add(sent, value);
        }
    }

    public static void remove(HeaderList headers, String name) {
        headers.remove(sentName(name));
    }

    /** Sets each header of a table that {@link HeaderText#checkAll} has passed. Who frames the body is the server. */
    public static void setAll(HeaderList headers, LuaTable table) {
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            String name = (String) table.slotKey(slot);
            if (!isTransferEncoding(name)) {
                set(headers, name, values(name, table.slotValue(slot)));
            }
        }
    }

    /** Checked values as texts. */
    public static List<String> values(String name, @Nullable Object value) {
        List<String> values = new ArrayList<>(1);
        HeaderText.values(name, value, true, (unused, text) -> values.add(text));
        return values;
    }

    /** Whether a table names a header, in any case. */
    static boolean names(LuaTable table, String wanted) {
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            if (table.slotKey(slot) instanceof String name
                    && HeaderText.key(name).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** A header that functions may not set: only the server knows how it frames a body. */
    public static boolean isTransferEncoding(String name) {
        return HeaderText.key(name).equals("transfer-encoding");
    }

    private static String sentName(String name) {
        return name.indexOf('_') < 0 ? name : name.replace('_', '-');
    }
}
