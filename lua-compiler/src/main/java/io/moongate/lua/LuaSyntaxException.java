package io.moongate.lua;

/** A source that does not compile. */
public final class LuaSyntaxException extends Exception {
    private final transient Problem problem;

    public LuaSyntaxException(Problem problem) {
        super(problem.sentence(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
