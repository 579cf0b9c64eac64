package io.moongate.lua.tree;

import java.util.ArrayList;
import java.util.List;

/** How large expressions are, counted in nodes; what is too large for its surroundings is set {@link Expr.Apart}. */
public final class Weight {
    /** What an expression may weigh before it stands apart, unless somebody wants to try the cutting. */
    public static final int USUAL_LIMIT = 100;

    /** In a list that is too heavy all but these stand apart. */
    private static final int LIGHT = 3;

    private final int limit;

    public Weight(int limit) {
        this.limit = limit;
    }

    /** The expression, set apart if it is too large. */
    public Expr bounded(Expr expr) {
        return of(expr) > limit ? apart(expr) : expr;
    }

    /** The list, its larger elements set apart if it is too large as a whole. */
    public List<Expr> bounded(List<Expr> exprs) {
        if (sum(exprs) <= limit) {
            return exprs;
        }
        List<Expr> out = new ArrayList<>(exprs.size());
        for (Expr expr : exprs) {
            out.add(of(expr) > LIGHT ? apart(expr) : expr);
        }
        return out;
    }

    /** Targets of an assignment, which cannot stand apart themselves: what they are made of can. */
    public List<Expr> targets(List<Expr> targets) {
        boolean heavy = sum(targets) > limit;
        List<Expr> out = new ArrayList<>(targets.size());
        for (Expr target : targets) {
            Expr plain = target instanceof Expr.Apart apart ? apart.inner() : target;
            if (heavy && plain instanceof Expr.Index(Expr object, Expr key, int line)) {
                plain = new Expr.Index(
                        of(object) > LIGHT ? apart(object) : object, of(key) > LIGHT ? apart(key) : key, line);
            }
            out.add(plain);
        }
        return out;
    }

    private static Expr apart(Expr expr) {
        return expr instanceof Expr.Apart ? expr : new Expr.Apart(expr);
    }

    private static int sum(List<Expr> exprs) {
        int sum = 0;
        for (Expr expr : exprs) {
            sum += of(expr);
        }
        return sum;
    }

    /** What stands apart weighs as much as a constant: so this never looks far. */
    private static int of(Expr expr) {
        return switch (expr) {
            case Expr.Nil nil -> 1;
            case Expr.Bool bool -> 1;
            case Expr.Num num -> 1;
            case Expr.Wide wide -> 1;
            case Expr.Str str -> 1;
            case Expr.Varargs varargs -> 1;
            case Expr.Name name -> 1;
            case Expr.Apart apart -> 1;
            case Expr.Closure closure -> 2 + closure.func().upvalues().size() / 4;
            case Expr.Index index -> 1 + of(index.object()) + of(index.key());
            case Expr.Call call -> 1 + of(call.function()) + sum(call.arguments());
            case Expr.MethodCall call -> 2 + of(call.object()) + sum(call.arguments());
            case Expr.Arith arith -> 1 + of(arith.left()) + of(arith.right());
            case Expr.Compare compare -> 1 + of(compare.left()) + of(compare.right());
            case Expr.Concat concat -> 1 + sum(concat.operands());
            case Expr.And and -> 1 + of(and.left()) + of(and.right());
            case Expr.Or or -> 1 + of(or.left()) + of(or.right());
            case Expr.Not not -> 1 + of(not.operand());
            case Expr.Negate negate -> 1 + of(negate.operand());
            case Expr.Length length -> 1 + of(length.operand());
            case Expr.Paren paren -> of(paren.inner());
            case Expr.Table table -> {
                int sum = 1;
                for (Expr.Field field : table.fields()) {
                    sum += of(field.value()) + (field instanceof Expr.Field.Keyed keyed ? of(keyed.key()) : 1);
                }
                yield sum;
            }
        };
    }
}
