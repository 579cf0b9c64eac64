package io.moongate.lua.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Cuts a failing program down: lines go, in ever smaller pieces, as long as it still fails. */
final class Shrink {
    private static final int MOST_ATTEMPTS = 800;

    private Shrink() {}

    static String lines(String program, Predicate<String> fails) {
        List<String> lines = new ArrayList<>(Arrays.asList(program.split("\n", -1)));
        int attempts = 0;
        for (int piece = Math.max(1, lines.size() / 2); piece >= 1; piece = piece == 1 ? 0 : piece / 2) {
            boolean again = true;
            while (again) {
                again = false;
                for (int at = 0; at + piece <= lines.size() && attempts < MOST_ATTEMPTS; ) {
                    attempts++;
                    List<String> less = new ArrayList<>(lines);
                    less.subList(at, at + piece).clear();
                    if (fails.test(String.join("\n", less))) {
                        lines = less;
                        again = piece == 1;
                    } else {
                        at++;
                    }
                }
            }
        }
        return String.join("\n", lines);
    }
}
