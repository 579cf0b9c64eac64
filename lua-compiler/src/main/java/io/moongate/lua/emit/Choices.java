package io.moongate.lua.emit;

/**
 * What the code is made for.
 *
 * @param countsSteps whether function entries and back-edges are counted
 * @param optimises whether numbers are kept unboxed and variables in the JVM's own; without it everything takes the
 *     general way, for comparison
 * @param checksBudget whether function entries and back-edges look whether a budget has tripped
 */
public record Choices(boolean countsSteps, boolean optimises, boolean checksBudget) {
    /** Set to true, it leaves out what {@link #checksBudget} stands for, so that a benchmark can tell its price. */
    public static final String UNCHECKED = "lua.unchecked";

    /** As a host may choose. */
    public Choices(boolean countsSteps, boolean optimises) {
        this(countsSteps, optimises, !Boolean.getBoolean(UNCHECKED));
    }
}
