package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The static finals of a function class, filled from its class data: an array of prototype, overflow constants, inner
 * functions, then the number constants one by one.
 */
public final class StaticFields {
    static final String PROTOTYPE = "PROTOTYPE";
    static final String INNER = "F";
    static final String FINDINGS = "H";
    /** Where the single number constants begin in the class data. */
    public static final int FIRST_NUMBER = 3;

    private static final int ACCESS = ACC_STATIC | ACC_FINAL;

    private final ClassWriter writer;
    private final String className;

    StaticFields(ClassWriter writer, String className) {
        this.writer = writer;
        this.className = className;
    }

    void emit(Constants constants, int innerFields, int findings, Layouts layouts) {
        MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        code.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        code.visitLdcInsn("_");
        code.visitLdcInsn(Type.getObjectType(RuntimeContract.OBJECTS_DESC));
        code.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                false);
        code.visitTypeInsn(CHECKCAST, RuntimeContract.OBJECTS_DESC);
        code.visitVarInsn(ASTORE, 0);
        field(code, ACC_PUBLIC, PROTOTYPE, RuntimeContract.PROTOTYPE_DESC, 0);
        field(code, 0, Constants.OVERFLOW, RuntimeContract.OBJECTS_DESC, 1);
        field(code, 0, INNER, RuntimeContract.OBJECTS_DESC, 2);
        for (int i = 0; i < constants.numberFields().size(); i++) {
            field(code, 0, "n" + i, "Ljava/lang/Double;", FIRST_NUMBER + i);
        }
        if (findings > 0) {
            writer.visitField(ACCESS, FINDINGS, RuntimeContract.FINDINGS_DESC, null, null)
                    .visitEnd();
            Code.pushInt(code, findings);
            RuntimeContract.Method none = RuntimeContract.NO_FINDINGS;
            code.visitMethodInsn(none.opcode(), none.ownerName(), none.name(), none.descriptor(), false);
            code.visitFieldInsn(PUTSTATIC, className, FINDINGS, RuntimeContract.FINDINGS_DESC);
        }
        layouts.emit(writer, code, constants);
        for (int i = 0; i < innerFields; i++) {
            innerField(code, i);
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void field(MethodVisitor code, int access, String name, String descriptor, int place) {
        writer.visitField(ACCESS | access, name, descriptor, null, null).visitEnd();
        code.visitVarInsn(ALOAD, 0);
        Code.pushInt(code, place);
        code.visitInsn(AALOAD);
        code.visitTypeInsn(CHECKCAST, Type.getType(descriptor).getInternalName());
        code.visitFieldInsn(PUTSTATIC, className, name, descriptor);
    }

    private void innerField(MethodVisitor code, int number) {
        writer.visitField(ACCESS, "f" + number, RuntimeContract.CLOSURE_DESC, null, null)
                .visitEnd();
        code.visitFieldInsn(GETSTATIC, className, INNER, RuntimeContract.OBJECTS_DESC);
        Code.pushInt(code, number);
        code.visitInsn(AALOAD);
        code.visitTypeInsn(CHECKCAST, RuntimeContract.CLOSURE);
        code.visitFieldInsn(PUTSTATIC, className, "f" + number, RuntimeContract.CLOSURE_DESC);
    }
}
