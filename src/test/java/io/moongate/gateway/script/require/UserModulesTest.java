package io.moongate.gateway.script.require;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.script.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules from files, and modules that one function changes without another noticing. */
class UserModulesTest {
    @TempDir
    Path folder;

    private Gateway gateway(SandboxMode mode, String... requires) {
        String path = folder + "/?.lua;" + folder + "/?/init.lua;";
        return Gateway.withModules(mode, Set.of(requires), path);
    }

    private void file(String name, String source) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    @Test
    void aModuleRunsOnceInAWorkerAndKeepsItsState() throws IOException {
        file("my/counter.lua", "local n = 0\nreturn { name = ..., next = function() n = n + 1 return n end }");
        try (Gateway gateway = gateway(SandboxMode.SANDBOX, "my.counter")) {
            String function = "local c = require 'my.counter' kong.response.exit(200, c.name .. c.next())";
            assertEquals("my.counter1", gateway.answer(function));
            assertEquals("my.counter2", gateway.answer(function));
        }
    }

    @Test
    void modulesRequireEachOtherAndSeeWhatTheyNeed() throws IOException {
        file("lib/init.lua", "return { double = require('lib.more').double }");
        file(
                "lib/more.lua",
                "local cjson = require 'cjson'\nreturn { double = function(t) local d = cjson.decode(t) return d.n * 2, type(ngx.now()),"
                        + " type(os.getenv), type(kong.request.get_path()) end }");
        try (Gateway gateway = gateway(SandboxMode.SANDBOX, "lib")) {
            assertEquals(
                    "10 number function string",
                    gateway.answer(
                            "kong.response.exit(200, table.concat({ require('lib').double('{\"n\":5}') }, ' '))"));
        }
    }

    @Test
    void onlyWhatIsListedIsReached() throws IOException {
        file("secret.lua", "return {}");
        try (Gateway gateway = gateway(SandboxMode.SANDBOX, "other")) {
            assertEquals(
                    "/usr/local/share/lua/5.1/kong/tools/sandbox.lua:79: require 'secret' not allowed within sandbox",
                    gateway.answer("local _, err = pcall(require, 'secret') kong.response.exit(200, err)"));
        }
        try (Gateway gateway = gateway(SandboxMode.ON)) {
            assertEquals("table", gateway.answer("kong.response.exit(200, type(require 'secret'))"));
        }
    }

    @Test
    void errorsSayWhatLuaSays() throws IOException {
        file("broken.lua", "local x =\n");
        file("fails.lua", "\nerror('no luck')");
        file("a.lua", "return require 'b'");
        file("b.lua", "return require 'a'");
        file("nothing.lua", "#!/usr/bin/lua\nlocal x = 1");
        try (Gateway gateway = gateway(SandboxMode.ON)) {
            String ask = "local _, err = pcall(require, '%s') kong.response.exit(200, tostring(err))";
            String file = folder.resolve("broken.lua").toString();
            assertEquals(
                    "error loading module 'broken' from file '" + file + "':\n\t" + file
                            + ":2: unexpected symbol near '<eof>'",
                    gateway.answer(ask.formatted("broken")));
            assertTrue(gateway.answer(ask.formatted("fails")).endsWith("fails.lua:2: no luck"));
            assertTrue(gateway.answer(ask.formatted("fails")).endsWith("fails.lua:2: no luck"), "and again");
            assertTrue(gateway.answer(ask.formatted("a")).contains("loop or previous error loading module 'a'"));
            assertEquals(
                    "module 'my.none' not found:\n\tno field package.preload['my.none']\n\tno file '" + folder
                            + "/my/none.lua'\n\tno file '" + folder + "/my/none/init.lua'",
                    gateway.answer(ask.formatted("my.none")));
            assertEquals("true", gateway.answer(ask.formatted("nothing")));
        }
    }

    @Test
    void noFunctionOfTheSandboxChangesAModuleForAnother() {
        Set<String> all = Set.of(
                "resty.string",
                "cjson",
                "resty.jwt",
                "resty.jwt-validators",
                "kong.plugins.jwt.jwt_parser",
                "resty.openssl.pkey",
                "version",
                "string",
                "resty.sha256");
        try (Gateway gateway = Gateway.of(SandboxMode.SANDBOX, all)) {
            gateway.answer("""
                    require("resty.string").to_hex = function() return "evil" end
                    require("cjson").encode_number_precision(3)
                    require("resty.jwt"):set_alg_whitelist({})
                    require("resty.jwt-validators").set_system_clock(function() return 0 end)
                    require("kong.plugins.jwt.jwt_parser").new = nil
                    require("resty.openssl.pkey").PADDINGS.RSA_NO_PADDING = "evil"
                    require("version").strict = true
                    require("string").rep = nil
                    local sha = require("resty.sha256")
                    sha.update = nil
                    local version = require("version")("1.0")
                    if version.__index then version.__index.matches = nil end
                    ngx.now = function() return 0 end
                    kong.response.exit(200, "done")
                    """);
            assertEquals(
                    "00 3.1415926535898 signature mismatch: eA number function 3 false function true true",
                    gateway.answer("""
                            local jwt = require("resty.jwt")
                            local token = jwt:jwt_encode({ alg = "HS256" }) .. ".e30.eA"
                            kong.response.exit(200, table.concat({
                              require("resty.string").to_hex("\\0"),
                              require("cjson").encode(3.14159265358979),
                              jwt:verify("s", token).reason,
                              type(require("resty.jwt-validators").get_system_leeway()),
                              type(require("kong.plugins.jwt.jwt_parser").new),
                              require("resty.openssl.pkey").PADDINGS.RSA_NO_PADDING,
                              tostring(require("version").strict),
                              type(require("string").rep),
                              tostring(require("resty.sha256"):new():update("x")),
                              tostring(require("version")("1.0"):matches("1")),
                            }, " "))
                            """));
            String expired = """
                    local jwt = require("resty.jwt")
                    local token = jwt:sign("s", { header = { alg = "HS256" }, payload = { exp = 5 } })
                    kong.response.exit(200, tostring(jwt:verify("s", token).verified))
                    """;
            assertEquals("false", gateway.answer(expired));
        }
    }
}
