package io.moongate.lua.tree;

/**
 * A variable of an outer function as an inner function sees it.
 *
 * @param variable which one
 * @param index its place among the function's upvalues
 * @param outerIndex its place among the enclosing function's upvalues, or -1 when it is that function's own local
 */
public record Upvalue(Variable variable, int index, int outerIndex) {}
