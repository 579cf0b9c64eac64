package io.moongate.lua.strand;

/** A strand on the JVM's own continuation. */
final class ContinuationStrand implements Strand {
    private final Object continuation;

    ContinuationStrand(Scope scope, Runnable body) {
        this.continuation = Continuations.create(scope.native_, body);
    }

    @Override
    public void run() {
        Continuations.run(continuation);
    }

    @Override
    public StackWalker walker() {
        return Continuations.walker(continuation);
    }

    @Override
    public boolean isDone() {
        return Continuations.isDone(continuation);
    }
}
