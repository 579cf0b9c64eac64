package io.moongate.lua.cli;

import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads, runs and prints. What is no statement but an expression prints its values, and so does everything behind a
 * {@code =}; what stops short of its end goes on in the next line.
 */
final class Repl {
    private static final String CHUNK = "=stdin";
    private static final boolean FIRST = true;
    private static final boolean MORE = false;

    private final Session session;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));

    Repl(Session session) {
        this.session = session;
    }

    void run() {
        try {
            String line = prompt(FIRST);
            while (line != null) {
                LuaFunction chunk = read(line);
                if (chunk != null) {
                    evaluate(chunk);
                }
                line = prompt(FIRST);
            }
        } catch (IOException e) {
            // The terminal is gone: the end of input.
        }
        session.say("");
    }

    private @Nullable String prompt(boolean first) throws IOException {
        System.out.print(first ? session.prompt("_PROMPT", "> ") : session.prompt("_PROMPT2", ">> "));
        System.out.flush();
        return in.readLine();
    }

    /** What these lines, and as many more as it needs, compile to; null when they are wrong, which is then said. */
    private @Nullable LuaFunction read(String first) throws IOException {
        String source = first.startsWith("=") ? "return " + first.substring(1) : first;
        while (true) {
            try {
                return session.load(source, CHUNK);
            } catch (LuaSyntaxException e) {
                LuaFunction expression = expression(source);
                if (expression != null) {
                    return expression;
                }
                String problem = e.problem().sentence();
                String more = problem.endsWith("near '<eof>'") ? prompt(MORE) : null;
                if (more == null) {
                    Session.complain(problem, "");
                    return null;
                }
                source = source + "\n" + more;
            }
        }
    }

    private @Nullable LuaFunction expression(String source) {
        try {
            return session.load("return " + source, CHUNK);
        } catch (LuaSyntaxException neither) {
            return null;
        }
    }

    private void evaluate(LuaFunction chunk) {
        try {
            @Nullable Object[] values = Values.array(Call.call(chunk));
            if (values.length > 0) {
                session.print(values);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            session.failed(LuaError.of(thrown), false);
        } catch (BudgetExceeded exceeded) {
            Session.complain(exceeded.text(), exceeded.traceback());
        }
        System.out.flush();
    }
}
