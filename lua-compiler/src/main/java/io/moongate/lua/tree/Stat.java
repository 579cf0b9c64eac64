package io.moongate.lua.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. */
public sealed interface Stat {
    /** A list of statements with a scope of its own. */
    record Block(List<Stat> stats) {}

    /** {@code local names = values} */
    record Local(List<Variable> variables, List<Expr> values, int line) implements Stat {}

    /** {@code local function name … end} */
    record LocalFunction(Variable variable, Func func, int line) implements Stat {}

    /** {@code targets = values}; targets are {@link Expr.Name} or {@link Expr.Index}. */
    record Assign(List<Expr> targets, List<Expr> values, int line) implements Stat {}

    /** A call for its effect. */
    record Effect(Expr call, int line) implements Stat {}

    /** {@code do … end} */
    record Do(Block body) implements Stat {}

    /** {@code while condition do … end} */
    record While(Expr condition, Block body, int line) implements Stat {}

    /** {@code repeat … until condition}; the condition sees the body's locals. */
    record Repeat(Block body, Expr condition, int line) implements Stat {}

    /** {@code if … elseif … else … end} */
    record If(List<Clause> clauses, @Nullable Block otherwise) implements Stat {}

    /** One arm of an if. */
    record Clause(Expr condition, Block body, int line) {}

    /** {@code for variable = start, limit, step do … end} */
    record NumericFor(
            Variable variable,
            Expr start,
            Expr limit,
            @Nullable Expr step,
            Block body,
            int line) implements Stat {}

    /** {@code for variables in values do … end} */
    record GenericFor(List<Variable> variables, List<Expr> values, Block body, int line) implements Stat {}

    /** {@code return values} */
    record Return(List<Expr> values, int line) implements Stat {}

    /** {@code break}: leaves the innermost loop. */
    record Break(int line) implements Stat {}

    /** {@code ::label::} */
    record Label(Target target, int line) implements Stat {}

    /** {@code goto label} */
    record Goto(Target target, int line) implements Stat {}
}
