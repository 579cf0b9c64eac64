package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * Cuts what is too large for one method into parts: methods that share the function's variables by the frame array.
 * A part of statements returns the function's result, or an {@code Escape} saying where to go on.
 */
final class PartEmitter {
    private static final String DESCRIPTOR =
            "([Ljava/lang/Object;[Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;";
    private static final int FRAME = 1;
    private static final int VARARGS = 2;
    private static final int EXTRA = 3;
    private static final int ENTRY = 4;
    private static final int FIRST_FREE = 5;
    private static final int MOST_CALLS = 64;

    /** What is wanted of an expression. */
    enum Wanted {
        /** Exactly one value. */
        VALUE,
        /** All results of a call. */
        RESULT,
        /** The same, in tail position. */
        TAIL
    }

    private final FunctionEmitter function;
    private int parts;

    PartEmitter(FunctionEmitter function) {
        this.function = function;
    }

    private Context open(Context outer, String name) {
        Code code = function.method(ACC_PRIVATE | ACC_FINAL, name, DESCRIPTOR, FIRST_FREE);
        Context part = new Context(outer, code);
        part.frameSlot = FRAME;
        part.varargsSlot = VARARGS;
        part.framing = true;
        return part;
    }

    private static void close(Context part) {
        part.code.visitor.visitMaxs(0, 0);
        part.code.visitor.visitEnd();
    }

    private String name() {
        return "part" + parts++;
    }

    /**
     * Emits statements as a part, and the call of it; the number of the label to begin at is on the stack.
     *
     * @param entries where it may begin, other than at its beginning
     */
    Context statements(Context outer, List<Stat> stats, Jumps jumps, List<Target> entries) {
        String name = name();
        Context part = open(outer, name);
        part.own = jumps;
        StatEmitter inner = new StatEmitter(part);
        boolean large = function.sizes().ofAll(stats) > function.sizes().largePart();
        if (large || stats.stream().anyMatch(function::hasApart)) {
            part.split();
        }
        if (large && stats.size() > 1) {
            if (entries.isEmpty()) {
                inner.list(stats);
            } else {
                new PartList(part, inner).emitEntered(stats, ENTRY);
            }
        } else {
            if (!entries.isEmpty()) {
                Label begin = new Label();
                function.choose(part, ENTRY, entries, begin);
                part.code.place(begin);
            }
            stats.forEach(inner::stat);
        }
        part.code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.ESCAPE_OWNER, "END", RuntimeContract.ESCAPE_DESC);
        part.code.op(ARETURN);
        close(part);
        int entry = outer.code.newSlot(1);
        outer.code.var(ISTORE, entry);
        arguments(outer, -1);
        outer.code.var(ILOAD, entry);
        outer.code.release(entry);
        call(outer, name);
        return part;
    }

    private static void arguments(Context outer, int extraSlot) {
        Code code = outer.code;
        code.var(ALOAD, 0);
        code.var(ALOAD, outer.frameSlot);
        if (outer.varargsSlot >= 0) {
            code.var(ALOAD, outer.varargsSlot);
        } else {
            code.op(ACONST_NULL);
        }
        if (extraSlot >= 0) {
            code.var(ALOAD, extraSlot);
        } else {
            code.op(ACONST_NULL);
        }
    }

    private void call(Context outer, String name) {
        new ExprEmitter(outer).partSite(outer.code.line());
        outer.code.visitor.visitMethodInsn(INVOKESPECIAL, function.className(), name, DESCRIPTOR, false);
    }

    /** Computes an expression in a part; leaves what is wanted of it. */
    void expression(Context outer, Expr.Apart apart, Wanted wanted) {
        String name = name();
        Context part = open(outer, name);
        part.cuts = true;
        ExprEmitter exprs = new ExprEmitter(part);
        switch (wanted) {
            case VALUE -> exprs.value(apart.inner());
            case RESULT -> exprs.result(apart.inner(), false);
            case TAIL -> exprs.result(apart.inner(), true);
        }
        part.code.op(ARETURN);
        close(part);
        arguments(outer, -1);
        outer.code.push(0);
        call(outer, name);
    }

    /** Fills the table on the stack by parts; leaves it there. */
    void table(Context outer, List<Expr.Field> fields) {
        Code code = outer.code;
        int mark = code.mark();
        int table = code.newSlot(1);
        code.var(ASTORE, table);
        fields(outer, fields, 1, true, table);
        code.var(ALOAD, table);
        code.release(mark);
    }

    private int fields(Context outer, List<Expr.Field> fields, int first, boolean toTheEnd, int table) {
        Sizes sizes = function.sizes();
        int most = Math.max(sizes.largePart(), sizes.ofFields(fields) / MOST_CALLS);
        int place = first;
        int at = 0;
        while (at < fields.size()) {
            int end = Math.max(at + 1, sizes.fieldsEnd(fields, at, most));
            place = tablePart(outer, fields.subList(at, end), place, toTheEnd && end == fields.size(), table);
            at = end;
        }
        return place;
    }

    private int tablePart(Context outer, List<Expr.Field> fields, int place, boolean toTheEnd, int table) {
        String name = name();
        Context part = open(outer, name);
        part.cuts = true;
        Code code = part.code;
        int next;
        if (fields.size() > 1
                && function.sizes().ofFields(fields) > function.sizes().largePart()) {
            next = fields(part, fields, place, toTheEnd, EXTRA);
            code.op(ACONST_NULL);
        } else {
            code.var(ALOAD, EXTRA);
            code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.TABLE);
            next = new ExprEmitter(part).fields(fields, place, toTheEnd, false);
        }
        code.op(ARETURN);
        close(part);
        arguments(outer, table);
        outer.code.push(0);
        call(outer, name);
        outer.code.op(POP);
        return next;
    }
}
