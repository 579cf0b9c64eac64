package io.moongate.lua.emit;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import java.util.List;

/**
 * When the left operand of an operation is a local variable, LuaJIT reads it only as the operation is done: a call in
 * the right operand may have changed it by then, if a closure knows it.
 */
final class LateRead {
    private LateRead() {}

    /** Whether the left operand has to be read after the right one is computed. */
    static boolean is(Expr left, Expr right) {
        return left instanceof Expr.Name name
                && name.binding() instanceof Binding.OfLocal local
                && local.variable().needsCell()
                && calls(right);
    }

    static boolean is(Expr.Arith arith) {
        return is(arith.left(), arith.right());
    }

    private static boolean calls(Expr expr) {
        return switch (expr) {
            case Expr.Call call -> true;
            case Expr.MethodCall call -> true;
            case Expr.Index index -> calls(index.object()) || calls(index.key());
            case Expr.Arith arith -> calls(arith.left()) || calls(arith.right());
            case Expr.Compare compare -> calls(compare.left()) || calls(compare.right());
            case Expr.And and -> calls(and.left()) || calls(and.right());
            case Expr.Or or -> calls(or.left()) || calls(or.right());
            case Expr.Concat concat -> anyCalls(concat.operands());
            case Expr.Not not -> calls(not.operand());
            case Expr.Negate negate -> calls(negate.operand());
            case Expr.Length length -> calls(length.operand());
            case Expr.Paren paren -> calls(paren.inner());
            case Expr.Apart apart -> calls(apart.inner());
            case Expr.Table table -> table.fields().stream().anyMatch(LateRead::calls);
            case Expr.Nil nil -> false;
            case Expr.Bool bool -> false;
            case Expr.Num num -> false;
            case Expr.Wide wide -> false;
            case Expr.Str str -> false;
            case Expr.Varargs varargs -> false;
            case Expr.Closure closure -> false;
            case Expr.Name name -> false;
        };
    }

    private static boolean calls(Expr.Field field) {
        return calls(field.value()) || field instanceof Expr.Field.Keyed keyed && calls(keyed.key());
    }

    private static boolean anyCalls(List<Expr> exprs) {
        return exprs.stream().anyMatch(LateRead::calls);
    }
}
