package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Upvalue;
import io.moongate.lua.tree.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** What every function class has around its body: upvalue fields, constructor, copying, and calls of other arities. */
final class ClosureFrame {
    private static final int ARRAY = 4;
    private static final String CONSTRUCTOR =
            "(" + RuntimeContract.DEPTH_DESC + RuntimeContract.TABLE_DESC + RuntimeContract.OBJECTS_DESC + ")V";

    private final ClassWriter writer;
    private final String className;
    private final List<Upvalue> upvalues;
    private final @Nullable Variable self;

    ClosureFrame(ClassWriter writer, String className, Func func, @Nullable Variable self) {
        this.writer = writer;
        this.className = className;
        this.upvalues = func.upvalues();
        this.self = self;
    }

    static String methodName(int arity) {
        return arity == ARRAY ? "callN" : "call" + arity;
    }

    static String methodDescriptor(int arity) {
        return arity == ARRAY
                ? "([Ljava/lang/Object;)Ljava/lang/Object;"
                : "(" + RuntimeContract.OBJECT_DESC.repeat(arity) + ")Ljava/lang/Object;";
    }

    /** @param chains whether the body makes tail calls */
    void emit(int bodyArity, boolean chains) {
        constructor(chains);
        close();
        prototype();
        upvalueArray();
        for (int arity = 0; arity <= ARRAY; arity++) {
            if (arity != bodyArity) {
                adapter(arity, bodyArity);
            }
        }
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void constructor(boolean chains) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitVarInsn(ALOAD, 2);
        if (chains) {
            code.visitFieldInsn(GETSTATIC, className, StaticFields.PROTOTYPE, RuntimeContract.PROTOTYPE_DESC);
        } else {
            code.visitInsn(ACONST_NULL);
        }
        code.visitMethodInsn(
                INVOKESPECIAL,
                RuntimeContract.CLOSURE,
                "<init>",
                "(" + RuntimeContract.DEPTH_DESC + RuntimeContract.TABLE_DESC + RuntimeContract.PROTOTYPE_DESC + ")V",
                false);
        for (Upvalue upvalue : upvalues) {
            String descriptor = FunctionEmitter.upvalueDescriptor(upvalue);
            // Not final: debug.upvaluejoin changes it.
            writer.visitField(ACC_PRIVATE, "u" + upvalue.index(), descriptor, null, null)
                    .visitEnd();
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(ALOAD, 3);
            Code.pushInt(code, upvalue.index());
            code.visitInsn(AALOAD);
            if (upvalue.variable().needsCell()) {
                code.visitTypeInsn(CHECKCAST, RuntimeContract.CELL);
            }
            code.visitFieldInsn(PUTFIELD, className, "u" + upvalue.index(), descriptor);
        }
        code.visitInsn(RETURN);
        end(code);
    }

    private void close() {
        MethodVisitor code = writer.visitMethod(
                ACC_PUBLIC | ACC_FINAL,
                "close",
                "(" + RuntimeContract.DEPTH_DESC + RuntimeContract.TABLE_DESC + RuntimeContract.OBJECTS_DESC + ")"
                        + RuntimeContract.CLOSURE_DESC,
                null,
                null);
        code.visitCode();
        code.visitTypeInsn(NEW, className);
        code.visitInsn(DUP);
        code.visitVarInsn(ALOAD, 1);
        code.visitVarInsn(ALOAD, 2);
        code.visitVarInsn(ALOAD, 3);
        code.visitMethodInsn(INVOKESPECIAL, className, "<init>", CONSTRUCTOR, false);
        code.visitInsn(ARETURN);
        end(code);
    }

    private void prototype() {
        MethodVisitor code = writer.visitMethod(
                ACC_PUBLIC | ACC_FINAL, "prototype", "()" + RuntimeContract.PROTOTYPE_DESC, null, null);
        code.visitCode();
        code.visitFieldInsn(GETSTATIC, className, StaticFields.PROTOTYPE, RuntimeContract.PROTOTYPE_DESC);
        code.visitInsn(ARETURN);
        end(code);
    }

    private void upvalueArray() {
        MethodVisitor code =
                writer.visitMethod(ACC_PUBLIC | ACC_FINAL, "upvalues", "()" + RuntimeContract.OBJECTS_DESC, null, null);
        code.visitCode();
        Code.pushInt(code, upvalues.size());
        code.visitTypeInsn(ANEWARRAY, RuntimeContract.OBJECT);
        for (Upvalue upvalue : upvalues) {
            code.visitInsn(DUP);
            Code.pushInt(code, upvalue.index());
            code.visitVarInsn(ALOAD, 0);
            if (upvalue.variable() != self || upvalue.variable().needsCell()) {
                code.visitFieldInsn(
                        GETFIELD, className, "u" + upvalue.index(), FunctionEmitter.upvalueDescriptor(upvalue));
            }
            code.visitInsn(AASTORE);
        }
        code.visitInsn(ARETURN);
        end(code);
    }

    private void adapter(int arity, int bodyArity) {
        MethodVisitor code =
                writer.visitMethod(ACC_PUBLIC | ACC_FINAL, methodName(arity), methodDescriptor(arity), null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        if (bodyArity == ARRAY) {
            Code.pushInt(code, arity);
            code.visitTypeInsn(ANEWARRAY, RuntimeContract.OBJECT);
            for (int i = 0; i < arity; i++) {
                code.visitInsn(DUP);
                Code.pushInt(code, i);
                code.visitVarInsn(ALOAD, i + 1);
                code.visitInsn(AASTORE);
            }
        } else {
            for (int i = 0; i < bodyArity; i++) {
                argument(code, arity, i);
            }
        }
        code.visitMethodInsn(INVOKEVIRTUAL, className, methodName(bodyArity), methodDescriptor(bodyArity), false);
        code.visitInsn(ARETURN);
        end(code);
    }

    private static void argument(MethodVisitor code, int arity, int i) {
        if (arity == ARRAY) {
            code.visitVarInsn(ALOAD, 1);
            Code.pushInt(code, i);
            RuntimeContract.Method at = RuntimeContract.AT;
            code.visitMethodInsn(at.opcode(), at.ownerName(), at.name(), at.descriptor(), false);
        } else if (i < arity) {
            code.visitVarInsn(ALOAD, i + 1);
        } else {
            code.visitInsn(ACONST_NULL);
        }
    }
}
