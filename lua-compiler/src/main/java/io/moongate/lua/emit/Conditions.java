package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.NumericLocals;
import org.objectweb.asm.Label;

/** Conditions as jumps, so that no boolean is made just to be looked at. */
final class Conditions {
    private final Context context;
    private final Code code;
    private final ExprEmitter exprs;

    Conditions(Context context, ExprEmitter exprs) {
        this.context = context;
        this.code = context.code;
        this.exprs = exprs;
    }

    /** The condition as a boolean value. */
    void asValue(Expr condition) {
        Label yes = new Label();
        Label end = new Label();
        jump(condition, yes, true);
        exprs.bool(false);
        code.jump(GOTO, end);
        code.place(yes);
        exprs.bool(true);
        code.place(end);
    }

    /** Jumps when the condition is as said, goes on otherwise. */
    void jump(Expr condition, Label target, boolean when) {
        switch (condition) {
            case Expr.Not not -> jump(not.operand(), target, !when);
            case Expr.And and -> both(and.left(), and.right(), target, when);
            case Expr.Or or -> any(or.left(), or.right(), target, when);
            case Expr.Compare compare -> compare(compare, target, when);
            case Expr.Nil nil -> constant(false, target, when);
            case Expr.Bool bool -> constant(bool.value(), target, when);
            case Expr.Num num -> constant(true, target, when);
            case Expr.Str str -> constant(true, target, when);
            case Expr.Apart apart when !context.cuts -> jump(apart.inner(), target, when);
            default -> {
                exprs.value(condition);
                code.call(RuntimeContract.TRUTH);
                code.jump(when ? IFNE : IFEQ, target);
            }
        }
    }

    private void constant(boolean truth, Label target, boolean when) {
        if (truth == when) {
            code.jump(GOTO, target);
        }
    }

    private void both(Expr left, Expr right, Label target, boolean when) {
        if (when) {
            Label no = new Label();
            jump(left, no, false);
            jump(right, target, true);
            code.place(no);
        } else {
            jump(left, target, false);
            jump(right, target, false);
        }
    }

    private void any(Expr left, Expr right, Label target, boolean when) {
        if (when) {
            jump(left, target, true);
            jump(right, target, true);
        } else {
            Label yes = new Label();
            jump(left, yes, true);
            jump(right, target, false);
            code.place(yes);
        }
    }

    private void compare(Expr.Compare compare, Label target, boolean when) {
        switch (compare.op()) {
            case EQ -> equal(compare, target, when);
            case NE -> equal(compare, target, !when);
            case LT, LE, GT, GE -> order(compare, target, when);
        }
    }

    private void order(Expr.Compare compare, Label target, boolean when) {
        Expr first = compare.left();
        Expr second = compare.right();
        boolean left = NumericLocals.isNumber(first);
        boolean right = NumericLocals.isNumber(second);
        if (left && right) {
            exprs.number(first);
            exprs.number(second);
            orderNumbers(compare.op(), target, when);
        } else if (LateRead.is(first, second)) {
            exprs.late(first, second);
            orderValues(compare, false, false, target, when);
        } else if (context.speculates && !(first instanceof Expr.Str) && !(second instanceof Expr.Str)) {
            new Speculation(context, exprs).pair(first, second, number -> {
                if (number) {
                    orderNumbers(compare.op(), target, when);
                } else {
                    orderValues(compare, left, right, target, when);
                }
            });
        } else {
            exprs.either(first);
            exprs.either(second);
            orderValues(compare, left, right, target, when);
        }
    }

    private void orderValues(Expr.Compare compare, boolean left, boolean right, Label target, boolean when) {
        code.call(
                RuntimeContract.order(compare.op(), left, right),
                compare.line(),
                Names.of(compare.left()),
                Names.of(compare.right()));
        code.jump(when ? IFNE : IFEQ, target);
    }

    /** NaN makes every comparison false: the instruction is chosen so that it counts as the wrong side. */
    private void orderNumbers(Expr.Compare.Op op, Label target, boolean when) {
        switch (op) {
            case LT -> numbers(DCMPG, when ? IFLT : IFGE, target);
            case LE -> numbers(DCMPG, when ? IFLE : IFGT, target);
            case GT -> numbers(DCMPL, when ? IFGT : IFLE, target);
            case GE -> numbers(DCMPL, when ? IFGE : IFLT, target);
            case EQ, NE -> throw new IllegalStateException(op.name());
        }
    }

    private void numbers(int instruction, int jump, Label target) {
        code.op(instruction);
        code.jump(jump, target);
    }

    private void equal(Expr.Compare compare, Label target, boolean when) {
        Expr left = compare.left();
        Expr right = compare.right();
        if (left instanceof Expr.Nil || right instanceof Expr.Nil) {
            exprs.value(left instanceof Expr.Nil ? right : left);
            code.jump(when ? IFNULL : IFNONNULL, target);
        } else if (left instanceof Expr.Bool || right instanceof Expr.Bool) {
            exprs.value(left);
            exprs.value(right);
            code.jump(when ? IF_ACMPEQ : IF_ACMPNE, target);
        } else if (right instanceof Expr.Str) {
            exprs.value(left);
            exprs.value(right);
            test(RuntimeContract.EQ_STRING, target, when);
        } else if (NumericLocals.isNumber(left) && NumericLocals.isNumber(right)) {
            exprs.number(left);
            exprs.number(right);
            code.op(DCMPL);
            code.jump(when ? IFEQ : IFNE, target);
        } else {
            equalMixed(compare, target, when);
        }
    }

    private void equalMixed(Expr.Compare compare, Label target, boolean when) {
        if (LateRead.is(compare.left(), compare.right())) {
            exprs.late(compare.left(), compare.right());
            equalValues(compare, false, false, target, when);
            return;
        }
        boolean fields =
                context.speculates && compare.left() instanceof Expr.Index && compare.right() instanceof Expr.Index;
        if (fields || Speculation.suits(context, compare.left()) || Speculation.suits(context, compare.right())) {
            new Speculation(context, exprs).pair(compare.left(), compare.right(), number -> {
                if (number) {
                    code.op(DCMPL);
                    code.jump(when ? IFEQ : IFNE, target);
                } else {
                    equalValues(
                            compare,
                            NumericLocals.isNumber(compare.left()),
                            NumericLocals.isNumber(compare.right()),
                            target,
                            when);
                }
            });
            return;
        }
        boolean left = exprs.either(compare.left());
        boolean right = exprs.either(compare.right());
        equalValues(compare, left, right, target, when);
    }

    private void equalValues(Expr.Compare compare, boolean left, boolean right, Label target, boolean when) {
        if (left) {
            // double, object -> object, double
            code.op(DUP_X2);
            code.op(POP);
        }
        if (left || right) {
            test(RuntimeContract.EQ_NUMBER, target, when);
        } else {
            code.site(compare.line(), false, null, null);
            test(RuntimeContract.EQ, target, when);
        }
    }

    private void test(RuntimeContract.Method method, Label target, boolean when) {
        code.call(method);
        code.jump(when ? IFNE : IFEQ, target);
    }
}
