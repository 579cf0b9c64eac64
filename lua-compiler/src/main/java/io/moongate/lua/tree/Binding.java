package io.moongate.lua.tree;

/** What a name means. */
public sealed interface Binding {
    /** A local of the same function. */
    record OfLocal(Variable variable) implements Binding {}

    /** A local of an enclosing function. */
    record OfUpvalue(Upvalue upvalue) implements Binding {}

    /** A field of the function's environment. */
    record OfGlobal(String name) implements Binding {}
}
