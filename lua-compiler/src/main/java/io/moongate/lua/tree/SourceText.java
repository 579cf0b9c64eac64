package io.moongate.lua.tree;

/**
 * Where a function is written in the source of its chunk.
 *
 * @param source of the whole chunk
 * @param from just behind the parenthesis that opens its parameters; 0 for a main chunk
 * @param to just behind its {@code end}
 * @param method whether it has a parameter {@code self} that is not written
 */
public record SourceText(String source, int from, int to, boolean method) {
    static final SourceText NONE = new SourceText("", 0, 0, false);
}
