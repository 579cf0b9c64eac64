package io.moongate.lua.emit;

import io.moongate.lua.op.Arith;
import io.moongate.lua.tree.Expr;
import org.jspecify.annotations.Nullable;

/** Arithmetic on literals, done by the compiler. */
final class Folding {
    private Folding() {}

    static @Nullable Double number(Expr expr) {
        return switch (expr) {
            case Expr.Num num -> num.value();
            case Expr.Negate negate -> {
                Double operand = number(negate.operand());
                yield operand == null ? null : -operand;
            }
            case Expr.Arith arith -> {
                Double left = number(arith.left());
                Double right = left == null ? null : number(arith.right());
                yield left == null || right == null ? null : compute(arith.op(), left, right);
            }
            default -> null;
        };
    }

    private static double compute(Expr.Arith.Op op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MOD -> Arith.mod(a, b);
            case POW -> Arith.pow(a, b);
        };
    }
}
