package io.moongate.gateway.script.ngx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shared dictionaries of a node, by name. */
public final class SharedDicts {
    private static final long MEGABYTE = 1 << 20;

    private final Map<String, SharedDict> byName;

    private SharedDicts(Map<String, SharedDict> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** Those that Kong makes, in Kong's sizes. */
    public static SharedDicts standard() {
        Map<String, SharedDict> dicts = new LinkedHashMap<>();
        add(dicts, "kong", 5);
        add(dicts, "kong_locks", 8);
        add(dicts, "kong_healthchecks", 5);
        add(dicts, "kong_cluster_events", 5);
        add(dicts, "kong_rate_limiting_counters", 12);
        add(dicts, "kong_core_db_cache", 128);
        add(dicts, "kong_core_db_cache_miss", 12);
        add(dicts, "kong_db_cache", 128);
        add(dicts, "kong_db_cache_miss", 12);
        add(dicts, "kong_secrets", 5);
        add(dicts, "kong_dns_cache", 5);
        return new SharedDicts(dicts);
    }

    private static void add(Map<String, SharedDict> dicts, String name, int megabytes) {
        dicts.put(name, new SharedDict(megabytes * MEGABYTE));
    }

    /** All of them. */
    public Map<String, SharedDict> byName() {
        return byName;
    }
}
