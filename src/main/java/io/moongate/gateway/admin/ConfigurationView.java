package io.moongate.gateway.admin;

import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.Listen;
import io.moongate.gateway.config.Listens;
import io.moongate.gateway.config.LuaSettings;
import io.moongate.gateway.config.PostgresSettings;
import io.moongate.gateway.config.ProxySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a node as {@code GET /} shows them: under Kong's names, and without secrets. */
final class ConfigurationView {
    private static final String SECRET = "******";

    private ConfigurationView() {}

    static Map<String, @Nullable Object> of(GatewayConfig config) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("prefix", config.prefix().toString());
        view.put("database", config.database().spelling());
        view.put("log_level", config.logLevel().word());
        view.put("proxy_error_log", config.proxyErrorLog());
        view.put("plugins", config.plugins());
        view.put("nginx_worker_processes", config.nginxWorkerProcesses());
        view.put("router_flavor", config.routerFlavor());
        view.put("admin_listen", listens(config.admin().adminListen()));
        config.declarativeConfig().ifPresent(path -> view.put("declarative_config", path.toString()));
        postgres(view, config.postgres());
        proxy(view, config.proxy());
        lua(view, config.lua());
        return view;
    }

    private static void postgres(Map<String, @Nullable Object> view, PostgresSettings postgres) {
        postgres.pgHost().ifPresent(host -> view.put("pg_host", host));
        view.put("pg_port", (long) postgres.pgPort());
        view.put("pg_user", postgres.pgUser());
        postgres.pgPassword().ifPresent(password -> view.put("pg_password", SECRET));
        view.put("pg_database", postgres.pgDatabase());
        postgres.pgSchema().ifPresent(schema -> view.put("pg_schema", schema));
        view.put("pg_ssl", postgres.pgSsl());
        view.put("pg_ssl_verify", postgres.pgSslVerify());
        view.put("pg_timeout", (long) postgres.pgTimeout());
        view.put("db_update_frequency", postgres.dbUpdateFrequency());
    }

    private static void proxy(Map<String, @Nullable Object> view, ProxySettings proxy) {
        view.put("proxy_listen", listens(proxy.proxyListen()));
        view.put("headers", proxy.headers());
        view.put("trusted_ips", list(proxy.trustedIps()));
        view.put("real_ip_header", proxy.realIpHeader());
        view.put("real_ip_recursive", proxy.realIpRecursive() ? "on" : "off");
        view.put("allow_debug_header", proxy.allowDebugHeader());
        view.put(
                "nginx_http_client_max_body_size",
                proxy.nginxHttpClientMaxBodySize().bytes());
        view.put(
                "nginx_http_client_body_buffer_size",
                proxy.nginxHttpClientBodyBufferSize().bytes());
        view.put("upstream_keepalive_pool_size", (long) proxy.upstreamKeepalivePoolSize());
        view.put("upstream_keepalive_max_requests", (long) proxy.upstreamKeepaliveMaxRequests());
        view.put("upstream_keepalive_idle_timeout", (long) proxy.upstreamKeepaliveIdleTimeout());
    }

    private static void lua(Map<String, @Nullable Object> view, LuaSettings lua) {
        view.put("untrusted_lua", lua.untrustedLua().name().toLowerCase(Locale.ROOT));
        view.put("untrusted_lua_sandbox_requires", list(lua.untrustedLuaSandboxRequires()));
        view.put("untrusted_lua_sandbox_environment", list(lua.untrustedLuaSandboxEnvironment()));
        view.put("lua_max_req_headers", (long) lua.luaMaxReqHeaders());
        view.put("lua_max_resp_headers", (long) lua.luaMaxRespHeaders());
        view.put("lua_max_uri_args", (long) lua.luaMaxUriArgs());
        view.put("lua_max_post_args", (long) lua.luaMaxPostArgs());
    }

    private static List<String> list(Optional<List<String>> setting) {
        return setting.orElse(List.of());
    }

    private static List<String> listens(Listens listens) {
        return listens.all().isEmpty()
                ? List.of("off")
                : listens.all().stream().map(Listen::text).toList();
    }
}
