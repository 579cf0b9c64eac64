package io.moongate.lua.tree;

import org.jspecify.annotations.Nullable;

/** A label as gotos see it; compared by identity once {@link #settled}. */
public final class Target {
    private final String name;
    private @Nullable Target label;

    public Target(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    void settle(Target found) {
        label = found;
    }

    /** The label itself, when this was made by a goto. */
    public Target settled() {
        Target at = this;
        while (at.label != null) {
            at = at.label;
        }
        return at;
    }
}
