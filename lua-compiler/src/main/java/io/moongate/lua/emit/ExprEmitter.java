package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.NumericLocals;
import io.moongate.lua.value.Prototype;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/** Expressions: each method leaves what it says on the JVM's stack. */
final class ExprEmitter {
    private static final int LARGE_TABLE = 64;

    private final Context context;
    private final Code code;
    private final Variables variables;
    private final Conditions conditions;
    private final SelectEmitter selects;

    ExprEmitter(Context context) {
        this.context = context;
        this.code = context.code;
        this.variables = new Variables(context);
        this.conditions = new Conditions(context, this);
        this.selects = new SelectEmitter(context, this);
    }

    Variables variables() {
        return variables;
    }

    Conditions conditions() {
        return conditions;
    }

    /** Exactly one value. */
    void value(Expr expr) {
        Double constant = Folding.number(expr);
        if (constant != null) {
            context.function.constants().loadBoxed(code.visitor, constant);
            return;
        }
        if (NumericLocals.isNumber(expr) && !(expr instanceof Expr.Name)) {
            number(expr);
            code.call(RuntimeContract.BOX);
            return;
        }
        if (Speculation.suits(context, expr)) {
            new Speculation(context, this).value(expr, number -> {
                if (number) {
                    code.call(RuntimeContract.BOX);
                }
            });
            return;
        }
        switch (expr) {
            case Expr.Nil nil -> code.op(ACONST_NULL);
            case Expr.Bool bool -> bool(bool.value());
            case Expr.Num num -> context.function.constants().loadBoxed(code.visitor, num.value());
            case Expr.Wide wide -> context.function.constants().loadWide(code.visitor, wide.text());
            case Expr.Str str -> context.function.constants().loadString(code.visitor, str.value());
            case Expr.Varargs varargs -> {
                code.var(ALOAD, context.varargsSlot);
                code.push(0);
                code.call(RuntimeContract.AT);
            }
            case Expr.Closure closure -> context.function.closure(context, closure.func(), variables);
            case Expr.Name name -> variables.load(name);
            case Expr.Index index -> index(index);
            case Expr.Call call when selects.is(call) -> selects.first(call);
            case Expr.Call call -> {
                call(call, false);
                code.call(RuntimeContract.FIRST);
            }
            case Expr.MethodCall call -> {
                methodCall(call, false);
                code.call(RuntimeContract.FIRST);
            }
            case Expr.Arith arith -> arith(arith);
            case Expr.Compare compare -> conditions.asValue(compare);
            case Expr.Not not -> conditions.asValue(not);
            case Expr.Concat concat -> concat(concat);
            case Expr.And and -> shortCut(and.left(), and.right(), IFEQ);
            case Expr.Or or -> shortCut(or.left(), or.right(), IFNE);
            case Expr.Negate negate -> {
                value(negate.operand());
                code.call(RuntimeContract.NEGATE, negate.line(), Names.of(negate.operand()), null);
            }
            case Expr.Length length -> {
                value(length.operand());
                code.call(RuntimeContract.LENGTH, length.line(), Names.of(length.operand()), null);
            }
            case Expr.Paren paren -> value(paren.inner());
            case Expr.Apart apart
            when context.cuts -> context.function.parts().expression(context, apart, PartEmitter.Wanted.VALUE);
            case Expr.Apart apart -> value(apart.inner());
            case Expr.Table table -> table(table);
        }
    }

    void bool(boolean value) {
        code.visitor.visitFieldInsn(GETSTATIC, "java/lang/Boolean", value ? "TRUE" : "FALSE", "Ljava/lang/Boolean;");
    }

    /** A double; only for expressions that are numbers for certain. */
    void number(Expr expr) {
        Double constant = Folding.number(expr);
        if (constant != null) {
            context.function.constants().loadNumber(code, constant);
            return;
        }
        switch (expr) {
            case Expr.Name name -> variables.loadNumber(name);
            case Expr.Negate negate -> {
                number(negate.operand());
                code.op(DNEG);
            }
            case Expr.Arith arith -> {
                number(arith.left());
                number(arith.right());
                compute(arith.op());
            }
            default -> throw new IllegalStateException("not a number for certain: " + expr);
        }
    }

    void compute(Expr.Arith.Op op) {
        switch (op) {
            case ADD -> code.op(DADD);
            case SUB -> code.op(DSUB);
            case MUL -> code.op(DMUL);
            case DIV -> code.op(DDIV);
            case MOD -> code.call(RuntimeContract.MOD);
            case POW -> code.call(RuntimeContract.POW);
        }
    }

    /** A number as double, anything else as object; answers which. */
    boolean either(Expr expr) {
        if (NumericLocals.isNumber(expr)) {
            number(expr);
            return true;
        }
        value(expr);
        return false;
    }

    /** Both operands, the left one read after the right one. */
    void late(Expr left, Expr right) {
        int mark = code.mark();
        int slot = code.newSlot(1);
        value(right);
        code.var(ASTORE, slot);
        value(left);
        code.var(ALOAD, slot);
        code.release(mark);
    }

    private void arith(Expr.Arith arith) {
        boolean late = LateRead.is(arith);
        if (late) {
            late(arith.left(), arith.right());
        }
        boolean left = !late && either(arith.left());
        boolean right = !late && either(arith.right());
        code.call(
                RuntimeContract.arith(arith.op(), left, right),
                arith.line(),
                Names.of(arith.left()),
                Names.of(arith.right()));
    }

    private void shortCut(Expr left, Expr right, int skipWhen) {
        Label end = new Label();
        value(left);
        code.op(DUP);
        code.call(RuntimeContract.TRUTH);
        code.jump(skipWhen, end);
        code.op(POP);
        value(right);
        code.place(end);
    }

    private void index(Expr.Index index) {
        String name = Names.of(index.object());
        if (LateRead.is(index)) {
            late(index.object(), index.key());
            code.call(RuntimeContract.GET_ANY, index.line(), name, null);
            return;
        }
        value(index.object());
        if (index.key() instanceof Expr.Str key) {
            context.function.constants().loadString(code.visitor, key.value());
            context.function.finding(code);
            code.call(RuntimeContract.GET_NAMED, index.line(), name, null);
        } else if (Counted.of(context, index.key()) instanceof Counted counted) {
            number(index.key());
            counted.load(code);
            code.call(RuntimeContract.GET_COUNTED, index.line(), name, null);
        } else if (either(index.key())) {
            code.call(RuntimeContract.GET_NUMBERED, index.line(), name, null);
        } else {
            code.call(RuntimeContract.GET_ANY, index.line(), name, null);
        }
    }

    private void concat(Expr.Concat concat) {
        List<Expr> operands = concat.operands();
        if (operands.size() == 2) {
            value(operands.get(0));
            value(operands.get(1));
            code.call(RuntimeContract.CONCAT, concat.line(), Names.of(operands.get(0)), Names.of(operands.get(1)));
            return;
        }
        code.newArray(operands.size());
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < operands.size(); i++) {
            code.op(DUP);
            code.push(i);
            value(operands.get(i));
            code.op(AASTORE);
            String name = Names.of(operands.get(i));
            names.append(name == null ? "" : name).append('\n');
        }
        code.call(RuntimeContract.CONCAT_ALL, concat.line(), names.toString(), null);
    }

    /**
     * value -> function. What is none becomes one that raises the error when called. The question stands here and not in
     * the runtime, so that the JIT's profile knows of each place in the code that it never happens there.
     */
    private void callable() {
        Label known = new Label();
        code.op(DUP);
        code.visitor.visitTypeInsn(INSTANCEOF, RuntimeContract.LUA_FUNCTION);
        code.jump(IFNE, known);
        code.call(RuntimeContract.FUNCTION);
        code.place(known);
        code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.LUA_FUNCTION);
    }

    /** All results as they come, perhaps a pending tail call; the call itself is pending-free when {@code tail}. */
    void call(Expr.Call call, boolean tail) {
        if (selects.is(call)) {
            selects.all(call, tail);
            return;
        }
        value(call.function());
        callable();
        invoke(call.arguments(), call.line(), Names.of(call.function()), tail);
    }

    void methodCall(Expr.MethodCall call, boolean tail) {
        value(call.object());
        code.op(DUP);
        context.function.constants().loadString(code.visitor, call.method());
        context.function.finding(code);
        code.call(RuntimeContract.METHOD_NAMED, call.nameLine(), Names.of(call.object()), null);
        callable();
        code.op(SWAP);
        String name = "method '" + call.method() + "'";
        List<Expr> arguments = call.arguments();
        if (arguments.size() <= 2 && !endsMulti(arguments)) {
            arguments.forEach(this::value);
            finishCall(arguments.size() + 1, call.line(), name, tail);
            return;
        }
        // The object is the first element of the array.
        int self = code.newSlot(1);
        code.var(ASTORE, self);
        array(arguments, self);
        finishArrayCall(call.line(), name, tail);
    }

    static boolean endsMulti(List<Expr> exprs) {
        return !exprs.isEmpty() && exprs.getLast().isMulti();
    }

    private void invoke(List<Expr> arguments, int line, @Nullable String name, boolean tail) {
        if (arguments.size() <= 3 && !endsMulti(arguments)) {
            arguments.forEach(this::value);
            finishCall(arguments.size(), line, name, tail);
        } else {
            array(arguments, -1);
            finishArrayCall(line, name, tail);
        }
    }

    private void finishCall(int arguments, int line, @Nullable String name, boolean tail) {
        site(line, name, tail);
        code.call(tail ? RuntimeContract.tail(arguments) : RuntimeContract.call(arguments));
    }

    private void finishArrayCall(int line, @Nullable String name, boolean tail) {
        site(line, name, tail);
        code.call(tail ? RuntimeContract.TAIL_N : RuntimeContract.CALL_N);
    }

    /** Notes that the next instruction calls; in tail position the caller goes on the stack. */
    void site(int line, @Nullable String name, boolean tail) {
        if (tail) {
            code.var(ALOAD, 0);
        }
        code.site(line, tail, name, null);
        if (tail) {
            context.function.chain();
        }
    }

    /** All values of the list as an array, beginning with the value in a slot unless that is -1. */
    void array(List<Expr> exprs, int firstSlot) {
        boolean multi = endsMulti(exprs);
        int first = firstSlot >= 0 ? 1 : 0;
        int single = multi ? exprs.size() - 1 : exprs.size();
        if (multi && single + first == 0) {
            multiArray(exprs.getLast());
            return;
        }
        code.newArray(single + first);
        if (firstSlot >= 0) {
            code.op(DUP);
            code.push(0);
            code.var(ALOAD, firstSlot);
            code.op(AASTORE);
        }
        for (int i = 0; i < single; i++) {
            code.op(DUP);
            code.push(i + first);
            value(exprs.get(i));
            code.op(AASTORE);
        }
        if (multi) {
            joinLast(exprs.getLast());
        }
    }

    private void joinLast(Expr last) {
        if (last instanceof Expr.Varargs) {
            code.var(ALOAD, context.varargsSlot);
            code.call(RuntimeContract.JOIN);
        } else {
            result(last);
            code.call(RuntimeContract.JOIN_RESULT);
        }
    }

    /** The values of a multi expression as an array that is not to be changed. */
    void multiArray(Expr expr) {
        if (expr instanceof Expr.Varargs) {
            code.var(ALOAD, context.varargsSlot);
        } else if (expr instanceof Expr.Call call && selects.is(call)) {
            selects.array(call);
        } else {
            result(expr);
            code.call(RuntimeContract.ARRAY);
        }
    }

    /** The raw result of a call. */
    void result(Expr expr) {
        result(expr, false);
    }

    void result(Expr expr, boolean tail) {
        switch (expr) {
            case Expr.Call call -> call(call, tail);
            case Expr.MethodCall call -> methodCall(call, tail);
            case Expr.Apart apart
            when context.cuts ->
                context.function
                        .parts()
                        .expression(context, apart, tail ? PartEmitter.Wanted.TAIL : PartEmitter.Wanted.RESULT);
            case Expr.Apart apart -> result(apart.inner(), tail);
            default -> throw new IllegalStateException("no call: " + expr);
        }
    }

    private void table(Expr.Table table) {
        int items = 0;
        int keyed = 0;
        for (Expr.Field field : table.fields()) {
            if (field instanceof Expr.Field.Item) {
                items++;
            } else {
                keyed++;
            }
        }
        boolean multi = !table.fields().isEmpty()
                && table.fields().getLast() instanceof Expr.Field.Item last
                && last.value().isMulti();
        int room = ListRoom.of(table.fields());
        if (keyed == 0
                && room > 0
                && !multi
                && table.fields().stream().allMatch(field -> isPlainNumber(field.value()))) {
            code.push(room);
            code.call(RuntimeContract.TABLE_OF_NUMBERS);
        } else {
            code.visitor.visitTypeInsn(NEW, RuntimeContract.TABLE);
            code.op(DUP);
            code.push(room);
            code.push(keyed);
            code.visitor.visitMethodInsn(INVOKESPECIAL, RuntimeContract.TABLE, "<init>", "(II)V", false);
        }
        if (context.cuts && table.fields().size() > LARGE_TABLE) {
            context.function.parts().table(context, table.fields());
        } else {
            fields(table.fields(), 1, true, table.fields().size() <= LARGE_TABLE);
        }
    }

    private static boolean isPlainNumber(Expr expr) {
        return expr instanceof Expr.Bool || expr instanceof Expr.Arith || NumericLocals.isNumber(expr);
    }

    /** Stores fields into the table on the stack and leaves it there; answers the next list place. Small ones have a shape. */
    int fields(List<Expr.Field> fields, int firstPlace, boolean toTheEnd, boolean small) {
        int place = firstPlace;
        for (int i = 0; i < fields.size(); i++) {
            boolean last = toTheEnd && i == fields.size() - 1;
            place = field(fields.get(i), place, last, small);
        }
        return place;
    }

    private int field(Expr.Field field, int place, boolean last, boolean small) {
        code.op(DUP);
        return switch (field) {
            case Expr.Field.Item item -> {
                code.push(place);
                if (last && item.value().isMulti()) {
                    multiArray(item.value());
                    code.call(RuntimeContract.APPEND);
                } else {
                    value(item.value());
                    code.call(RuntimeContract.RAW_PUT_PLACE);
                }
                yield place + 1;
            }
            case Expr.Field.Keyed keyed -> {
                if (keyed.key() instanceof Expr.Str key) {
                    context.function.constants().loadString(code.visitor, key.value());
                    value(keyed.value());
                    if (small) {
                        context.function.finding(code);
                    }
                    code.call(small ? RuntimeContract.RAW_PUT_FIELD : RuntimeContract.RAW_PUT_NAMED);
                } else {
                    if (LateRead.is(keyed.key(), keyed.value())) {
                        late(keyed.key(), keyed.value());
                    } else {
                        value(keyed.key());
                        value(keyed.value());
                    }
                    code.call(RuntimeContract.RAW_PUT_ANY, keyed.line(), null, null);
                }
                yield place;
            }
        };
    }

    /** A site that enters another part of this function. */
    void partSite(int line) {
        code.site(line, false, Prototype.PART, null);
    }
}
