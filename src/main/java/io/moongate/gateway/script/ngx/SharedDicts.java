package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shared dictionaries of a node, by name. */
public final class SharedDicts {
    private static final long MEGABYTE = 1 << 20;
    private static final long SMALLEST = 12 << 10;
    private static final Pattern FORM = Pattern.compile("(?:lua_shared_dict\\s+)?(\\w+)\\s+(\\d+[kKmMgG]?)");

    private final Map<String, SharedDict> byName;

    private SharedDicts(Map<String, SharedDict> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** Those that Kong makes, in Kong's sizes. */
    public static SharedDicts standard() {
        return of(128 * MEGABYTE, "");
    }

    /**
     * Those that Kong makes, and further ones.
     *
     * @param cache the size of those that hold entities
     * @param further names and sizes, parted by semicolons: {@code mine 10m; lua_shared_dict other 1m}
     */
    public static SharedDicts of(long cache, String further) {
        Map<String, SharedDict> dicts = new LinkedHashMap<>();
        add(dicts, "kong", 5);
        add(dicts, "kong_locks", 8);
        add(dicts, "kong_healthchecks", 5);
        add(dicts, "kong_cluster_events", 5);
        add(dicts, "kong_rate_limiting_counters", 12);
        dicts.put("kong_core_db_cache", new SharedDict(cache));
        add(dicts, "kong_core_db_cache_miss", 12);
        dicts.put("kong_db_cache", new SharedDict(cache));
        add(dicts, "kong_db_cache_miss", 12);
        add(dicts, "kong_secrets", 5);
        add(dicts, "kong_dns_cache", 5);
        for (String entry : further.split(";")) {
            if (!entry.isBlank()) {
                add(dicts, entry.strip());
            }
        }
        return new SharedDicts(dicts);
    }

    private static void add(Map<String, SharedDict> dicts, String entry) {
        Matcher form = FORM.matcher(entry);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "nginx_http_lua_shared_dict: expected a name and a size such as 'my_dict 10m', not '" + entry
                            + "'");
        }
        dicts.put(
                form.group(1),
                new SharedDict(Math.max(SMALLEST, Size.of(form.group(2)).bytes())));
    }

    private static void add(Map<String, SharedDict> dicts, String name, int megabytes) {
        dicts.put(name, new SharedDict(megabytes * MEGABYTE));
    }

    /** All of them. */
    public Map<String, SharedDict> byName() {
        return byName;
    }
}
