package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.NumericLocals;
import io.moongate.lua.tree.Variable;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.objectweb.asm.Label;

/**
 * Arithmetic on what is probably numbers, though nothing proves it. Operands are evaluated once, in order; then either
 * all are numbers, and the whole tree is computed in doubles, or the slow arm does operation by operation what Lua
 * demands. As each place has checks of its own, the JIT's profile knows there which arm is never taken.
 */
final class Speculation {
    private sealed interface Node {}

    private record Op(Expr.Arith expr, Node left, Node right) implements Node {}

    private record Minus(Expr.Negate expr, Node operand) implements Node {}

    /** A number for certain, computed where it is wanted. */
    private record Fixed(Expr expr) implements Node {}

    /** A number for certain, computed already. */
    private record Computed(int slot) implements Node {}

    /** A variable nothing changes meanwhile. */
    private record Plain(Expr.Name name) implements Node {}

    /** A value in a slot. */
    private record Held(int slot) implements Node {}

    /** Both halves of a value in slots, as in {@code Dual}. */
    private record Halves(int object) implements Node {
        int number() {
            return object + 1;
        }
    }

    private final Context context;
    private final Code code;
    private final ExprEmitter exprs;
    private final Set<Object> checked = new HashSet<>();
    private Label slow = new Label();

    Speculation(Context context, ExprEmitter exprs) {
        this.context = context;
        this.code = context.code;
        this.exprs = exprs;
    }

    /** Whether to try it here. */
    static boolean suits(Context context, Expr expr) {
        return context.speculates
                && (expr instanceof Expr.Arith arith && !LateRead.is(arith) || expr instanceof Expr.Negate)
                && !NumericLocals.isNumber(expr)
                && Folding.number(expr) == null;
    }

    /** What becomes of the result in either arm. */
    interface Use {
        /** A double is on the stack if {@code number}, an object otherwise. */
        void take(boolean number);
    }

    /** The expression's value, used in two ways. */
    void value(Expr expr, Use use) {
        int mark = code.mark();
        Node node = prepare(expr);
        Label end = new Label();
        check(node);
        compute(node);
        use.take(true);
        code.jump(GOTO, end);
        code.place(slow);
        generic(node);
        use.take(false);
        code.place(end);
        code.release(mark);
    }

    /** Both operands, compared in two ways. */
    void pair(Expr left, Expr right, Use use) {
        int mark = code.mark();
        Node first = prepare(left);
        if (!isLeaf(first) && !isStable(right)) {
            first = settle(first);
        }
        Node second = prepare(right);
        Label end = new Label();
        check(first);
        check(second);
        compute(first);
        compute(second);
        use.take(true);
        code.jump(GOTO, end);
        code.place(slow);
        generic(first);
        generic(second);
        use.take(false);
        code.place(end);
        code.release(mark);
    }

    private static boolean isLeaf(Node node) {
        return !(node instanceof Op) && !(node instanceof Minus);
    }

    /** Whether evaluating it now or later makes no difference. */
    private static boolean isStable(Expr expr) {
        return switch (expr) {
            case Expr.Num num -> true;
            case Expr.Name name -> isStable(name);
            case Expr.Arith arith -> isStable(arith.left()) && isStable(arith.right());
            case Expr.Negate negate -> isStable(negate.operand());
            case Expr.Paren paren -> isStable(paren.inner());
            default -> false;
        };
    }

    private static boolean isStable(Expr.Name name) {
        return switch (name.binding()) {
            case Binding.OfLocal local -> !local.variable().needsCell();
            case Binding.OfUpvalue upvalue -> !upvalue.upvalue().variable().needsCell();
            case Binding.OfGlobal global -> false;
        };
    }

    private Node prepare(Expr expr) {
        if (NumericLocals.isNumber(expr) || Folding.number(expr) != null) {
            if (isStable(expr)) {
                return new Fixed(expr);
            }
            exprs.number(expr);
            int slot = code.newSlot(2);
            code.var(DSTORE, slot);
            return new Computed(slot);
        }
        return switch (expr) {
            case Expr.Paren paren -> prepare(paren.inner());
            case Expr.Name name when isStable(name) -> variable(name);
            case Expr.Index index when !LateRead.is(index) -> read(index);
            case Expr.Or or
            when or.left() instanceof Expr.Index index && !LateRead.is(index) -> otherwise(read(index), or.right());
            case Expr.Negate negate -> new Minus(negate, prepare(negate.operand()));
            case Expr.Arith arith
            when !LateRead.is(arith) -> {
                Node left = prepare(arith.left());
                if (!isLeaf(left) && !isStable(arith.right())) {
                    left = settle(left);
                }
                yield new Op(arith, left, prepare(arith.right()));
            }
            default -> {
                exprs.value(expr);
                int slot = code.newSlot(1);
                code.var(ASTORE, slot);
                yield new Held(slot);
            }
        };
    }

    /** A field or, when that is nil or false, something else: {@code (count[key] or 0) + 1}. */
    private Node otherwise(Halves field, Expr right) {
        int object = field.object();
        Label end = new Label();
        code.var(ALOAD, object);
        code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.DUAL, "NUMBER", RuntimeContract.OBJECT_DESC);
        code.jump(IF_ACMPEQ, end);
        code.var(ALOAD, object);
        code.call(RuntimeContract.TRUTH);
        code.jump(IFNE, end);
        if (NumericLocals.isNumber(right)) {
            exprs.number(right);
            exprs.variables().keepNumber(object);
        } else {
            exprs.value(right);
            exprs.variables().split(object);
        }
        code.place(end);
        return field;
    }

    private Node variable(Expr.Name name) {
        if (name.binding() instanceof Binding.OfLocal local) {
            Slot slot = exprs.variables().slot(local.variable());
            if (slot.kind() == Slot.Kind.DUAL) {
                return new Halves(slot.index());
            }
        }
        return new Plain(name);
    }

    /** A field's value, split into halves. */
    void field(Expr.Index index, int target) {
        int mark = code.mark();
        Halves halves = read(index);
        exprs.variables().copyHalves(halves.object(), target);
        code.release(mark);
    }

    /** A field is asked for a number first; what else it may be is found out on a way that is rarely gone. */
    private Halves read(Expr.Index index) {
        int object = code.newSlot(3);
        int number = object + 1;
        exprs.value(index.object());
        code.var(ASTORE, object);
        FieldKey key = key(index);
        Label miss = new Label();
        Label end = new Label();
        key.load(object);
        if (key.number() == RuntimeContract.NUMBER_LAID_OUT) {
            layout(index);
        }
        code.call(key.number());
        code.op(DUP2);
        code.var(DSTORE, number);
        code.var(DLOAD, number);
        code.op(DCMPL);
        code.jump(IFNE, miss);
        code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.DUAL, "NUMBER", RuntimeContract.OBJECT_DESC);
        code.var(ASTORE, object);
        // In line: a jump back from elsewhere would look like a loop, and the JIT enters none in the middle of a
        // statement.
        code.jump(GOTO, end);
        code.place(miss);
        key.load(object);
        code.call(key.get(), index.line(), Names.of(index.object()), null);
        exprs.variables().split(object);
        code.place(end);
        return new Halves(object);
    }

    /** How one place reads a field. */
    private record FieldKey(IntConsumer loading, RuntimeContract.Method number, RuntimeContract.Method get) {
        void load(int object) {
            loading.accept(object);
        }
    }

    private void layout(Expr.Index index) {
        if (Layouts.variable(index.object()) instanceof Variable variable && index.key() instanceof Expr.Str name) {
            context.function.layouts().load(code, variable, name.value());
        }
    }

    private FieldKey key(Expr.Index index) {
        Expr key = index.key();
        if (key instanceof Expr.Str name) {
            int finding = context.function.newFinding();
            return new FieldKey(
                    object -> {
                        code.var(ALOAD, object);
                        context.function.constants().loadString(code.visitor, name.value());
                        context.function.finding(code, finding);
                    },
                    Layouts.variable(index.object()) != null
                            ? RuntimeContract.NUMBER_LAID_OUT
                            : RuntimeContract.NUMBER_NAMED,
                    RuntimeContract.GET_NAMED);
        }
        Counted counted = Counted.of(context, key);
        if (counted != null) {
            return new FieldKey(
                    object -> {
                        code.var(ALOAD, object);
                        exprs.number(key);
                        counted.load(code);
                    },
                    RuntimeContract.NUMBER_COUNTED,
                    RuntimeContract.GET_COUNTED);
        }
        boolean number = exprs.either(key);
        int slot = code.newSlot(number ? 2 : 1);
        code.var(number ? DSTORE : ASTORE, slot);
        return new FieldKey(
                object -> {
                    code.var(ALOAD, object);
                    code.var(number ? DLOAD : ALOAD, slot);
                },
                number ? RuntimeContract.NUMBER_NUMBERED : RuntimeContract.NUMBER_ANY,
                number ? RuntimeContract.GET_NUMBERED : RuntimeContract.GET_ANY);
    }

    /** Computes a subtree now, because what comes next could notice. */
    private Node settle(Node node) {
        int object = code.newSlot(3);
        Label end = new Label();
        check(node);
        compute(node);
        exprs.variables().keepNumber(object);
        code.jump(GOTO, end);
        code.place(slow);
        generic(node);
        exprs.variables().split(object);
        code.place(end);
        slow = new Label();
        checked.clear();
        return new Halves(object);
    }

    /** Jumps to the slow arm unless all leaves are numbers. */
    private void check(Node node) {
        switch (node) {
            case Op op -> {
                check(op.left());
                check(op.right());
            }
            case Minus minus -> check(minus.operand());
            case Fixed fixed -> {}
            case Computed computed -> {}
            case Plain plain -> {
                if (checked.add(bound(plain.name()))) {
                    exprs.value(plain.name());
                    code.visitor.visitTypeInsn(INSTANCEOF, RuntimeContract.DOUBLE);
                    code.jump(IFEQ, slow);
                }
            }
            case Held held -> {
                code.var(ALOAD, held.slot());
                code.visitor.visitTypeInsn(INSTANCEOF, RuntimeContract.DOUBLE);
                code.jump(IFEQ, slow);
            }
            case Halves halves -> {
                if (checked.add(halves)) {
                    code.var(ALOAD, halves.object());
                    code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.DUAL, "NUMBER", RuntimeContract.OBJECT_DESC);
                    code.jump(IF_ACMPNE, slow);
                }
            }
        }
    }

    private static Variable bound(Expr.Name name) {
        return switch (name.binding()) {
            case Binding.OfLocal local -> local.variable();
            case Binding.OfUpvalue upvalue -> upvalue.upvalue().variable();
            case Binding.OfGlobal global -> throw new IllegalStateException("not stable: " + name);
        };
    }

    /** Leaves the double; all leaves are numbers. */
    private void compute(Node node) {
        switch (node) {
            case Op op -> {
                compute(op.left());
                compute(op.right());
                exprs.compute(op.expr().op());
            }
            case Minus minus -> {
                compute(minus.operand());
                code.op(DNEG);
            }
            case Fixed fixed -> exprs.number(fixed.expr());
            case Computed computed -> code.var(DLOAD, computed.slot());
            case Plain plain -> {
                exprs.value(plain.name());
                unbox();
            }
            case Held held -> {
                code.var(ALOAD, held.slot());
                unbox();
            }
            case Halves halves -> code.var(DLOAD, halves.number());
        }
    }

    private void unbox() {
        code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.DOUBLE);
        code.call(RuntimeContract.UNBOX);
    }

    /** Leaves the value, a double exactly if {@link #isNumber}. */
    private void generic(Node node) {
        switch (node) {
            case Op op -> {
                generic(op.left());
                generic(op.right());
                code.call(
                        RuntimeContract.arith(op.expr().op(), isNumber(op.left()), isNumber(op.right())),
                        op.expr().line(),
                        Names.of(op.expr().left()),
                        Names.of(op.expr().right()));
            }
            case Minus minus -> {
                generic(minus.operand());
                code.call(
                        RuntimeContract.NEGATE,
                        minus.expr().line(),
                        Names.of(minus.expr().operand()),
                        null);
            }
            case Fixed fixed -> exprs.number(fixed.expr());
            case Computed computed -> code.var(DLOAD, computed.slot());
            case Plain plain -> exprs.value(plain.name());
            case Held held -> code.var(ALOAD, held.slot());
            case Halves halves -> exprs.variables().loadHalves(halves.object());
        }
    }

    private static boolean isNumber(Node node) {
        return node instanceof Fixed || node instanceof Computed;
    }
}
