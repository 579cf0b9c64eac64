package io.moongate.lua.emit;

import io.moongate.lua.op.Arith;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Compare;
import io.moongate.lua.op.Concat;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Dual;
import io.moongate.lua.op.Escape;
import io.moongate.lua.op.Index;
import io.moongate.lua.op.Length;
import io.moongate.lua.op.Loop;
import io.moongate.lua.op.Multi;
import io.moongate.lua.op.Overflow;
import io.moongate.lua.op.Selection;
import io.moongate.lua.op.Tables;
import io.moongate.lua.op.Traversal;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.value.Cell;
import io.moongate.lua.value.Depth;
import io.moongate.lua.value.Finding;
import io.moongate.lua.value.Layout;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Prototype;
import io.moongate.lua.value.Values;
import java.lang.invoke.MethodType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Everything of the runtime that generated code calls, in one place: rename there, and a test here fails. */
final class RuntimeContract {
    /** A method as an instruction names it. */
    record Method(int opcode, Class<?> owner, String name, MethodType type) {
        String ownerName() {
            return Type.getInternalName(owner);
        }

        String descriptor() {
            return type.toMethodDescriptorString();
        }
    }

    private static final Class<?> O = Object.class;
    private static final Class<?> OS = Object[].class;
    private static final Class<?> D = double.class;
    private static final Class<?> S = String.class;
    private static final Class<?> I = int.class;
    private static final Class<?> V = void.class;
    private static final Class<?> Z = boolean.class;
    private static final Class<?> F = LuaFunction.class;
    private static final Class<?> FINDINGS = Finding[].class;
    private static final Class<?> LAYOUTS = Layout[].class;
    private static final Class<?> T = LuaTable.class;

    static final String OBJECT = "java/lang/Object";
    static final String DOUBLE = "java/lang/Double";
    static final String OBJECTS_DESC = "[Ljava/lang/Object;";
    static final String OBJECT_DESC = "Ljava/lang/Object;";
    static final String LUA_FUNCTION = Type.getInternalName(LuaFunction.class);
    static final String CELL = Type.getInternalName(Cell.class);
    static final String TABLE = Type.getInternalName(LuaTable.class);
    static final String TABLE_DESC = Type.getDescriptor(LuaTable.class);
    static final String CLOSURE = Type.getInternalName(LuaClosure.class);
    static final String CLOSURE_DESC = Type.getDescriptor(LuaClosure.class);
    static final String DEPTH_DESC = Type.getDescriptor(Depth.class);
    static final String VALUES = Type.getInternalName(Values.class);
    static final String VALUES_DESC = Type.getDescriptor(Values.class);
    static final String PROTOTYPE_DESC = Type.getDescriptor(Prototype.class);
    static final String FINDINGS_DESC = Type.getDescriptor(Finding[].class);
    static final String LAYOUT = Type.getInternalName(Layout.class);
    static final String LAYOUTS_DESC = Type.getDescriptor(Layout[].class);
    static final Method LAYOUT_OF = of(Layout.class, "of", Layout.class, String[].class);
    static final Method NO_FINDINGS = of(Finding.class, "none", FINDINGS, I);
    static final String DUAL = Type.getInternalName(Dual.class);
    static final String ESCAPE_OWNER = Type.getInternalName(Escape.class);
    static final String ESCAPE_DESC = Type.getDescriptor(Escape.class);
    static final String BUDGET = Type.getInternalName(Budget.class);

    static final Method BOX = of(Double.class, "valueOf", Double.class, D);
    static final Method UNBOX = virtual(Double.class, "doubleValue", D);
    static final Method TRUTH = of(Convert.class, "truth", Z, O);
    static final Method FUNCTION = of(Call.class, "function", F, O);
    static final Method FIRST = of(Call.class, "first", O, O);
    static final Method DROP = of(Multi.class, "drop", V, O);
    static final Method ARRAY = of(Multi.class, "array", OS, O);
    static final Method JOIN_RESULT = of(Multi.class, "join", OS, OS, O);
    static final Method JOIN = of(Multi.class, "join", OS, OS, OS);
    static final Method AT = of(Multi.class, "at", O, OS, I);
    static final Method REST = of(Multi.class, "rest", OS, OS, I);
    static final Method RESOLVE = of(Values.class, "resolve", O, O);
    static final Method GET = of(Values.class, "get", O, O, I);
    static final Method VALUES_OF = of(Values.class, "of", O, OS);
    static final Method VALUES_OF_2 = of(Values.class, "of2", Values.class, O, O);
    static final Method VALUES_OF_3 = of(Values.class, "of3", Values.class, O, O, O);
    static final Method CALL_N = virtual(F, "callN", O, OS);
    static final Method TAIL_N = of(Call.class, "tailN", O, F, OS, LuaClosure.class);
    static final Method SELECT_COUNT = of(Selection.class, "count", O, O, OS);
    static final Method SELECT_FIRST_NUMBERED = of(Selection.class, "first", O, O, D, OS);
    static final Method SELECT_FIRST = of(Selection.class, "first", O, O, O, OS);
    static final Method SELECT_ALL = of(Selection.class, "all", O, O, O, OS);
    static final Method SELECT_TAIL = of(Selection.class, "tail", O, O, O, OS, LuaClosure.class);
    static final Method SELECT_ARRAY = of(Selection.class, "array", OS, O, O, OS);
    static final Method CONCAT = of(Concat.class, "concat", O, O, O);
    static final Method CONCAT_ALL = of(Concat.class, "concat", O, OS);
    static final Method LENGTH = of(Length.class, "length", O, O);
    static final Method NEGATE = of(Arith.class, "unm", O, O);
    static final Method MOD = of(Arith.class, "mod", D, D, D);
    static final Method POW = of(Arith.class, "pow", D, D, D);
    static final Method GET_NAMED = of(Index.class, "get", O, O, S, FINDINGS, I);
    static final Method METHOD_NAMED = of(Index.class, "method", O, O, S, FINDINGS, I);
    static final Method GET_NUMBERED = of(Index.class, "get", O, O, D);
    static final Method GET_COUNTED = of(Index.class, "get", O, O, D, I);
    static final Method GET_ANY = of(Index.class, "get", O, O, O);
    static final Method NUMBER_NAMED = of(Index.class, "number", D, O, S, FINDINGS, I);
    static final Method NUMBER_LAID_OUT = of(Index.class, "number", D, O, S, FINDINGS, I, LAYOUTS, I, I);
    static final Method NUMBER_NUMBERED = of(Index.class, "number", D, O, D);
    static final Method NUMBER_COUNTED = of(Index.class, "number", D, O, D, I);
    static final Method NUMBER_ANY = of(Index.class, "number", D, O, O);
    static final Method PUT_NUMBER_NAMED = of(Index.class, "putNumber", V, O, S, D, FINDINGS, I);
    static final Method PUT_NUMBER_LAID_OUT = of(Index.class, "putNumber", V, O, S, D, FINDINGS, I, LAYOUTS, I, I);
    static final Method PUT_NUMBER_NUMBERED = of(Index.class, "putNumber", V, O, D, D);
    static final Method PUT_NUMBER_COUNTED = of(Index.class, "putNumber", V, O, D, I, D);
    static final Method PUT_NUMBER_ANY = of(Index.class, "putNumber", V, O, O, D);
    static final Method PUT_NAMED = of(Index.class, "put", V, O, S, O, FINDINGS, I);
    static final Method PUT_NUMBERED = of(Index.class, "put", V, O, D, O);
    static final Method PUT_COUNTED = of(Index.class, "put", V, O, D, I, O);
    static final Method PUT_ANY = of(Index.class, "put", V, O, O, O);
    static final Method RAW_PUT_FIELD = virtual(T, "put", V, S, O, FINDINGS, I);
    static final Method RAW_PUT_NAMED = virtual(T, "put", V, S, O);
    static final Method RAW_PUT_PLACE = virtual(T, "put", V, I, O);
    static final Method RAW_PUT_ANY = virtual(T, "put", V, O, O);
    static final Method TABLE_OF_NUMBERS = of(T, "ofNumbers", T, I);
    static final Method APPEND = of(Tables.class, "append", V, T, I, OS);
    static final Method LOOP_START = of(Loop.class, "start", D, O);
    static final Method LOOP_LIMIT = of(Loop.class, "limit", D, O);
    static final Method LOOP_STEP = of(Loop.class, "step", D, O);
    static final Method LOOP_KEY = of(Loop.class, "key", I, D);
    static final Method LOOP_STOP = of(Loop.class, "stop", I, I, D, I, I);
    static final Method LOOP_GOES_ON = of(Loop.class, "goesOn", Z, D, D, D);
    static final Method TRAVERSAL = of(Traversal.class, "of", Traversal.class, O, O, O);
    static final Method TRAVERSAL_NEXT = virtual(Traversal.class, "next", O);
    static final Method TRAVERSAL_VALUE = virtual(Traversal.class, "value", O);
    static final Method POLL = of(LuaState.class, "poll", V);
    static final Method STEP = of(LuaState.class, "step", V);
    static final Method CLOSE = virtual(LuaClosure.class, "close", LuaClosure.class, Depth.class, T, OS);
    static final Method ENTER = virtual(Depth.class, "enter", I, I);
    static final Method LEAVE = virtual(Depth.class, "leave", V, I);
    static final Method OVERFLOW = of(Overflow.class, "rise", Throwable.class, StackOverflowError.class);
    static final Method ESCAPE = of(Escape.class, "of", Escape.class, I);
    static final Method ESCAPE_CODE = of(Escape.class, "code", I, O);
    static final Method DUAL_NUMBER = of(Dual.class, "number", D, O);
    static final Method DUAL_MARK = of(Dual.class, "mark", O, O);
    static final Method DUAL_VALUE = of(Dual.class, "value", O, O, D);
    static final Method EQ = of(Compare.class, "eq", Z, O, O);
    static final Method EQ_NUMBER = of(Compare.class, "eq", Z, O, D);
    static final Method EQ_STRING = of(Compare.class, "eq", Z, O, S);

    private RuntimeContract() {}

    private static Method of(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        return new Method(Opcodes.INVOKESTATIC, owner, name, MethodType.methodType(result, parameters));
    }

    private static Method virtual(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        return new Method(Opcodes.INVOKEVIRTUAL, owner, name, MethodType.methodType(result, parameters));
    }

    /** A call with so many arguments, at most three. */
    static Method call(int arguments) {
        return virtual(F, "call" + arguments, O, objects(arguments));
    }

    /** A call in tail position with so many arguments, at most three. */
    static Method tail(int arguments) {
        Class<?>[] parameters = new Class<?>[arguments + 2];
        parameters[0] = F;
        parameters[arguments + 1] = LuaClosure.class;
        System.arraycopy(objects(arguments), 0, parameters, 1, arguments);
        return of(Call.class, "tail", O, parameters);
    }

    private static Class<?>[] objects(int count) {
        Class<?>[] types = new Class<?>[count];
        java.util.Arrays.fill(types, O);
        return types;
    }

    /** Arithmetic on operands of which at most one is known to be a number. */
    static Method arith(Expr.Arith.Op op, boolean leftNumber, boolean rightNumber) {
        String name = switch (op) {
            case ADD -> "add";
            case SUB -> "sub";
            case MUL -> "mul";
            case DIV -> "div";
            case MOD -> "mod";
            case POW -> "pow";
        };
        return of(Arith.class, name, O, leftNumber ? D : O, rightNumber ? D : O);
    }

    /** Order of operands of which at most one is known to be a number. */
    static Method order(Expr.Compare.Op op, boolean leftNumber, boolean rightNumber) {
        String name = switch (op) {
            case LT -> "lt";
            case LE -> "le";
            case GT -> "gt";
            case GE -> "ge";
            case EQ, NE -> throw new IllegalArgumentException(op.name());
        };
        return of(Compare.class, name, Z, leftNumber ? D : O, rightNumber ? D : O);
    }
}
