package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Upvalue;
import io.moongate.lua.tree.Variable;

/** Reading and writing variables, wherever they live. */
final class Variables {
    private final Context context;
    private final Code code;

    Variables(Context context) {
        this.context = context;
        this.code = context.code;
    }

    /** Gives a new variable its place; the slot is only valid until the enclosing mark is released. */
    Slot declare(Variable variable) {
        Slot slot;
        if (context.framing) {
            int index = context.function.newFrameSlot();
            slot = new Slot(variable.needsCell() ? Slot.Kind.FRAMED_CELL : Slot.Kind.FRAMED, index);
        } else if (variable.needsCell()) {
            slot = new Slot(Slot.Kind.CELL, code.newSlot(1));
        } else if (variable.numeric()) {
            slot = new Slot(Slot.Kind.NUMBER, code.newSlot(2));
        } else if (isDual(variable)) {
            slot = new Slot(Slot.Kind.DUAL, code.newSlot(3));
        } else {
            slot = new Slot(Slot.Kind.PLAIN, code.newSlot(1));
        }
        context.slots.put(variable, slot);
        return slot;
    }

    /** Whether the variable is kept in halves, once declared here. */
    boolean isDual(Variable variable) {
        return context.speculates
                && !context.framing
                && variable.likelyNumber()
                && !variable.numeric()
                && !variable.needsCell();
    }

    /** object -> both halves in slots */
    void split(int object) {
        code.op(DUP);
        code.call(RuntimeContract.DUAL_NUMBER);
        code.var(DSTORE, object + 1);
        code.call(RuntimeContract.DUAL_MARK);
        code.var(ASTORE, object);
    }

    /** double -> both halves in slots */
    void keepNumber(int object) {
        code.var(DSTORE, object + 1);
        code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.DUAL, "NUMBER", RuntimeContract.OBJECT_DESC);
        code.var(ASTORE, object);
    }

    void copyHalves(int from, int to) {
        code.var(DLOAD, from + 1);
        code.var(DSTORE, to + 1);
        code.var(ALOAD, from);
        code.var(ASTORE, to);
    }

    void loadHalves(int object) {
        code.var(ALOAD, object);
        code.var(DLOAD, object + 1);
        code.call(RuntimeContract.DUAL_VALUE);
    }

    Slot slot(Variable variable) {
        Slot slot = context.slots.get(variable);
        if (slot == null) {
            throw new IllegalStateException("no place for variable " + variable);
        }
        return slot;
    }

    /** Whether the variable wants its value as a double. */
    boolean takesNumber(Variable variable) {
        return slot(variable).kind() == Slot.Kind.NUMBER;
    }

    void load(Expr.Name name) {
        switch (name.binding()) {
            case Binding.OfLocal local -> loadLocal(local.variable());
            case Binding.OfUpvalue upvalue -> loadUpvalue(upvalue.upvalue());
            case Binding.OfGlobal global -> {
                loadEnvironment();
                context.function.constants().loadString(code.visitor, global.name());
                context.function.finding(code);
                code.call(RuntimeContract.GET_NAMED, name.line(), null, null);
            }
        }
    }

    private void loadEnvironment() {
        code.var(ALOAD, 0);
        code.visitor.visitFieldInsn(GETFIELD, RuntimeContract.CLOSURE, "env", RuntimeContract.TABLE_DESC);
    }

    private void loadLocal(Variable variable) {
        Slot slot = slot(variable);
        switch (slot.kind()) {
            case PLAIN -> code.var(ALOAD, slot.index());
            case NUMBER -> {
                code.var(DLOAD, slot.index());
                code.call(RuntimeContract.BOX);
            }
            case DUAL -> loadHalves(slot.index());
            case CELL -> {
                code.var(ALOAD, slot.index());
                cellValue();
            }
            case FRAMED -> loadFrame(slot);
            case FRAMED_CELL -> {
                loadFrame(slot);
                code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.CELL);
                cellValue();
            }
        }
    }

    private void loadFrame(Slot slot) {
        code.var(ALOAD, context.frameSlot);
        code.push(slot.index());
        code.op(AALOAD);
    }

    private void cellValue() {
        code.visitor.visitFieldInsn(GETFIELD, RuntimeContract.CELL, "value", RuntimeContract.OBJECT_DESC);
    }

    private void loadUpvalue(Upvalue upvalue) {
        loadUpvalueAsIs(upvalue);
        if (upvalue.variable().needsCell()) {
            cellValue();
        }
    }

    /** The value or the cell. */
    private void loadUpvalueAsIs(Upvalue upvalue) {
        code.var(ALOAD, 0);
        if (!context.function.isSelf(upvalue)) {
            code.visitor.visitFieldInsn(
                    GETFIELD,
                    context.function.className(),
                    "u" + upvalue.index(),
                    FunctionEmitter.upvalueDescriptor(upvalue));
        }
    }

    /** What an inner function captures: the value or the cell. */
    void loadForCapture(Upvalue ofInner) {
        if (ofInner.outerIndex() >= 0) {
            loadUpvalueAsIs(context.func.upvalues().get(ofInner.outerIndex()));
            return;
        }
        Slot slot = slot(ofInner.variable());
        switch (slot.kind()) {
            case CELL -> code.var(ALOAD, slot.index());
            case FRAMED_CELL -> loadFrame(slot);
            case PLAIN, NUMBER, DUAL, FRAMED -> loadLocal(ofInner.variable());
        }
    }

    /** A variable known to hold a number, as double. */
    void loadNumber(Expr.Name name) {
        if (name.binding() instanceof Binding.OfLocal local) {
            Slot slot = slot(local.variable());
            if (slot.kind() == Slot.Kind.NUMBER) {
                code.var(DLOAD, slot.index());
                return;
            }
        }
        load(name);
        code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.DOUBLE);
        code.call(RuntimeContract.UNBOX);
    }

    /** Gives a freshly declared variable the value on the stack: a double if it takes one. */
    void init(Variable variable) {
        Slot slot = slot(variable);
        switch (slot.kind()) {
            case PLAIN -> code.var(ASTORE, slot.index());
            case NUMBER -> code.var(DSTORE, slot.index());
            case DUAL -> split(slot.index());
            case CELL -> {
                wrap();
                code.var(ASTORE, slot.index());
            }
            case FRAMED -> storeFrame(slot);
            case FRAMED_CELL -> {
                wrap();
                storeFrame(slot);
            }
        }
    }

    /** value -> cell */
    private void wrap() {
        code.visitor.visitTypeInsn(NEW, RuntimeContract.CELL);
        code.op(DUP_X1);
        code.op(SWAP);
        code.visitor.visitMethodInsn(INVOKESPECIAL, RuntimeContract.CELL, "<init>", "(Ljava/lang/Object;)V", false);
    }

    private void storeFrame(Slot slot) {
        code.var(ALOAD, context.frameSlot);
        code.op(SWAP);
        code.push(slot.index());
        code.op(SWAP);
        code.op(AASTORE);
    }

    /** Assigns the value on the stack; a double if the variable {@link #takesNumber}. */
    void store(Expr.Name name, int line) {
        switch (name.binding()) {
            case Binding.OfLocal local -> storeLocal(local.variable());
            case Binding.OfUpvalue upvalue -> {
                loadUpvalueAsIs(upvalue.upvalue());
                code.op(SWAP);
                storeCell();
            }
            case Binding.OfGlobal global -> {
                loadEnvironment();
                code.op(SWAP);
                context.function.constants().loadString(code.visitor, global.name());
                code.op(SWAP);
                context.function.finding(code);
                code.call(RuntimeContract.PUT_NAMED, line, null, null);
            }
        }
    }

    private void storeCell() {
        code.visitor.visitFieldInsn(PUTFIELD, RuntimeContract.CELL, "value", RuntimeContract.OBJECT_DESC);
    }

    private void storeLocal(Variable variable) {
        Slot slot = slot(variable);
        switch (slot.kind()) {
            case PLAIN -> code.var(ASTORE, slot.index());
            case NUMBER -> code.var(DSTORE, slot.index());
            case DUAL -> split(slot.index());
            case CELL -> {
                code.var(ALOAD, slot.index());
                code.op(SWAP);
                storeCell();
            }
            case FRAMED -> storeFrame(slot);
            case FRAMED_CELL -> {
                loadFrame(slot);
                code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.CELL);
                code.op(SWAP);
                storeCell();
            }
        }
    }
}
