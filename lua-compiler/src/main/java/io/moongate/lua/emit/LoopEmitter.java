package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.NumericLocals;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/** Loops. Each turn looks whether a budget has tripped, or each few turns if they are short. */
final class LoopEmitter {
    private static final int TURNS_A_CHECK = 16;
    private static final int LONGEST_STEP = 1024;
    private static final int SHORT = 400;

    private final Context context;
    private final Code code;
    private final ExprEmitter exprs;
    private final StatEmitter stats;

    LoopEmitter(Context context, ExprEmitter exprs, StatEmitter stats) {
        this.context = context;
        this.code = context.code;
        this.exprs = exprs;
        this.stats = stats;
    }

    void whileLoop(Stat.While loop) {
        Label top = new Label();
        Label end = new Label();
        code.place(top);
        exprs.conditions().jump(loop.condition(), end, false);
        context.breaks.push(end);
        stats.block(loop.body());
        context.breaks.pop();
        poll(loop.line());
        code.jump(GOTO, top);
        code.place(end);
    }

    /** The budget check of a back-edge or a function's entry. */
    void poll(int line) {
        if (context.function.countsSteps()) {
            code.call(RuntimeContract.STEP, line, null, null);
            return;
        }
        if (!context.function.checksBudget()) {
            return;
        }
        Label quiet = new Label();
        code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.BUDGET, "tripped", "Z");
        code.jump(IFEQ, quiet);
        code.call(RuntimeContract.POLL, line, null, null);
        code.place(quiet);
    }

    void repeatLoop(Stat.Repeat loop) {
        Label top = new Label();
        Label end = new Label();
        code.place(top);
        context.breaks.push(end);
        int mark = code.mark();
        stats.list(loop.body().stats());
        context.breaks.pop();
        exprs.conditions().jump(loop.condition(), end, true);
        code.release(mark);
        poll(loop.line());
        code.jump(GOTO, top);
        code.place(end);
    }

    void numericFor(Stat.NumericFor loop) {
        int mark = code.mark();
        int at = number(loop.start(), RuntimeContract.LOOP_START, loop.line());
        int limit = number(loop.limit(), RuntimeContract.LOOP_LIMIT, loop.line());
        Double step = loop.step() == null ? Double.valueOf(1) : Folding.number(loop.step());
        int stepSlot = -1;
        if (step == null && loop.step() != null) {
            stepSlot = number(loop.step(), RuntimeContract.LOOP_STEP, loop.line());
        }
        Label end = new Label();
        if (step != null && isCountable(step) && isShort(loop.body()) && shares(loop.variable())) {
            counted(loop, at, limit, step.intValue(), end);
        } else {
            plain(loop, at, limit, step, stepSlot, end);
        }
        code.place(end);
        code.release(mark);
    }

    private void plain(Stat.NumericFor loop, int at, int limit, @Nullable Double step, int stepSlot, Label end) {
        Label top = new Label();
        Label test = new Label();
        int strip = context.function.checksBudget() && isShort(loop.body()) ? code.newSlot(1) : -1;
        code.jump(GOTO, test);
        if (strip >= 0) {
            // The check is a barrier to the JIT: nothing read before it is still known behind it.
            Label inner = new Label();
            code.place(top);
            code.push(TURNS_A_CHECK);
            code.var(ISTORE, strip);
            code.place(inner);
            turn(loop, at, end);
            advance(at, step, stepSlot);
            code.visitor.visitIincInsn(strip, -1);
            Label check = new Label();
            code.var(ILOAD, strip);
            code.jump(IFEQ, check);
            test(at, limit, step, stepSlot, inner);
            code.place(check);
            poll(loop.line());
        } else {
            code.place(top);
            turn(loop, at, end);
            poll(loop.line());
            advance(at, step, stepSlot);
        }
        code.place(test);
        test(at, limit, step, stepSlot, top);
    }

    /**
     * A loop that counts in an int beside the double, as long as both are the same. It goes by stretches whose number of
     * turns is known at their beginning: the JIT makes more of such loops, and the check of the budget comes between.
     */
    private void counted(Stat.NumericFor loop, int at, int limit, int step, Label end) {
        int key = code.newSlot(1);
        int stop = code.newSlot(1);
        Label stretch = new Label();
        Label top = new Label();
        code.place(stretch);
        code.var(DLOAD, at);
        code.var(DLOAD, limit);
        code.op(step > 0 ? DCMPG : DCMPL);
        code.jump(step > 0 ? IFGT : IFLT, end);
        code.var(DLOAD, at);
        code.call(RuntimeContract.LOOP_KEY);
        code.op(DUP);
        code.var(ISTORE, key);
        code.var(DLOAD, limit);
        code.push(step);
        code.push(TURNS_A_CHECK);
        code.call(RuntimeContract.LOOP_STOP);
        code.var(ISTORE, stop);
        code.place(top);
        context.counts.put(loop.variable(), key);
        turn(loop, at, end);
        advance(at, (double) step, -1);
        code.visitor.visitIincInsn(key, step);
        code.var(ILOAD, key);
        code.var(ILOAD, stop);
        code.jump(step > 0 ? IF_ICMPLT : IF_ICMPGT, top);
        poll(loop.line());
        code.jump(GOTO, stretch);
    }

    private static boolean isCountable(double step) {
        return step == (int) step && step != 0 && Math.abs(step) <= LONGEST_STEP;
    }

    private void turn(Stat.NumericFor loop, int at, Label end) {
        bindCounter(loop.variable(), at);
        context.breaks.push(end);
        stats.block(loop.body());
        context.breaks.pop();
    }

    private void advance(int at, @Nullable Double step, int stepSlot) {
        code.var(DLOAD, at);
        if (step == null) {
            code.var(DLOAD, stepSlot);
        } else {
            code.push(step);
        }
        code.op(DADD);
        code.var(DSTORE, at);
    }

    /** Jumps if the loop goes on. */
    private void test(int at, int limit, @Nullable Double step, int stepSlot, Label top) {
        code.var(DLOAD, at);
        code.var(DLOAD, limit);
        if (step == null) {
            code.var(DLOAD, stepSlot);
            code.call(RuntimeContract.LOOP_GOES_ON);
            code.jump(IFNE, top);
        } else if (step >= 0) {
            code.op(DCMPG);
            code.jump(IFLE, top);
        } else {
            code.op(DCMPL);
            code.jump(IFGE, top);
        }
    }

    /** Whether a check each turn would be felt, and none for a few turns would not. */
    private boolean isShort(Stat.Block body) {
        return !context.function.countsSteps()
                && isInnermost(body)
                && Sizes.whole(true).of(body) <= SHORT;
    }

    /** Whether no loop can be inside. */
    private static boolean isInnermost(Stat.Block block) {
        return block.stats().stream().allMatch(stat -> switch (stat) {
            case Stat.While w -> false;
            case Stat.Repeat r -> false;
            case Stat.NumericFor n -> false;
            case Stat.GenericFor g -> false;
            case Stat.Label l -> false;
            case Stat.Goto g -> false;
            case Stat.Do body -> isInnermost(body.body());
            case Stat.If choice ->
                (choice.otherwise() == null || isInnermost(choice.otherwise()))
                        && choice.clauses().stream().allMatch(clause -> isInnermost(clause.body()));
            case Stat.Local l -> true;
            case Stat.LocalFunction l -> true;
            case Stat.Assign a -> true;
            case Stat.Effect e -> true;
            case Stat.Return r -> true;
            case Stat.Break b -> true;
        });
    }

    /** Evaluates a bound into a slot. */
    private int number(Expr expr, RuntimeContract.Method conversion, int line) {
        if (NumericLocals.isNumber(expr)) {
            exprs.number(expr);
        } else {
            exprs.value(expr);
            code.call(conversion, line, null, null);
        }
        int slot = code.newSlot(2);
        code.var(DSTORE, slot);
        return slot;
    }

    private boolean shares(Variable variable) {
        return variable.numeric() && !variable.assigned() && !variable.needsCell() && !context.framing;
    }

    /** Gives the visible variable this turn's value. It shares the counter's slot when nobody changes it. */
    private void bindCounter(Variable variable, int counter) {
        if (shares(variable)) {
            context.slots.put(variable, new Slot(Slot.Kind.NUMBER, counter));
            return;
        }
        exprs.variables().declare(variable);
        code.var(DLOAD, counter);
        if (!exprs.variables().takesNumber(variable)) {
            code.call(RuntimeContract.BOX);
        }
        exprs.variables().init(variable);
    }

    void genericFor(Stat.GenericFor loop) {
        int mark = code.mark();
        int function = code.newSlot(1);
        int state = code.newSlot(1);
        int control = code.newSlot(1);
        threeValues(loop.values(), function, state, control);
        int traversal = code.newSlot(1);
        code.var(ALOAD, function);
        code.var(ALOAD, state);
        code.var(ALOAD, control);
        code.call(RuntimeContract.TRAVERSAL);
        code.var(ASTORE, traversal);
        code.var(ALOAD, function);
        code.call(RuntimeContract.FUNCTION);
        code.var(ASTORE, function);
        int first = code.newSlot(1);
        int second = code.newSlot(1);
        int rest = code.newSlot(1);
        Label top = new Label();
        Label end = new Label();
        code.place(top);
        turn(loop, new int[] {function, state, control, traversal, first, second, rest}, end);
        context.breaks.push(end);
        stats.block(loop.body());
        context.breaks.pop();
        poll(loop.line());
        code.jump(GOTO, top);
        code.place(end);
        code.release(mark);
    }

    /** One turn: the next values, or the end. */
    private void turn(Stat.GenericFor loop, int[] slots, Label end) {
        int names = loop.variables().size();
        int control = slots[2];
        int traversal = slots[3];
        int first = slots[4];
        int second = slots[5];
        int result = slots[6];
        Label called = new Label();
        Label bound = new Label();
        code.var(ALOAD, traversal);
        code.jump(IFNULL, called);
        code.var(ALOAD, traversal);
        code.call(RuntimeContract.TRAVERSAL_NEXT);
        code.op(DUP);
        code.var(ASTORE, first);
        code.jump(IFNULL, end);
        code.var(ALOAD, traversal);
        code.call(RuntimeContract.TRAVERSAL_VALUE);
        code.var(ASTORE, second);
        code.op(ACONST_NULL);
        code.var(ASTORE, result);
        code.jump(GOTO, bound);
        code.place(called);
        code.var(ALOAD, slots[0]);
        code.visitor.visitTypeInsn(CHECKCAST, "io/moongate/lua/value/LuaFunction");
        code.var(ALOAD, slots[1]);
        code.var(ALOAD, control);
        code.call(RuntimeContract.call(2), loop.line(), Names.FOR_GENERATOR, null);
        code.call(RuntimeContract.RESOLVE);
        code.var(ASTORE, result);
        place(result, 0);
        code.op(DUP);
        code.var(ASTORE, first);
        code.jump(IFNULL, end);
        code.var(ALOAD, first);
        code.var(ASTORE, control);
        if (names > 1) {
            place(result, 1);
        } else {
            code.op(ACONST_NULL);
        }
        code.var(ASTORE, second);
        code.place(bound);
        for (int i = 0; i < names; i++) {
            exprs.variables().declare(loop.variables().get(i));
            if (i < 2) {
                code.var(ALOAD, i == 0 ? first : second);
            } else {
                place(result, i);
            }
            exprs.variables().init(loop.variables().get(i));
        }
    }

    private void place(int result, int place) {
        code.var(ALOAD, result);
        code.push(place);
        code.call(RuntimeContract.GET);
    }

    private void threeValues(List<Expr> values, int... slots) {
        int mark = code.mark();
        for (int i = 0; i < values.size(); i++) {
            Expr value = values.get(i);
            if (i == values.size() - 1 && value.isMulti() && i < 2) {
                spread(value, i, slots);
                code.release(mark);
                return;
            }
            exprs.value(value);
            if (i < 3) {
                code.var(ASTORE, slots[i]);
            } else {
                code.op(POP);
            }
        }
        for (int i = values.size(); i < 3; i++) {
            code.op(ACONST_NULL);
            code.var(ASTORE, slots[i]);
        }
        code.release(mark);
    }

    private void spread(Expr multi, int from, int[] slots) {
        exprs.multiArray(multi);
        int array = code.newSlot(1);
        code.var(ASTORE, array);
        for (int i = from; i < 3; i++) {
            code.var(ALOAD, array);
            code.push(i - from);
            code.call(RuntimeContract.AT);
            code.var(ASTORE, slots[i]);
        }
    }
}
