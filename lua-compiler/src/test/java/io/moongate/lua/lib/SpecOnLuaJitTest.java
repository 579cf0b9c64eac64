package io.moongate.lua.lib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the same specs on a real LuaJIT, where one is installed: so the specs themselves are tested. */
class SpecOnLuaJitTest {
    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }

    /** The number that the last line begins with. */
    private static int count(String output) {
        String digits = lastLine(output).replaceAll("\\D.*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static boolean installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, "luajit"))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theSpecsHoldOnLuaJit() throws IOException, InterruptedException {
        if (!installed()) {
            System.out.println("specs: not run on LuaJIT, because there is no luajit on the PATH");
            Assumptions.abort("no luajit on the PATH");
        }
        List<String> command = new ArrayList<>(
                List.of("luajit", "-joff", SpecTest.SPECS.resolve("harness.lua").toString()));
        SpecTest.specs().forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        System.out.println("specs: run on LuaJIT too: " + lastLine(output));
        assertTrue(count(output) >= SpecTest.ENOUGH, output);
    }
}
