package io.moongate.lua.emit;

import io.moongate.lua.value.Cdata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The constants of one class. The first of each kind are static finals or constant pool entries, so that the JIT knows
 * them; the rest waits in an array, since a class file holds only so many.
 */
final class Constants {
    static final String OVERFLOW = "K";
    private static final int MOST_FIELDS = 800;
    private static final int MOST_POOLED = 4000;
    private static final int MOST_LITERALS = 4000;
    private static final int LONGEST_POOLED = 16_000;

    private final String owner;
    private final List<Object> data = new ArrayList<>();
    private final Map<Object, Integer> overflow = new HashMap<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<String, Boolean> pooled = new HashMap<>();
    private final Set<Long> literals = new HashSet<>();
    private final List<Double> numberFields = new ArrayList<>();

    Constants(String owner) {
        this.owner = owner;
    }

    /** Numbers with a field of their own, in order: {@code n0}, {@code n1} … */
    List<Double> numberFields() {
        return numberFields;
    }

    /** What goes into the overflow array. */
    List<Object> overflow() {
        return data;
    }

    void loadBoxed(MethodVisitor code, double value) {
        long bits = Double.doubleToRawLongBits(value);
        Integer field = numbers.get(bits);
        if (field == null && numberFields.size() < MOST_FIELDS) {
            field = numberFields.size();
            numbers.put(bits, field);
            numberFields.add(value);
        }
        if (field != null) {
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, "n" + field, "Ljava/lang/Double;");
        } else {
            loadOverflow(code, value, RuntimeContract.DOUBLE);
        }
    }

    /** A double; rare ones wait boxed. */
    void loadNumber(Code code, double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (literals.size() < MOST_LITERALS || literals.contains(bits)) {
            literals.add(bits);
            code.push(value);
        } else {
            loadOverflow(code.visitor, value, RuntimeContract.DOUBLE);
            code.call(RuntimeContract.UNBOX);
        }
    }

    void loadString(MethodVisitor code, String value) {
        boolean fits = value.length() <= LONGEST_POOLED;
        if (fits && (pooled.size() < MOST_POOLED || pooled.containsKey(value))) {
            pooled.put(value, true);
            code.visitLdcInsn(value);
        } else {
            loadOverflow(code, value, "java/lang/String");
        }
    }

    void loadWide(MethodVisitor code, String text) {
        Cdata value = Cdata.read(text);
        if (value == null) {
            throw new IllegalArgumentException("no number: " + text);
        }
        loadOverflow(code, value, "java/lang/Object");
    }

    private void loadOverflow(MethodVisitor code, Object value, String type) {
        Integer place = overflow.get(value);
        if (place == null) {
            place = data.size();
            overflow.put(value, place);
            data.add(value);
        }
        code.visitFieldInsn(Opcodes.GETSTATIC, owner, OVERFLOW, RuntimeContract.OBJECTS_DESC);
        Code.pushInt(code, place);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, type);
    }
}
