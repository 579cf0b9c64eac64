package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.ALOAD;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;

/**
 * Calls {@code select(place, ...)}. What is named so is the library's function nearly always; the runtime looks whether
 * it is, and then needs no array of arguments.
 */
final class SelectEmitter {
    private static final String NAME = "select";

    private final Context context;
    private final Code code;
    private final ExprEmitter exprs;

    SelectEmitter(Context context, ExprEmitter exprs) {
        this.context = context;
        this.code = context.code;
        this.exprs = exprs;
    }

    /** Whether the call is written like one. */
    boolean is(Expr.Call call) {
        return call.arguments().size() == 2
                && call.arguments().getLast() instanceof Expr.Varargs
                && call.function() instanceof Expr.Name name
                && name(name).equals(NAME);
    }

    private static String name(Expr.Name name) {
        return switch (name.binding()) {
            case Binding.OfLocal local -> local.variable().name();
            case Binding.OfUpvalue upvalue -> upvalue.upvalue().variable().name();
            case Binding.OfGlobal global -> global.name();
        };
    }

    /** Leaves the call's first value. */
    void first(Expr.Call call) {
        Expr place = call.arguments().getFirst();
        exprs.value(call.function());
        if (place instanceof Expr.Str text && text.value().equals("#")) {
            code.var(ALOAD, context.varargsSlot);
            call(RuntimeContract.SELECT_COUNT, call);
            return;
        }
        boolean number = exprs.either(place);
        code.var(ALOAD, context.varargsSlot);
        call(number ? RuntimeContract.SELECT_FIRST_NUMBERED : RuntimeContract.SELECT_FIRST, call);
    }

    /** Leaves all values as a result. */
    void all(Expr.Call call, boolean tail) {
        operands(call);
        exprs.site(call.line(), Names.of(call.function()), tail);
        code.call(tail ? RuntimeContract.SELECT_TAIL : RuntimeContract.SELECT_ALL);
    }

    /** Leaves all values as an array. */
    void array(Expr.Call call) {
        operands(call);
        call(RuntimeContract.SELECT_ARRAY, call);
    }

    private void operands(Expr.Call call) {
        exprs.value(call.function());
        exprs.value(call.arguments().getFirst());
        code.var(ALOAD, context.varargsSlot);
    }

    private void call(RuntimeContract.Method method, Expr.Call call) {
        code.call(method, call.line(), Names.of(call.function()), null);
    }
}
