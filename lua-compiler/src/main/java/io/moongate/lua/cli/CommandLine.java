package io.moongate.lua.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the arguments ask for, in the order of {@code luajit}: options, then a script with arguments of its own.
 *
 * @param first what is to be done before the script, in order
 * @param script where in {@code all} the script's name is; as many as there are arguments when there is none
 * @param version whether to say the version
 * @param interactive whether to read expressions and statements after that
 * @param steps how many steps it may take; 0 when nobody counts
 * @param dump where to write the class files
 * @param all the arguments as they came
 */
record CommandLine(
        List<First> first,
        int script,
        boolean version,
        boolean interactive,
        long steps,
        Optional<String> dump,
        List<String> all) {

    static final String USAGE = """
            usage: moongate-lua [options]... [script [args]...].
            Available options are:
              -e chunk      Execute string 'chunk'.
              -l name       Require library 'name'.
              -i            Enter interactive mode after executing 'script'.
              -v            Show version information.
              --steps N     Stop after N function entries and loop turns.
              --dump DIR    Write the class files of all functions there.
              --            Stop handling options.
              -             Execute stdin and stop handling options.
            """;

    /** Something to be done before the script. */
    sealed interface First {
        /** Code of {@code -e}. */
        record Execute(String code) implements First {}

        /** A module of {@code -l}. */
        record Require(String module) implements First {}
    }

    /** Arguments nobody understands. */
    static final class Misused extends Exception {
        Misused() {
            super(USAGE, null, false, false);
        }
    }

    boolean hasScript() {
        return script < all.size();
    }

    /** The script's name, {@code -} for standard input. */
    String scriptName() {
        return all.get(script);
    }

    static CommandLine parse(List<String> arguments) throws Misused {
        List<First> first = new ArrayList<>();
        boolean version = false;
        boolean interactive = false;
        long steps = 0;
        Optional<String> dump = Optional.empty();
        int at = 0;
        while (at < arguments.size()) {
            String option = arguments.get(at);
            if (!option.startsWith("-") || option.equals("-")) {
                break;
            }
            at++;
            if (option.equals("--")) {
                break;
            }
            switch (option) {
                case "-v" -> version = true;
                case "-i" -> interactive = true;
                case "--steps" -> steps = count(next(arguments, at++));
                case "--dump" -> dump = Optional.of(next(arguments, at++));
                default -> {
                    String attached = option.substring(2);
                    String value = attached.isEmpty() ? next(arguments, at++) : attached;
                    first.add(
                            switch (option.substring(0, 2)) {
                                case "-e" -> new First.Execute(value);
                                case "-l" -> new First.Require(value);
                                default -> throw new Misused();
                            });
                }
            }
        }
        return new CommandLine(first, at, version || interactive, interactive, steps, dump, arguments);
    }

    private static String next(List<String> arguments, int at) throws Misused {
        if (at >= arguments.size()) {
            throw new Misused();
        }
        return arguments.get(at);
    }

    private static long count(String text) throws Misused {
        try {
            long steps = Long.parseLong(text);
            if (steps > 0) {
                return steps;
            }
        } catch (NumberFormatException e) {
            // The same as a number that makes no sense.
        }
        throw new Misused();
    }
}
