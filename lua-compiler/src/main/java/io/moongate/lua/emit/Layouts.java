package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Which literal keys a function uses for numbers in the tables of its variables: each variable's share a layout. */
final class Layouts {
    private static final String FIELD = "L";
    /** With fewer fields to use, a layout costs more than it saves. */
    private static final int FEWEST = 4;

    private final String className;
    private final Map<Variable, List<String>> keys = new LinkedHashMap<>();
    private final List<Variable> order = new ArrayList<>();

    Layouts(String className) {
        this.className = className;
    }

    /** The variable an object is read from, if it is one of which enough fields are used. */
    static @Nullable Variable variable(Expr object) {
        Variable variable = object instanceof Expr.Name name
                ? switch (name.binding()) {
                    case Binding.OfLocal local -> local.variable();
                    case Binding.OfUpvalue upvalue -> upvalue.upvalue().variable();
                    case Binding.OfGlobal global -> null;
                }
                : null;
        return variable != null && variable.fields() >= FEWEST ? variable : null;
    }

    /** Leaves the array of layouts, the variable's place in it, and the key's place in that. */
    void load(Code code, Variable variable, String key) {
        List<String> known = keys.computeIfAbsent(variable, fresh -> {
            order.add(fresh);
            return new ArrayList<>();
        });
        if (!known.contains(key)) {
            known.add(key);
        }
        code.visitor.visitFieldInsn(GETSTATIC, className, FIELD, RuntimeContract.LAYOUTS_DESC);
        code.push(order.indexOf(variable));
        code.push(known.indexOf(key));
    }

    /** The static field, and its making in the class's initializer. */
    void emit(ClassWriter writer, MethodVisitor code, Constants constants) {
        if (order.isEmpty()) {
            return;
        }
        writer.visitField(ACC_STATIC | ACC_FINAL, FIELD, RuntimeContract.LAYOUTS_DESC, null, null)
                .visitEnd();
        Code.pushInt(code, order.size());
        code.visitTypeInsn(ANEWARRAY, RuntimeContract.LAYOUT);
        for (int i = 0; i < order.size(); i++) {
            code.visitInsn(DUP);
            Code.pushInt(code, i);
            strings(code, keys.getOrDefault(order.get(i), List.of()), constants);
            RuntimeContract.Method of = RuntimeContract.LAYOUT_OF;
            code.visitMethodInsn(of.opcode(), of.ownerName(), of.name(), of.descriptor(), false);
            code.visitInsn(AASTORE);
        }
        code.visitFieldInsn(PUTSTATIC, className, FIELD, RuntimeContract.LAYOUTS_DESC);
    }

    private static void strings(MethodVisitor code, List<String> strings, Constants constants) {
        Code.pushInt(code, strings.size());
        code.visitTypeInsn(ANEWARRAY, "java/lang/String");
        for (int i = 0; i < strings.size(); i++) {
            code.visitInsn(DUP);
            Code.pushInt(code, i);
            constants.loadString(code, strings.get(i));
            code.visitInsn(AASTORE);
        }
    }
}
