package io.moongate.lua;

/**
 * What is wrong with a source, in LuaJIT's words.
 *
 * @param line where, beginning with 1
 * @param column where in the line, beginning with 1; 0 when unknown
 * @param sentence as the compiler says it, with chunk name and line: {@code [string "x = "]:1: unexpected symbol near '<eof>'}
 */
public record Problem(int line, int column, String sentence) {}
