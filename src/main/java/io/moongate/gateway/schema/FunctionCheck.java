package io.moongate.gateway.schema;

import java.util.Optional;

/** Looks at the source of a function without running it; the script room answers with the Lua front end. */
@FunctionalInterface
public interface FunctionCheck {
    /**
     * The first syntax error of a source text, worded as Lua words it ({@code [string "x ="]:1: unexpected symbol near
     * '<eof>'}), or nothing where the text compiles.
     */
    Optional<String> check(String source);
}
