package io.moongate.gateway.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The recorded walkthrough: each command with the bytes it sent, the answer that came back, and the log lines. */
final class Walkthrough {
    private static final String RESOURCE = "/golden/walkthrough.txt";
    private static final String SECOND_HALF = "# Without a database: ";

    /**
     * One command of the page.
     *
     * @param title what the recording calls it
     * @param command the command line
     * @param sent the request, lines ended by LF; empty for commands that send none
     * @param answer what came back, lines ended by LF
     * @param log the lines of the error log
     */
    record Step(String title, String command, String sent, String answer, List<String> log) {
        /** The path of the request, such as {@code /services/}. */
        boolean toAdmin() {
            return sent.contains("\nHost: localhost:8001\n");
        }
    }

    private Walkthrough() {}

    static List<Step> withDatabase() {
        return steps(text().substring(0, text().indexOf(SECOND_HALF)));
    }

    static List<Step> withoutDatabase() {
        return steps(text().substring(text().indexOf(SECOND_HALF)));
    }

    private static String text() {
        try (InputStream in = Walkthrough.class.getResourceAsStream(RESOURCE)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        for (String section : text.split("\n={40,}\n|\n#{40,}\n")) {
            String title = "";
            StringBuilder command = new StringBuilder();
            StringBuilder sent = new StringBuilder();
            StringBuilder answer = new StringBuilder();
            List<String> log = new ArrayList<>();
            StringBuilder part = null;
            boolean inLog = false;
            for (String line : section.split("\n", -1)) {
                if (line.startsWith("$ ")) {
                    if (!command.isEmpty()) {
                        steps.add(new Step(title, command.toString(), sent.toString(), answer.toString(), log));
                        command = new StringBuilder();
                        sent = new StringBuilder();
                        answer = new StringBuilder();
                        log = new ArrayList<>();
                    }
                    command.append(line.substring(2)).append('\n');
                    part = command;
                    inLog = false;
                } else if (line.equals("--- sent:")) {
                    part = sent;
                } else if (line.equals("--- came back:")) {
                    part = answer;
                } else if (line.startsWith("--- error.log:")) {
                    part = null;
                    inLog = true;
                } else if (inLog && !line.isEmpty()) {
                    log.add(line);
                } else if (part == null && line.startsWith("# ")) {
                    title = line.substring(2);
                } else if (part != null) {
                    part.append(line).append('\n');
                }
            }
            if (!command.isEmpty()) {
                steps.add(new Step(title, command.toString(), sent.toString(), answer.toString(), log));
            }
        }
        return steps;
    }
}
