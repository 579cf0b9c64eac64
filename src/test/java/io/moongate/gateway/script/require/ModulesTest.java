package io.moongate.gateway.script.require;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.script.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs each Lua file of the resources {@code require/} as a function in access. In front of it stand {@code eq(what, got,
 * wanted)} for values and tables, {@code fails(what, function, words)} for errors, and {@code keys}, the files of
 * {@code require/keys/}.
 */
class ModulesTest {
    private static final String PRELUDE = """
            local failures, count = {}, 0
            local function show(v)
              if type(v) ~= "table" then return type(v) == "string" and ("%q"):format(v) or tostring(v) end
              local out = {}
              for k, each in pairs(v) do out[#out + 1] = tostring(k) .. "=" .. show(each) end
              table.sort(out)
              return "{" .. table.concat(out, ", ") .. "}"
            end
            local function same(a, b)
              if type(a) ~= "table" or type(b) ~= "table" then return a == b end
              for k, v in pairs(a) do if not same(v, b[k]) then return false end end
              for k in pairs(b) do if a[k] == nil then return false end end
              return true
            end
            local function eq(what, got, wanted)
              count = count + 1
              if not same(got, wanted) then
                failures[#failures + 1] = what .. ": got " .. show(got) .. ", wanted " .. show(wanted)
              end
            end
            local function fails(what, f, words)
              local ok, err = pcall(f)
              count = count + 1
              if ok or not tostring(err):find(words, 1, true) then
                failures[#failures + 1] = what .. ": " .. (ok and "no error" or tostring(err))
              end
            end
            """;
    private static final String END =
            "\nkong.response.exit(200, #failures > 0 and table.concat(failures, '\\n') or count > 0 and 'fine' or 'empty')";

    @TestFactory
    Stream<DynamicTest> eachFile() {
        return files("require", ".lua").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
    }

    private static void run(Path file) {
        try (Gateway gateway = Gateway.of(SandboxMode.ON, Set.of())) {
            String source = PRELUDE.replace('\n', ' ') + keys() + read(file) + END;
            assertEquals("fine", gateway.answer(source));
        }
    }

    private static String keys() {
        StringBuilder table = new StringBuilder("local keys = {");
        for (Path key : files("require/keys", "")) {
            String name = key.getFileName().toString().replaceFirst("\\..*", "");
            table.append(name)
                    .append(" = \"")
                    .append(read(key).replace("\n", "\\n"))
                    .append("\", ");
        }
        return table + "} ";
    }

    private static List<Path> files(String folder, String ending) {
        try {
            URI uri = ModulesTest.class.getResource("/" + folder).toURI();
            try (Stream<Path> all = Files.list(Path.of(uri))) {
                return all.filter(Files::isRegularFile)
                        .filter(file -> file.toString().endsWith(ending))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
