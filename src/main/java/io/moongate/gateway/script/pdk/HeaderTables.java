package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.Multimap;
import io.vertx.core.MultiMap;
import java.util.Map;

/** Headers as tables with lower-case keys. */
public final class HeaderTables {
    private HeaderTables() {}

    /** At most so many headers, 0 for all; the keys are lower case with dashes. */
    public static Multimap of(MultiMap headers, int most) {
        Multimap table = new Multimap(most);
        for (Map.Entry<String, String> header : headers) {
            if (!table.add(HeaderText.key(header.getKey()), header.getValue())) {
                break;
            }
        }
        return table;
    }

    /** At most so many headers, 0 for all; the keys as they came. */
    public static Multimap raw(MultiMap headers, int most) {
        Multimap table = new Multimap(most);
        for (Map.Entry<String, String> header : headers) {
            if (!table.add(header.getKey(), header.getValue())) {
                break;
            }
        }
        return table;
    }
}
