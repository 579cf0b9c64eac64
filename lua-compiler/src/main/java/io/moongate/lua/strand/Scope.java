package io.moongate.lua.strand;

/**
 * A kind of strand. Leaving by a scope leaves every strand up to and including the nearest one of that scope, so that
 * a wait inside a coroutine suspends the whole fiber.
 */
public final class Scope {
    private final String name;
    final Object native_;

    public Scope(String name) {
        this.name = name;
        this.native_ = Continuations.AVAILABLE ? Continuations.scope(name) : this;
    }

    @Override
    public String toString() {
        return name;
    }
}
