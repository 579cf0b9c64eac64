package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What functions see and may do by the mode of the node. */
class SandboxTest extends Probe {
    private static final String KONG = "/usr/local/share/lua/5.1/kong/tools/";

    private static String names(Gateway gateway, String... names) {
        String list = String.join(", ", names);
        return gateway.answer("local t = {} for _, v in ipairs({ " + list + " }) do t[#t + 1] = v end"
                + " kong.response.exit(200, table.concat(t, ' '))");
    }

    private static String types(Gateway gateway, String... names) {
        String[] types = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            types[i] = "type(" + names[i] + ")";
        }
        return names(gateway, types);
    }

    @Test
    void theSandboxShowsWhatKongsShows() {
        assertEquals(
                "nil nil nil nil nil nil nil nil nil nil",
                types(
                        gateway,
                        "print",
                        "load",
                        "loadstring",
                        "setmetatable",
                        "getmetatable",
                        "rawset",
                        "io",
                        "debug",
                        "os.getenv",
                        "string.dump"));
        assertEquals(
                "table table function table table function",
                types(gateway, "kong", "ngx", "require", "_G", "math", "unpack"));
        expect("true|true|nil", "_G._G == _G, _G.kong == kong, next(string)");
    }

    @Test
    void librariesCannotBeWrittenTo() {
        expect(
                KONG + "kong-lua-sandbox.lua:95: Can not modify string.trim. Protected by the sandbox.",
                "try(function() string.trim = 1 end)");
        expect(
                KONG + "kong-lua-sandbox.lua:95: Can not modify table.insert. Protected by the sandbox.",
                "try(function() table.insert = nil end)");
    }

    @Test
    void modulesNeedToBeListed() {
        expect(KONG + "sandbox.lua:79: require 'cjson' not allowed within sandbox", "try(require, 'cjson')");
        try (Gateway listed = Gateway.of(SandboxMode.SANDBOX, Set.of("cjson", "none"))) {
            assertEquals("[1]", listed.answer("kong.response.exit(200, require('cjson').encode({ 1 }))"));
            assertTrue(listed.answer("local ok, why = pcall(require, 'none') kong.response.exit(200, why)")
                    .startsWith("module 'none' not found:"));
        }
    }

    @Test
    void listedGlobalsAreThere() {
        try (Gateway listed =
                Gateway.of(SandboxMode.SANDBOX, Set.of(), "os.getenv", "setmetatable", "table.unpack", "print")) {
            assertEquals(
                    "function function function nil nil function",
                    listed.answer(
                            "kong.response.exit(200, type(os.getenv) .. ' ' .. type(setmetatable) .. ' ' .. type(print) .. ' '"
                                    + " .. type(os.time) .. ' ' .. type(table.concat) .. ' ' .. type(table.unpack))"));
        }
    }

    @Test
    void onShowsEverythingAndSharesGlobals() {
        try (Gateway on = Gateway.of(SandboxMode.ON, Set.of())) {
            assertEquals(
                    "table function function function function",
                    types(on, "io", "os.execute", "print", "setmetatable", "load"));
            assertSame(
                    Outcome.Continue.NEXT,
                    on.run(
                            on.plugin("pre-function", Phase.ACCESS, "leak = 'seen'"),
                            Phase.ACCESS,
                            on.request().exchange()));
            assertEquals("seen", on.answer("kong.response.exit(200, leak)"));
            assertEquals("[1]", on.answer("kong.response.exit(200, require('cjson').encode({ 1 }))"));
        }
    }

    @Test
    void offRunsNothing() {
        try (Gateway off = Gateway.of(SandboxMode.OFF, Set.of())) {
            Functions plugin = off.plugin("pre-function", Phase.ACCESS, "kong.response.exit(200)");
            assertSame(
                    Outcome.Failed.ERROR,
                    off.run(plugin, Phase.ACCESS, off.request().exchange()));
            assertEquals(
                    List.of("[error] [kong] init.lua:406 [pre-function] " + KONG
                            + "sandbox.lua:119: loading of untrusted Lua"
                            + " code disabled because 'untrusted_lua' config option is set to 'off'"),
                    off.messages());
        }
    }

    @Test
    void theNewerWordsShowMore() {
        try (Gateway strict = Gateway.of(SandboxMode.STRICT, Set.of())) {
            assertEquals("function table function nil", types(strict, "print", "bit", "table.pack", "setmetatable"));
        }
    }

    @Test
    void whatOneFunctionWritesNoOtherSees() {
        run(
                request().exchange(),
                Phase.ACCESS,
                "kong.mine = 1 kong.request.mine = 2 ngx.mine = 3 ngx.req.mine = 4 kong.request.get_method = nil mine = 5"
                        + " kong.service.request.mine = 6 ngx.say = nil ngx.shared.kong.mine = 7 kong.ctx.mine = 8 kong.log.mine = 9");
        expect(
                "nil|nil|nil|nil|function|nil|nil|function|nil|nil|nil",
                "kong.mine, kong.request.mine, ngx.mine, ngx.req.mine, type(kong.request.get_method), mine,"
                        + " kong.service.request.mine, type(ngx.say), ngx.shared.kong.mine, kong.ctx.mine, kong.log.mine");
    }

    @Test
    void aFunctionThatNeverEndsIsEnded() {
        try (Gateway limited = Gateway.limited(50)) {
            Functions plugin = limited.plugin("pre-function", Phase.ACCESS, "\nwhile true do end");
            assertSame(
                    Outcome.Failed.ERROR,
                    limited.run(plugin, Phase.ACCESS, limited.request().exchange()));
            assertTrue(
                    limited.messages().getFirst().contains("[string \"...\"]:2: CPU time limit of 50 ms exceeded"),
                    () -> limited.messages().toString());
            assertEquals("fine", limited.answer("kong.response.exit(200, 'fine')"));
        }
    }

    @Test
    void sourcesAreCheckedWithoutBeingRun() {
        assertEquals(Optional.empty(), gateway.script.check("return 1"));
        assertEquals(
                Optional.of("[string \"caf\u00e9 =\"]:1: unexpected symbol near '<eof>'"),
                gateway.script.check("caf\u00e9 ="));
    }
}
