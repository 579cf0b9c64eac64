package io.moongate.lua.emit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One method in the making: its instructions, its local slots, and the sites where it can fail. */
final class Code {
    /** A site whose place in the bytecode is known once the class is written. */
    record PendingSite(
            String method,
            Label label,
            int line,
            boolean tail,
            @Nullable String left,
            @Nullable String right) {}

    /** A variable that a debugger can show while it is in scope. */
    private record Shown(String name, String descriptor, Label from, Label to, int slot) {}

    final MethodVisitor visitor;
    private final List<Shown> shown = new ArrayList<>();
    private final String method;
    private final List<PendingSite> sites;
    private int nextSlot;
    private int markedLine = -1;

    Code(MethodVisitor visitor, String method, int firstSlot, List<PendingSite> sites) {
        this.visitor = visitor;
        this.method = method;
        this.nextSlot = firstSlot;
        this.sites = sites;
    }

    int newSlot(int size) {
        int slot = nextSlot;
        nextSlot += size;
        return slot;
    }

    int mark() {
        return nextSlot;
    }

    /** Frees the slots taken since the mark. */
    void release(int mark) {
        nextSlot = mark;
    }

    /** Notes a variable for debuggers; what is no plain value in a slot of its own they cannot show. */
    void show(String name, Slot slot, Label from, Label to) {
        switch (slot.kind()) {
            case PLAIN -> shown.add(new Shown(name, RuntimeContract.OBJECT_DESC, from, to, slot.index()));
            case NUMBER -> shown.add(new Shown(name, "D", from, to, slot.index()));
            case CELL -> shown.add(new Shown(name, "L" + RuntimeContract.CELL + ";", from, to, slot.index()));
            case DUAL, FRAMED, FRAMED_CELL -> {}
        }
    }

    /** Ends the method. */
    void end() {
        for (Shown variable : shown) {
            visitor.visitLocalVariable(
                    variable.name, variable.descriptor, null, variable.from, variable.to, variable.slot);
        }
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
    }

    void op(int opcode) {
        visitor.visitInsn(opcode);
    }

    void var(int opcode, int slot) {
        visitor.visitVarInsn(opcode, slot);
    }

    void jump(int opcode, Label label) {
        visitor.visitJumpInsn(opcode, label);
    }

    void place(Label label) {
        visitor.visitLabel(label);
    }

    void push(int value) {
        pushInt(visitor, value);
    }

    static void pushInt(MethodVisitor visitor, int value) {
        if (value >= -1 && value <= 5) {
            visitor.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            visitor.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            visitor.visitIntInsn(Opcodes.SIPUSH, value);
        } else if (value > 0) {
            // Put together from two halves: the constant pool has better use for its 65,535 places.
            pushInt(visitor, value >> 15);
            pushInt(visitor, 15);
            visitor.visitInsn(Opcodes.ISHL);
            pushInt(visitor, value & 0x7fff);
            visitor.visitInsn(Opcodes.IOR);
        } else {
            visitor.visitLdcInsn(value);
        }
    }

    void push(double value) {
        if (Double.doubleToRawLongBits(value) == 0) {
            op(Opcodes.DCONST_0);
        } else if (value == 1) {
            op(Opcodes.DCONST_1);
        } else {
            visitor.visitLdcInsn(value);
        }
    }

    /** Calls what cannot fail. */
    void call(RuntimeContract.Method target) {
        visitor.visitMethodInsn(target.opcode(), target.ownerName(), target.name(), target.descriptor(), false);
    }

    /** Calls what can fail, and notes what its operands are named. */
    void call(RuntimeContract.Method target, int line, @Nullable String left, @Nullable String right) {
        site(line, false, left, right);
        call(target);
    }

    /** Notes that the next instruction can fail or calls a function. */
    void site(int line, boolean tail, @Nullable String left, @Nullable String right) {
        Label label = new Label();
        visitor.visitLabel(label);
        if (line != markedLine && line > 0) {
            visitor.visitLineNumber(Math.min(line, 65_535), label);
            markedLine = line;
        }
        sites.add(new PendingSite(method, label, line, tail, left, right));
    }

    /** The line of the last site. */
    int line() {
        return Math.max(markedLine, 0);
    }

    void newArray(int length) {
        push(length);
        visitor.visitTypeInsn(Opcodes.ANEWARRAY, RuntimeContract.OBJECT);
    }
}
