package io.moongate.lua.emit;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Stat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Estimates how many bytes of bytecode statements become, so that no method grows too large. */
final class Sizes {
    /** Functions beyond this are split: HotSpot does not compile methods beyond 8,000 bytes. */
    static final int LARGE_FUNCTION = 6500;

    private static final int LARGE_PART = 4500;

    private final Map<Stat, Integer> known = new IdentityHashMap<>();
    private final boolean speculating;

    /** @param speculating whether arithmetic has two arms */
    Sizes(boolean speculating) {
        this.speculating = speculating;
    }

    int of(Stat.Block block) {
        int sum = 0;
        for (Stat stat : block.stats()) {
            sum += of(stat);
        }
        return sum;
    }

    /** Where the group of small neighbours that begins here ends; here itself when the first is too large. */
    int groupEnd(List<Stat> stats, int from) {
        int sum = 0;
        int at = from;
        while (at < stats.size() && !(stats.get(at) instanceof Stat.Label)) {
            sum += of(stats.get(at));
            if (sum > LARGE_PART) {
                break;
            }
            at++;
        }
        return at;
    }

    int of(Stat stat) {
        Integer size = known.get(stat);
        if (size == null) {
            size = measure(stat);
            known.put(stat, size);
        }
        return size;
    }

    private int measure(Stat stat) {
        return switch (stat) {
            case Stat.Local local -> 4 + of(local.values()) + local.variables().size() * 8;
            case Stat.LocalFunction function -> 16 + function.func().upvalues().size() * 8;
            case Stat.Assign assign -> (speculating ? 40 : 16) + of(assign.targets()) + of(assign.values());
            case Stat.Effect effect -> 4 + of(effect.call());
            case Stat.Do body -> of(body.body());
            case Stat.While loop -> 16 + of(loop.condition()) + of(loop.body());
            case Stat.Repeat loop -> 16 + of(loop.condition()) + of(loop.body());
            case Stat.NumericFor loop ->
                80
                        + of(loop.start())
                        + of(loop.limit())
                        + (loop.step() == null ? 0 : of(loop.step()))
                        + of(loop.body());
            case Stat.GenericFor loop -> 120 + of(loop.values()) + of(loop.body());
            case Stat.If choice -> {
                int sum = choice.otherwise() == null ? 0 : of(choice.otherwise());
                for (Stat.Clause clause : choice.clauses()) {
                    sum += 8 + of(clause.condition()) + of(clause.body());
                }
                yield sum;
            }
            case Stat.Return end -> 8 + of(end.values());
            case Stat.Break leave -> 4;
            case Stat.Label label -> 10;
            case Stat.Goto jump -> 4;
        };
    }

    private int of(List<Expr> exprs) {
        int sum = 0;
        for (Expr expr : exprs) {
            sum += 4 + of(expr);
        }
        return sum;
    }

    int of(Expr expr) {
        return switch (expr) {
            case Expr.Nil nil -> 1;
            case Expr.Bool bool -> 3;
            case Expr.Num num -> 6;
            case Expr.Str str -> 3;
            case Expr.Wide wide -> 9;
            case Expr.Varargs varargs -> 7;
            case Expr.Name name -> 14;
            case Expr.Closure closure -> 16 + closure.func().upvalues().size() * 8;
            case Expr.Index index -> 10 + of(index.object()) + of(index.key());
            case Expr.Call call -> 24 + of(call.function()) + of(call.arguments());
            case Expr.MethodCall call -> 42 + of(call.object()) + of(call.arguments());
            case Expr.Arith arith -> 4 + operand(arith.left()) + operand(arith.right());
            case Expr.Compare compare -> 18 + operand(compare.left()) + operand(compare.right());
            case Expr.Concat concat -> 8 + of(concat.operands());
            case Expr.And and -> 10 + of(and.left()) + of(and.right());
            case Expr.Or or -> 10 + of(or.left()) + of(or.right());
            case Expr.Not not -> 16 + of(not.operand());
            case Expr.Negate negate -> 4 + operand(negate.operand());
            case Expr.Length length -> 4 + of(length.operand());
            case Expr.Paren paren -> of(paren.inner());
            case Expr.Table table -> {
                int sum = 12;
                for (Expr.Field field : table.fields()) {
                    sum += of(field);
                }
                yield sum;
            }
        };
    }

    private int operand(Expr expr) {
        if (!speculating) {
            return of(expr);
        }
        return of(expr)
                + switch (expr) {
                    case Expr.Index index -> 60;
                    case Expr.Arith arith -> 40;
                    case Expr.Negate negate -> 40;
                    case Expr.Num num -> 6;
                    default -> 24;
                };
    }

    int of(Expr.Field field) {
        return switch (field) {
            case Expr.Field.Item item -> 8 + of(item.value());
            case Expr.Field.Keyed keyed -> 8 + of(keyed.key()) + of(keyed.value());
        };
    }

    /** How many fields from here on go into one part. */
    int fieldsEnd(List<Expr.Field> fields, int from) {
        int sum = 0;
        int at = from;
        while (at < fields.size()) {
            sum += of(fields.get(at));
            if (sum > LARGE_PART) {
                break;
            }
            at++;
        }
        return at;
    }
}
