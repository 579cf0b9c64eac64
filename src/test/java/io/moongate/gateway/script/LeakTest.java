package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Functions that write over everything they can reach, a thousand requests long; a fresh function must find the world as
 * it was before the first.
 */
class LeakTest {
    private static final Set<String> MODULES = Set.of(
            "bit",
            "cjson",
            "cjson.safe",
            "kong.constants",
            "kong.meta",
            "kong.tools.string",
            "kong.tools.table",
            "kong.tools.uri",
            "kong.tools.uuid",
            "lyaml",
            "math",
            "ngx",
            "ngx.base64",
            "ngx.re",
            "ngx.semaphore",
            "pl.stringx",
            "pl.tablex",
            "resty.cookie",
            "resty.http",
            "resty.jwt",
            "resty.lock",
            "resty.lrucache",
            "resty.md5",
            "resty.openssl.digest",
            "resty.openssl.pkey",
            "resty.random",
            "resty.sha256",
            "resty.string",
            "socket.url",
            "string",
            "string.buffer",
            "table",
            "table.new",
            "version");
    private static final List<String> GLOBALS = List.of(
            "getfenv",
            "getmetatable",
            "load",
            "loadstring",
            "math",
            "next",
            "os",
            "print",
            "rawequal",
            "rawget",
            "rawset",
            "setfenv",
            "setmetatable",
            "string",
            "string.rep",
            "table",
            "table.unpack");

    /** Writes over what it reaches from several roots; how depends on the number in front. */
    private static final String SCRIBBLE = """
            local pcall, pairs, type, next, tostring, select = pcall, pairs, type, next, tostring, select
            local getmetatable, setmetatable, rawset, setfenv = getmetatable, setmetatable, rawset, setfenv
            local exit, kong, ngx, require = kong.response.exit, kong, ngx, require
            local roots = { kong, ngx, string, table, math, os, coroutine, _G }
            local function poison() return "poison" end
            local values = { poison, "poison", 13, {}, false }
            for name in ("MODULES"):gmatch("[^,]+") do
              local ok, module = pcall(require, name)
              if ok then roots[#roots + 1] = module end
            end
            for _, name in pairs({ "request", "response", "service", "client", "ctx", "log", "node", "router", "table" }) do
              roots[#roots + 1] = kong[name]
            end
            for _, make in pairs({
              function() return kong.request.get_headers() end, function() return kong.request.get_query() end,
              function() return kong.configuration.plugins end, function() return ngx.shared.kong end,
              function() return ngx.req.get_headers() end, function() return kong.node.get_memory_stats() end,
              function() return ngx.socket.tcp() end, function() return ("x"):gmatch(".") end,
            }) do
              local ok, value = pcall(make)
              if ok then roots[#roots + 1] = value end
            end
            local seen, changed = {}, 0
            local function scribble(t, depth)
              if type(t) == "function" then
                if setfenv and NUMBER % 3 == 0 then pcall(setfenv, t, {}) end
                return
              end
              if type(t) ~= "table" or seen[t] or depth > 8 then return end
              seen[t] = true
              local fields = {}
              pcall(function() for k, v in pairs(t) do fields[k] = v end end)
              for _, v in pairs(fields) do scribble(v, depth + 1) end
              if getmetatable then
                local ok, mt = pcall(getmetatable, t)
                if ok then scribble(mt, depth + 1) end
              end
              for k in pairs(fields) do
                local value = values[(NUMBER + depth) % #values + 1]
                if NUMBER % 4 == 1 then value = nil end
                local set = NUMBER % 2 == 0 and rawset or function(t, k, v) t[k] = v end
                if pcall(set, t, k, value) then changed = changed + 1 end
              end
              pcall(function() t.poison = poison end)
              pcall(function() t[1] = poison end)
              if rawset then pcall(rawset, t, "poison", poison) end
              if setmetatable then pcall(setmetatable, t, { __index = poison, __newindex = poison }) end
            end
            pcall(kong.log.set_format, "poison %message")
            pcall(kong.log.inspect.off)
            pcall(function() kong.ctx.shared = { poison = true } ngx.ctx = { poison = true } end)
            pcall(function() require("cjson").encode_number_precision(3) require("cjson").decode_max_depth(1) end)
            pcall(function() local s = "" s.rep = poison end)
            if getmetatable then scribble(getmetatable(""), 0) end
            for i = 1, #roots do scribble(roots[(i + NUMBER) % #roots + 1], 0) end
            exit(200, tostring(changed))
            """;

    private static Gateway gateway(SandboxMode mode, Set<String> modules, List<String> globals) {
        return Gateway.of(
                mode,
                modules,
                globals,
                10_000,
                4000L << 20,
                0,
                "",
                Map.of("prefix", "/x", "plugins", List.of("bundled"), "pg_password", "******"));
    }

    /** Runs so many scribblers, each a function of its own; some run more than once. */
    private static void scribble(Gateway gateway, int requests, int functions) {
        List<String> before = World.of(gateway);
        List<Functions> plugins = new ArrayList<>();
        for (int i = 0; i < functions; i++) {
            String source =
                    SCRIBBLE.replace("NUMBER", Integer.toString(i)).replace("MODULES", String.join(",", MODULES));
            plugins.add(gateway.plugin(i % 2 == 0 ? "pre-function" : "post-function", Phase.ACCESS, source));
        }
        int changed = 0;
        for (int i = 0; i < requests; i++) {
            Functions plugin = plugins.get(i % functions);
            Exchange exchange = gateway.request()
                    .target("/?a=" + i)
                    .header("X-Some", "value")
                    .exchange();
            try {
                changed += Integer.parseInt(gateway.body(gateway.run(plugin, Phase.ACCESS, exchange)));
            } catch (AssertionError broken) {
                // A function that wrote over its own tools may fail when it runs again: that harms only itself.
                assertTrue(i >= functions, broken::getMessage);
            }
        }
        assertTrue(changed > functions * 100, "only " + changed + " fields were written");
        assertNull(World.difference(before, World.of(gateway)));
        assertEquals(
                "poison-free ABC /x GET",
                gateway.answer("kong.response.exit(200, ('poison-%s'):format('free') .. ' ' .. ('abc'):upper() .. ' '"
                        + " .. kong.configuration.prefix .. ' ' .. kong.request.get_method())"));
    }

    @Test
    void aThousandRequestsLeaveNothingInTheSandbox() {
        try (Gateway gateway = gateway(SandboxMode.SANDBOX, MODULES, GLOBALS)) {
            scribble(gateway, 1000, 100);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SANDBOX", "STRICT", "LAX"})
    void norDoTheyWithNothingListed(SandboxMode mode) {
        try (Gateway gateway = gateway(mode, Set.of(), List.of())) {
            scribble(gateway, 200, 20);
        }
    }

    @Test
    void theComparisonSeesWhatLeaks() {
        try (Gateway gateway = gateway(SandboxMode.SANDBOX, Set.of(), List.of("debug"))) {
            List<String> before = World.of(gateway);
            gateway.answer("debug.getmetatable('').__index.poison = pcall kong.response.exit(200)");
            assertNotNull(World.difference(before, World.of(gateway)));
        }
    }
}
