package io.moongate.lua.tree;

import java.util.List;

/** An expression. Its line is the one an error in it is reported at. */
public sealed interface Expr {
    /** {@code nil} */
    record Nil() implements Expr {}

    /** {@code true} or {@code false} */
    record Bool(boolean value) implements Expr {}

    /** A number. */
    record Num(double value) implements Expr {}

    /** A number beyond doubles, as written, with its suffix. */
    record Wide(String text) implements Expr {}

    /** A string of bytes as chars. */
    record Str(String value) implements Expr {}

    /** {@code ...} */
    record Varargs() implements Expr {}

    /** {@code function … end} */
    record Closure(Func func) implements Expr {}

    /** A name, bound. */
    record Name(Binding binding, int line) implements Expr {}

    /** {@code object[key]} or {@code object.key} */
    record Index(Expr object, Expr key, int line) implements Expr {}

    /** {@code function(arguments)} */
    record Call(Expr function, List<Expr> arguments, int line) implements Expr {}

    /** {@code object:method(arguments)} */
    record MethodCall(Expr object, String method, List<Expr> arguments, int nameLine, int line) implements Expr {}

    /** Arithmetic. */
    record Arith(Op op, Expr left, Expr right, int line) implements Expr {
        /** Its operators. */
        public enum Op {
            ADD,
            SUB,
            MUL,
            DIV,
            MOD,
            POW
        }
    }

    /** A comparison. */
    record Compare(Op op, Expr left, Expr right, int line) implements Expr {
        /** Its operators. */
        public enum Op {
            EQ,
            NE,
            LT,
            LE,
            GT,
            GE
        }
    }

    /** {@code a .. b .. c}: a whole chain. */
    record Concat(List<Expr> operands, int line) implements Expr {}

    /** {@code left and right} */
    record And(Expr left, Expr right) implements Expr {}

    /** {@code left or right} */
    record Or(Expr left, Expr right) implements Expr {}

    /** {@code not operand} */
    record Not(Expr operand) implements Expr {}

    /** {@code -operand} */
    record Negate(Expr operand, int line) implements Expr {}

    /** {@code #operand} */
    record Length(Expr operand, int line) implements Expr {}

    /** {@code (inner)}: exactly one value. */
    record Paren(Expr inner) implements Expr {}

    /** An expression so large that it may need a method of its own. */
    record Apart(Expr inner) implements Expr {}

    /** {@code {fields}} */
    record Table(List<Field> fields, int line) implements Expr {}

    /** A field of a table constructor. */
    sealed interface Field {
        Expr value();

        /** A value in the list part. */
        record Item(Expr value) implements Field {}

        /** {@code [key] = value} or {@code key = value} */
        record Keyed(Expr key, Expr value, int line) implements Field {}
    }

    /** Whether it may have any number of values. */
    default boolean isMulti() {
        return switch (this) {
            case Call call -> true;
            case MethodCall call -> true;
            case Varargs varargs -> true;
            case Apart apart -> apart.inner().isMulti();
            default -> false;
        };
    }
}
