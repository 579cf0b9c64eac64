package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.op.Escape;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import io.moongate.lua.tree.Variable;
import io.moongate.lua.value.LuaState;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** Statements but for loops and assignments, which have rooms of their own. */
final class StatEmitter {
    private final Context context;
    private final Code code;
    private final ExprEmitter exprs;
    private final LoopEmitter loops;
    private final AssignEmitter assigns;

    StatEmitter(Context context) {
        this.context = context;
        this.code = context.code;
        this.exprs = new ExprEmitter(context);
        this.loops = new LoopEmitter(context, exprs, this);
        this.assigns = new AssignEmitter(context, exprs);
    }

    /** From where on the variables of a statement have their values. */
    private final Map<Stat, Label> starts = new IdentityHashMap<>();

    ExprEmitter exprs() {
        return exprs;
    }

    /** A block with a scope of its own. */
    void block(Stat.Block block) {
        int mark = code.mark();
        boolean framing = context.framing;
        context.framing = context.splits();
        if (context.splits() && context.function.sizes().of(block) <= Sizes.SMALL_BLOCK) {
            block.stats().forEach(this::stat);
        } else {
            list(block.stats());
        }
        context.framing = framing;
        endScope(block.stats());
        code.release(mark);
    }

    /** Tells debuggers of the variables of a scope that ends here. */
    void endScope(List<Stat> stats) {
        Label end = new Label();
        code.place(end);
        for (Stat stat : stats) {
            Label start = starts.remove(stat);
            if (start != null) {
                switch (stat) {
                    case Stat.Local local -> local.variables().forEach(variable -> show(variable, start, end));
                    case Stat.LocalFunction function -> show(function.variable(), start, end);
                    default -> {}
                }
            }
        }
    }

    private void show(Variable variable, Label start, Label end) {
        Slot slot = context.slots.get(variable);
        if (slot != null) {
            code.show(variable.name(), slot, start, end);
        }
    }

    /** Statements in the scope at hand; in a method that is cut neighbours go into parts. */
    void list(List<Stat> stats) {
        if (context.splits()) {
            new PartList(context, this).emit(stats);
        } else {
            stats.forEach(this::stat);
        }
    }

    void stat(Stat stat) {
        LuaState.checkBudget();
        boolean framing = context.framing;
        if (isCompound(stat)) {
            context.framing = context.splits();
        }
        emit(stat);
        context.framing = framing;
        if (stat instanceof Stat.Local || stat instanceof Stat.LocalFunction) {
            Label start = new Label();
            code.place(start);
            starts.put(stat, start);
        }
    }

    static boolean isCompound(Stat stat) {
        return switch (stat) {
            case Stat.Do d -> true;
            case Stat.While w -> true;
            case Stat.Repeat r -> true;
            case Stat.NumericFor n -> true;
            case Stat.GenericFor g -> true;
            case Stat.If i -> true;
            default -> false;
        };
    }

    /** The line that debuggers can stop at; 0 if the statement has none of its own. */
    private static int line(Stat stat) {
        return switch (stat) {
            case Stat.Local local -> local.line();
            case Stat.Assign assign -> assign.values().getLast() instanceof Expr.Closure ? 0 : assign.line();
            case Stat.Effect effect -> effect.line();
            case Stat.While loop -> loop.line();
            case Stat.Repeat loop -> 0;
            case Stat.NumericFor loop -> loop.line();
            case Stat.GenericFor loop -> loop.line();
            case Stat.If choice -> choice.clauses().getFirst().line();
            case Stat.Return end -> end.line();
            case Stat.Break leave -> leave.line();
            case Stat.Goto jump -> jump.line();
            case Stat.LocalFunction function -> 0;
            case Stat.Label label -> 0;
            case Stat.Do body -> 0;
        };
    }

    private void emit(Stat stat) {
        context.function.active(line(stat));
        switch (stat) {
            case Stat.Local local -> assigns.local(local);
            case Stat.LocalFunction function -> assigns.localFunction(function);
            case Stat.Assign assign -> assigns.assign(assign);
            case Stat.Effect effect -> {
                int mark = code.mark();
                exprs.result(effect.call());
                code.call(RuntimeContract.DROP);
                code.release(mark);
            }
            case Stat.Do body -> {
                block(body.body());
                forget(body.body());
            }
            case Stat.While loop -> loops.whileLoop(loop);
            case Stat.Repeat loop -> loops.repeatLoop(loop);
            case Stat.NumericFor loop -> loops.numericFor(loop);
            case Stat.GenericFor loop -> loops.genericFor(loop);
            case Stat.If choice -> choice(choice);
            case Stat.Return end -> {
                int mark = code.mark();
                returns(end);
                code.release(mark);
            }
            case Stat.Break leave -> leaveLoop();
            case Stat.Label label -> label(label.target(), label.line());
            case Stat.Goto jump -> goTo(jump.target().settled());
        }
    }

    /** Lets go of what only this block knew, as its author may expect of a {@code do … end}. */
    private void forget(Stat.Block block) {
        for (Stat stat : block.stats()) {
            switch (stat) {
                case Stat.Local local -> local.variables().forEach(this::forget);
                case Stat.LocalFunction function -> forget(function.variable());
                default -> {}
            }
        }
    }

    private void forget(Variable variable) {
        Slot slot = context.slots.get(variable);
        if (slot == null) {
            return;
        }
        switch (slot.kind()) {
            case PLAIN, DUAL, CELL -> {
                code.op(ACONST_NULL);
                code.var(ASTORE, slot.index());
            }
            case NUMBER, FRAMED, FRAMED_CELL -> {}
        }
    }

    private void choice(Stat.If choice) {
        if (context.splits() && choice.clauses().size() > 1) {
            List<Stat> chain = context.function.sizes().chain(choice);
            if (chain.size() > 1) {
                new PartList(context, this).chain(chain);
                return;
            }
        }
        Label end = new Label();
        for (Stat.Clause clause : choice.clauses()) {
            Label next = new Label();
            int mark = code.mark();
            exprs.conditions().jump(clause.condition(), next, false);
            code.release(mark);
            arm(clause.body());
            code.jump(GOTO, end);
            code.place(next);
        }
        if (choice.otherwise() != null) {
            arm(choice.otherwise());
        }
        code.place(end);
    }

    private void arm(Stat.Block body) {
        if (context.splits() && context.function.sizes().of(body) > Sizes.SMALL_BLOCK) {
            new PartList(context, this).whole(body.stats());
        } else {
            block(body);
        }
    }

    private void label(Target target, int line) {
        code.place(context.label(target.settled()));
        // A goto back to here may make a loop.
        loops.poll(line);
    }

    void goTo(Target target) {
        if (context.owns(target)) {
            code.jump(GOTO, context.label(target));
        } else {
            context.escapes.add(target);
            escape(PartList.code(context.function, target));
        }
    }

    void leaveLoop() {
        Label end = context.breaks.peek();
        if (end != null) {
            code.jump(GOTO, end);
        } else {
            context.breaksOut = true;
            escape(Escape.BREAK);
        }
    }

    private void escape(int escapeCode) {
        code.push(escapeCode);
        code.call(RuntimeContract.ESCAPE);
        context.leave();
    }

    /** The end of the function without return. */
    void returnNothing() {
        code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.VALUES, "NONE", RuntimeContract.VALUES_DESC);
        context.leave();
    }

    private void returns(Stat.Return end) {
        List<Expr> values = end.values();
        if (values.isEmpty()) {
            returnNothing();
            return;
        }
        if (values.size() == 1) {
            returnOne(values.getFirst());
        } else if (ExprEmitter.endsMulti(values) || values.size() > 3) {
            exprs.array(values, -1);
            code.call(RuntimeContract.VALUES_OF);
        } else {
            values.forEach(exprs::value);
            code.call(values.size() == 2 ? RuntimeContract.VALUES_OF_2 : RuntimeContract.VALUES_OF_3);
        }
        context.leave();
    }

    private void returnOne(Expr value) {
        switch (value) {
            case Expr.Call call -> exprs.call(call, true);
            case Expr.MethodCall call -> exprs.methodCall(call, true);
            case Expr.Apart apart
            when context.cuts && apart.isMulti() ->
                context.function.parts().expression(context, apart, PartEmitter.Wanted.TAIL);
            case Expr.Apart apart when !context.cuts -> returnOne(apart.inner());
            case Expr.Varargs varargs -> {
                code.var(ALOAD, context.varargsSlot);
                code.call(RuntimeContract.VALUES_OF);
            }
            default -> exprs.value(value);
        }
    }
}
