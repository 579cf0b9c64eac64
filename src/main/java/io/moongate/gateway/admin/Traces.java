package io.moongate.gateway.admin;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Failures as text, for the log and for nobody else. */
final class Traces {
    private Traces() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
