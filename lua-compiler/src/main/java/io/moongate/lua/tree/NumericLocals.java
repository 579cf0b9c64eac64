package io.moongate.lua.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the locals that can only ever hold numbers: each value they get is a number, or arithmetic on such values.
 * Begins by believing it of all, and stops when a round changes nothing. By the way it notes which others are probably
 * numbers, as arithmetic is done with them, which functions call others, and which fields variables are asked for.
 */
public final class NumericLocals {
    private boolean changed;
    private boolean first;
    private Func current;

    private NumericLocals(Func main) {
        current = main;
    }

    /** Marks the variables of a chunk, inner functions included. */
    public static void mark(Func main) {
        NumericLocals pass = new NumericLocals(main);
        pass.first = true;
        do {
            pass.changed = false;
            pass.func(main);
            pass.first = false;
        } while (pass.changed);
    }

    /** Whether the expression's value is a number for certain, without metamethods. */
    public static boolean isNumber(Expr expr) {
        return switch (expr) {
            case Expr.Num num -> true;
            case Expr.Name name -> {
                Variable variable = variable(name);
                yield variable != null && variable.numeric();
            }
            case Expr.Arith arith -> isNumber(arith.left()) && isNumber(arith.right());
            case Expr.Negate negate -> isNumber(negate.operand());
            default -> false;
        };
    }

    private static @Nullable Variable variable(Expr.Name name) {
        return switch (name.binding()) {
            case Binding.OfLocal local -> local.variable();
            case Binding.OfUpvalue upvalue -> upvalue.upvalue().variable();
            case Binding.OfGlobal global -> null;
        };
    }

    private void declare(Variable variable, boolean believable) {
        if (first) {
            variable.setNumeric(believable);
        }
    }

    private void assign(Variable variable, boolean number) {
        if (!number && variable.numeric()) {
            variable.setNumeric(false);
            changed = true;
        }
    }

    /** What arithmetic is done with is probably a number. */
    private void suggest(Expr expr) {
        if (first && expr instanceof Expr.Name name && variable(name) instanceof Variable variable) {
            variable.suggestNumber();
        }
    }

    private static void suggestOrigin(Variable variable, Expr value) {
        if (value instanceof Expr.Arith || value instanceof Expr.Negate) {
            variable.suggestNumber();
        } else if (isItem(value)) {
            variable.fromItem();
        }
    }

    /** Whether it is written like an item of a list. */
    public static boolean isItem(Expr expr) {
        return expr instanceof Expr.Index index && !(index.key() instanceof Expr.Str);
    }

    private static boolean isOrder(Expr.Compare.Op op) {
        return op != Expr.Compare.Op.EQ && op != Expr.Compare.Op.NE;
    }

    private void func(Func func) {
        Func outer = current;
        current = func;
        block(func.body());
        current = outer;
    }

    private void block(Stat.Block block) {
        block.stats().forEach(this::stat);
    }

    private void stat(Stat stat) {
        switch (stat) {
            case Stat.Local local -> {
                exprs(local.values());
                for (int i = 0; i < local.variables().size(); i++) {
                    boolean number =
                            i < local.values().size() && isNumber(local.values().get(i));
                    declare(local.variables().get(i), number);
                    if (i < local.values().size()) {
                        suggestOrigin(local.variables().get(i), local.values().get(i));
                    }
                    assign(local.variables().get(i), number);
                }
            }
            case Stat.LocalFunction function -> {
                declare(function.variable(), false);
                func(function.func());
            }
            case Stat.Assign assign -> {
                exprs(assign.targets());
                exprs(assign.values());
                for (int i = 0; i < assign.targets().size(); i++) {
                    if (i < assign.values().size()
                            && isItem(assign.targets().get(i))
                            && assign.values().get(i) instanceof Expr.Name value
                            && variable(value) instanceof Variable source) {
                        source.toItem();
                    }
                    if (assign.targets().get(i) instanceof Expr.Name name
                            && variable(name) instanceof Variable target) {
                        assign(
                                target,
                                i < assign.values().size()
                                        && isNumber(assign.values().get(i)));
                    }
                }
            }
            case Stat.Effect effect -> expr(effect.call());
            case Stat.Do body -> block(body.body());
            case Stat.While loop -> {
                expr(loop.condition());
                block(loop.body());
            }
            case Stat.Repeat loop -> {
                block(loop.body());
                expr(loop.condition());
            }
            case Stat.If choice -> {
                for (Stat.Clause clause : choice.clauses()) {
                    expr(clause.condition());
                    block(clause.body());
                }
                if (choice.otherwise() != null) {
                    block(choice.otherwise());
                }
            }
            case Stat.NumericFor loop -> {
                expr(loop.start());
                expr(loop.limit());
                if (loop.step() != null) {
                    expr(loop.step());
                }
                declare(loop.variable(), true);
                block(loop.body());
            }
            case Stat.GenericFor loop -> {
                current.call();
                exprs(loop.values());
                loop.variables().forEach(variable -> declare(variable, false));
                block(loop.body());
            }
            case Stat.Return end -> exprs(end.values());
            case Stat.Break leave -> {}
            case Stat.Label label -> {}
            case Stat.Goto jump -> {}
        }
    }

    private void exprs(List<Expr> exprs) {
        exprs.forEach(this::expr);
    }

    /** Looks for inner functions. */
    private void expr(Expr expr) {
        switch (expr) {
            case Expr.Closure closure -> func(closure.func());
            case Expr.Index index -> {
                if (first
                        && index.key() instanceof Expr.Str key
                        && index.object() instanceof Expr.Name name
                        && variable(name) instanceof Variable variable) {
                    variable.useField(key.value());
                }
                expr(index.object());
                expr(index.key());
            }
            case Expr.Call call -> {
                current.call();
                expr(call.function());
                exprs(call.arguments());
            }
            case Expr.MethodCall call -> {
                current.call();
                expr(call.object());
                exprs(call.arguments());
            }
            case Expr.Arith arith -> {
                suggest(arith.left());
                suggest(arith.right());
                expr(arith.left());
                expr(arith.right());
            }
            case Expr.Compare compare -> {
                if (isOrder(compare.op()) || compare.right() instanceof Expr.Num) {
                    suggest(compare.left());
                    suggest(compare.right());
                }
                expr(compare.left());
                expr(compare.right());
            }
            case Expr.Concat concat -> exprs(concat.operands());
            case Expr.And and -> {
                expr(and.left());
                expr(and.right());
            }
            case Expr.Or or -> {
                expr(or.left());
                expr(or.right());
            }
            case Expr.Not not -> expr(not.operand());
            case Expr.Apart apart -> expr(apart.inner());
            case Expr.Negate negate -> {
                suggest(negate.operand());
                expr(negate.operand());
            }
            case Expr.Length length -> expr(length.operand());
            case Expr.Paren paren -> expr(paren.inner());
            case Expr.Table table -> table.fields().forEach(this::field);
            case Expr.Nil nil -> {}
            case Expr.Bool bool -> {}
            case Expr.Num num -> {}
            case Expr.Wide wide -> {}
            case Expr.Str str -> {}
            case Expr.Varargs varargs -> {}
            case Expr.Name name -> {}
        }
    }

    private void field(Expr.Field field) {
        if (field instanceof Expr.Field.Keyed keyed) {
            expr(keyed.key());
        }
        expr(field.value());
    }
}
