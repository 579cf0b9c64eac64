package io.moongate.gateway.script;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.lua.op.Index;
import io.moongate.lua.value.LuaTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the narrow modes of the sandbox show of {@code kong} and {@code ngx}, and which modules they give: a list of names
 * each, the same on every node. What the lists do not name is not there.
 *
 * @param kong the namespaces of {@code kong} with the names in them; {@code *} for all of them
 * @param ngx the names in {@code ngx} itself
 * @param areas the names in the tables of {@code ngx}
 */
record Allowed(Map<String, Set<String>> kong, Set<String> ngx, Map<String, Set<String>> areas, Set<String> modules) {
    private static final String ALL = "*";

    private static final Map<String, String> STRICT_KONG = Map.ofEntries(
            Map.entry("configuration", ALL),
            Map.entry("ctx", ALL),
            Map.entry(
                    "client",
                    "authenticate authenticate_consumer_group_by_consumer_id get_consumer get_consumer_group"
                            + " get_consumer_groups get_credential get_forwarded_ip get_forwarded_port get_ip get_port"
                            + " get_protocol load_consumer set_authenticated_consumer_group"
                            + " set_authenticated_consumer_groups"),
            Map.entry("cluster", "get_id"),
            Map.entry("ip", "is_trusted"),
            Map.entry(
                    "log",
                    "alert crit debug emerg err info inspect notice warn serialize set_serialize_value deprecation"),
            Map.entry("nginx", "get_subsystem"),
            Map.entry("node", "get_hostname get_id"),
            Map.entry("plugin", "get_id"),
            Map.entry("request", ALL),
            Map.entry("response", ALL),
            Map.entry("service", "request response"),
            Map.entry("table", "clear merge"),
            Map.entry("telemetry", "log"),
            Map.entry("tracing", ALL));

    private static final Map<String, String> LAX_KONG = Map.of(
            "cache", ALL,
            "client", "tls",
            "db", ALL,
            "dns", "resolve toip",
            "nginx", "get_statistics",
            "node", "get_memory_stats",
            "router", "get_route get_service",
            "service", ALL,
            "vault", "get is_reference parse_reference try update",
            "websocket", ALL);

    private static final String STRICT_NGX =
            "arg ctx var header headers_sent is_subrequest status null cookie_time crc32_long crc32_short decode_args"
                    + " decode_base64 encode_args encode_base64 eof escape_uri exit flush get_phase get_raw_phase hmac_sha1"
                    + " http_time localtime log md5 md5_bin now parse_http_time print quote_sql_str redirect say"
                    + " send_headers sha1_bin sleep time today unescape_uri update_time utctime";

    private static final Map<String, String> STRICT_AREAS = Map.of(
            "config", "nginx_version ngx_lua_version subsystem",
            "re", "find gmatch gsub match sub",
            "req",
                    "append_body clear_header discard_body finish_body get_body_data get_headers get_method get_post_args"
                            + " get_uri_args http_version init_body is_internal raw_header read_body set_body_data"
                            + " set_header set_method set_uri set_uri_args socket start_time",
            "resp", "get_headers",
            "worker", "count exiting id pid pids");

    private static final Map<String, String> LAX_AREAS = Map.of(
            "config", "debug",
            "location", "capture capture_multi",
            "req", "get_body_file set_body_file",
            "socket", "connect stream tcp udp",
            "thread", "kill spawn wait");

    private static final String STRICT_MODULES =
            "bit string.buffer table.clear table.clone table.isarray table.isempty table.new table.nkeys cjson cjson.safe"
                    + " lyaml kong.constants kong.meta kong.tools.cjson kong.tools.gzip kong.tools.ip kong.tools.rand"
                    + " kong.tools.sha256 kong.tools.string kong.tools.table kong.tools.time kong.tools.uri"
                    + " kong.tools.utils kong.tools.uuid ngx.base64 ngx.re ngx.req ngx.resp ngx.semaphore pl.stringx"
                    + " pl.tablex resty.aes resty.lock resty.md5 resty.random resty.sha1 resty.sha224 resty.sha256"
                    + " resty.sha384 resty.sha512 resty.string resty.core.time resty.lrucache resty.lrucache.pureffi"
                    + " resty.cookie resty.ipmatcher resty.jit-uuid resty.jwt resty.jwt-validators resty.hmac"
                    + " resty.openssl resty.openssl.bn resty.openssl.cipher resty.openssl.digest resty.openssl.hmac"
                    + " resty.openssl.kdf resty.openssl.pkey resty.openssl.rand resty.openssl.version"
                    + " resty.openssl.x509 resty.openssl.x509.name socket.url version";

    private static final String LAX_MODULES = "resty.http resty.http_headers resty.dns.resolver";

    /** The lists of a mode; null where all is shown. */
    static @Nullable Allowed in(SandboxMode mode) {
        return switch (mode) {
            case OFF, SANDBOX, ON -> null;
            case STRICT ->
                new Allowed(
                        names(List.of(STRICT_KONG)),
                        names(STRICT_NGX),
                        names(List.of(STRICT_AREAS)),
                        names(STRICT_MODULES));
            case LAX ->
                new Allowed(
                        names(List.of(STRICT_KONG, LAX_KONG)),
                        names(STRICT_NGX),
                        names(List.of(STRICT_AREAS, LAX_AREAS)),
                        names(STRICT_MODULES + " " + LAX_MODULES));
        };
    }

    private static Set<String> names(String list) {
        return Set.of(list.split(" "));
    }

    private static Map<String, Set<String>> names(List<Map<String, String>> lists) {
        Map<String, Set<String>> all = new HashMap<>();
        for (Map<String, String> list : lists) {
            list.forEach((table, names) ->
                    all.computeIfAbsent(table, unused -> new HashSet<>()).addAll(names(names)));
        }
        return all;
    }

    /** What is shown of a chunk's own table {@code kong}. */
    LuaTable kong(LuaTable whole) {
        LuaTable shown = new LuaTable(0, 16);
        for (String constant : List.of("version", "version_num", "default_workspace")) {
            shown.put(constant, Index.get(whole, constant));
        }
        kong.forEach((namespace, names) -> {
            if (Index.get(whole, namespace) instanceof LuaTable table) {
                shown.put(namespace, names.contains(ALL) ? table : only(table, names));
            }
        });
        return shown;
    }

    /** What is shown of {@code ngx}, as a copy: its constants, and what the lists name. */
    LuaTable ngx(LuaTable whole) {
        LuaTable copy = Namespace.deepCopy(whole);
        LuaTable shown = new LuaTable(0, 96);
        for (int slot = copy.nextSlot(-1); slot >= 0; slot = copy.nextSlot(slot)) {
            Object value = copy.slotValue(slot);
            if (copy.slotKey(slot) instanceof String name) {
                if (areas.get(name) instanceof Set<String> names && value instanceof LuaTable area) {
                    shown.put(name, only(area, names));
                } else if (ngx.contains(name) || constant(name)) {
                    shown.put(name, value);
                }
            }
        }
        shown.setMetatable(copy.metatable());
        return shown;
    }

    private static boolean constant(String name) {
        return name.chars().allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z'));
    }

    private static LuaTable only(LuaTable table, Set<String> names) {
        LuaTable shown = new LuaTable(0, names.size());
        for (String name : names) {
            shown.put(name, table.get(name));
        }
        shown.setMetatable(table.metatable());
        return shown;
    }
}
