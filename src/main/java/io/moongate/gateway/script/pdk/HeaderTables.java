package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.Multimap;

/** Headers as tables with lower-case keys. */
public final class HeaderTables {
    private HeaderTables() {}

    /** At most so many headers, 0 for all; the keys are lower case with dashes. */
    public static Multimap of(HeaderList headers, int most) {
        Multimap table = new Multimap(most);
        for (int i = 0; i < headers.size() && table.add(HeaderText.key(headers.name(i)), headers.value(i)); i++) {}
        return table;
    }

    /** At most so many headers, 0 for all; the keys as they came. */
    public static Multimap raw(HeaderList headers, int most) {
        Multimap table = new Multimap(most);
        for (int i = 0; i < headers.size() && table.add(headers.name(i), headers.value(i)); i++) {}
        return table;
    }
}
