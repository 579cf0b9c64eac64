package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import io.moongate.lua.tree.Variable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/**
 * Cuts what is too large for one method into parts: methods that share the function's variables by the frame array.
 * A part returns the function's result, or an {@code Escape} saying where to go on.
 */
final class PartEmitter {
    private static final String DESCRIPTOR =
            "([Ljava/lang/Object;[Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    private static final int FRAME = 1;
    private static final int VARARGS = 2;
    private static final int EXTRA = 3;
    private static final int FIRST_FREE = 4;

    private final FunctionEmitter function;
    private int parts;

    PartEmitter(FunctionEmitter function) {
        this.function = function;
    }

    private Context open(Context outer, String name) {
        Code code = function.method(ACC_PRIVATE | ACC_FINAL, name, DESCRIPTOR, FIRST_FREE);
        Context part = new Context(function, outer.func, code, true);
        part.slots.putAll(outer.slots);
        part.frameSlot = FRAME;
        part.varargsSlot = VARARGS;
        part.framing = true;
        return part;
    }

    private static void close(Context part) {
        part.code.visitor.visitMaxs(0, 0);
        part.code.visitor.visitEnd();
    }

    /** Emits statements as a part, the call of it, and what follows from its end. */
    void statements(Context outer, List<Stat> stats, StatEmitter emitter) {
        String name = "part" + parts++;
        Context part = open(outer, name);
        part.ownLabels = Labels.in(stats);
        StatEmitter inner = new StatEmitter(part);
        stats.forEach(inner::stat);
        part.code.push(0);
        part.code.call(RuntimeContract.ESCAPE);
        part.code.op(ARETURN);
        close(part);
        for (Map.Entry<Variable, Slot> entry : part.slots.entrySet()) {
            Slot.Kind kind = entry.getValue().kind();
            if (kind == Slot.Kind.FRAMED || kind == Slot.Kind.FRAMED_CELL) {
                outer.slots.put(entry.getKey(), entry.getValue());
            }
        }
        call(outer, name, -1);
        follow(outer, part.escapes, emitter);
    }

    private void call(Context outer, String name, int extraSlot) {
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
        new ExprEmitter(outer).partSite(code.line());
        code.visitor.visitMethodInsn(INVOKESPECIAL, function.className(), name, DESCRIPTOR, false);
    }

    private void follow(Context outer, List<@Nullable Target> escapes, StatEmitter emitter) {
        Code code = outer.code;
        int mark = code.mark();
        int ended = code.newSlot(1);
        code.op(DUP);
        code.var(ASTORE, ended);
        code.call(RuntimeContract.ESCAPE_CODE);
        Label next = new Label();
        Label result = new Label();
        Label[] cases = new Label[escapes.size() + 1];
        cases[0] = next;
        for (int i = 1; i < cases.length; i++) {
            cases[i] = new Label();
        }
        code.visitor.visitTableSwitchInsn(0, cases.length - 1, result, cases);
        for (int i = 1; i < cases.length; i++) {
            code.place(cases[i]);
            Target target = escapes.get(i - 1);
            if (target == null) {
                emitter.leaveLoop();
            } else {
                emitter.goTo(target);
            }
        }
        code.place(result);
        code.var(ALOAD, ended);
        outer.leave();
        code.place(next);
        code.release(mark);
    }

    /** Fills the table on the stack by parts; leaves it there. */
    void table(Context outer, List<Expr.Field> fields) {
        Code code = outer.code;
        int mark = code.mark();
        int table = code.newSlot(1);
        code.var(ASTORE, table);
        ExprEmitter outerExprs = new ExprEmitter(outer);
        int place = 1;
        int at = 0;
        while (at < fields.size()) {
            int end = function.sizes().fieldsEnd(fields, at);
            if (end == at) {
                code.var(ALOAD, table);
                place = outerExprs.fields(fields.subList(at, at + 1), place, at + 1 == fields.size(), false);
                code.op(POP);
                at++;
                continue;
            }
            place = tablePart(outer, fields.subList(at, end), place, end == fields.size(), table);
            at = end;
        }
        code.var(ALOAD, table);
        code.release(mark);
    }

    private int tablePart(Context outer, List<Expr.Field> fields, int place, boolean toTheEnd, int table) {
        String name = "part" + parts++;
        Context part = open(outer, name);
        Code code = part.code;
        code.var(ALOAD, EXTRA);
        code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.TABLE);
        int next = new ExprEmitter(part).fields(fields, place, toTheEnd, false);
        code.op(ARETURN);
        close(part);
        call(outer, name, table);
        outer.code.op(POP);
        return next;
    }
}
