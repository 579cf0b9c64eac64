package io.moongate.lua.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether code calls functions itself: neither as metamethods nor in inner functions. */
public final class Calls {
    private static final int HIDDEN_IN_LOOPS = 3;

    private Calls() {}

    /**
     * How many slots of Lua's stack the function needs where it calls others: two for its own call, and one for each
     * variable that is alive then.
     */
    public static int slots(Func func) {
        int extra = func.varargs() ? 2 : 0;
        return 2 + extra + slots(func.body(), func.parameters().size());
    }

    /** The most variables alive at a call in the block, in which so many are alive from outside. */
    private static int slots(Stat.Block block, int outside) {
        int alive = outside;
        int most = outside;
        for (Stat stat : block.stats()) {
            if (in(stat)) {
                most = Math.max(most, slots(stat, alive));
            }
            alive += switch (stat) {
                case Stat.Local local -> local.variables().size();
                case Stat.LocalFunction function -> 1;
                default -> 0;
            };
        }
        return most;
    }

    private static int slots(Stat stat, int alive) {
        return switch (stat) {
            case Stat.Do body -> slots(body.body(), alive);
            case Stat.While loop -> slots(loop.body(), alive);
            case Stat.Repeat loop -> slots(loop.body(), alive);
            case Stat.NumericFor loop -> slots(loop.body(), alive + HIDDEN_IN_LOOPS + 1);
            case Stat.GenericFor loop ->
                slots(loop.body(), alive + HIDDEN_IN_LOOPS + loop.variables().size());
            case Stat.If choice -> {
                int most = choice.otherwise() == null ? alive : slots(choice.otherwise(), alive);
                for (Stat.Clause clause : choice.clauses()) {
                    most = Math.max(most, slots(clause.body(), alive));
                }
                yield most;
            }
            default -> alive;
        };
    }

    public static boolean in(Stat stat) {
        return switch (stat) {
            case Stat.Local local -> in(local.values());
            case Stat.LocalFunction function -> false;
            case Stat.Assign assign -> in(assign.targets()) || in(assign.values());
            case Stat.Effect effect -> true;
            case Stat.Do body -> in(body.body());
            case Stat.While loop -> in(loop.condition()) || in(loop.body());
            case Stat.Repeat loop -> in(loop.condition()) || in(loop.body());
            case Stat.NumericFor loop -> in(loop.start()) || in(loop.limit()) || in(loop.step()) || in(loop.body());
            case Stat.GenericFor loop -> true;
            case Stat.If choice ->
                in(choice.otherwise())
                        || choice.clauses().stream().anyMatch(clause -> in(clause.condition()) || in(clause.body()));
            case Stat.Return end -> in(end.values());
            case Stat.Break leave -> false;
            case Stat.Label label -> false;
            case Stat.Goto jump -> false;
        };
    }

    private static boolean in(Stat.@Nullable Block block) {
        return block != null && block.stats().stream().anyMatch(Calls::in);
    }

    public static boolean in(List<Expr> exprs) {
        return exprs.stream().anyMatch(Calls::in);
    }

    public static boolean in(@Nullable Expr expr) {
        return switch (expr) {
            case null -> false;
            case Expr.Call call -> true;
            case Expr.MethodCall call -> true;
            case Expr.Index index -> in(index.object()) || in(index.key());
            case Expr.Arith arith -> in(arith.left()) || in(arith.right());
            case Expr.Compare compare -> in(compare.left()) || in(compare.right());
            case Expr.Concat concat -> in(concat.operands());
            case Expr.And and -> in(and.left()) || in(and.right());
            case Expr.Or or -> in(or.left()) || in(or.right());
            case Expr.Not not -> in(not.operand());
            case Expr.Negate negate -> in(negate.operand());
            case Expr.Length length -> in(length.operand());
            case Expr.Paren paren -> in(paren.inner());
            case Expr.Apart apart -> in(apart.inner());
            case Expr.Table table -> table.fields().stream().anyMatch(Calls::in);
            case Expr.Nil nil -> false;
            case Expr.Bool bool -> false;
            case Expr.Num num -> false;
            case Expr.Str str -> false;
            case Expr.Wide wide -> false;
            case Expr.Varargs varargs -> false;
            case Expr.Closure closure -> false;
            case Expr.Name name -> false;
        };
    }

    private static boolean in(Expr.Field field) {
        return in(field.value()) || field instanceof Expr.Field.Keyed keyed && in(keyed.key());
    }
}
