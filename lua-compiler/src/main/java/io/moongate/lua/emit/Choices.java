package io.moongate.lua.emit;

/**
 * What the code is made for.
 *
 * @param countsSteps whether function entries and back-edges are counted
 * @param optimises whether numbers are kept unboxed and variables in the JVM's own; without it everything takes the
 *     general way, for comparison
 */
public record Choices(boolean countsSteps, boolean optimises) {}
