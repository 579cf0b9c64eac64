package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.NumericLocals;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declarations and assignments: all values first, then the stores, the last one first as LuaJIT does. */
final class AssignEmitter {
    private final Context context;
    private final Code code;
    private final ExprEmitter exprs;
    private final Variables variables;

    AssignEmitter(Context context, ExprEmitter exprs) {
        this.context = context;
        this.code = context.code;
        this.exprs = exprs;
        this.variables = exprs.variables();
    }

    void local(Stat.Local local) {
        List<Variable> names = local.variables();
        List<Expr> values = local.values();
        if (names.size() == 1 && values.size() == 1) {
            single(names.getFirst(), values.getFirst());
            return;
        }
        if (values.isEmpty()) {
            for (Variable name : names) {
                variables.declare(name);
                code.op(ACONST_NULL);
                variables.init(name);
            }
            return;
        }
        // The names are not visible to the values, so the values wait in slots.
        int first = code.mark();
        int reserved = 0;
        for (Variable name : names) {
            reserved += variables.isDual(name) ? 3 : name.numeric() ? 2 : 1;
        }
        code.newSlot(context.framing ? 0 : reserved);
        boolean[] dual = new boolean[names.size()];
        for (int i = 0; i < dual.length; i++) {
            dual[i] = variables.isDual(names.get(i));
        }
        List<Temp> temps = evaluate(values, names.size(), numericFlags(names, values), dual);
        int afterTemps = code.mark();
        code.release(first);
        for (Variable name : names) {
            variables.declare(name);
        }
        int afterNames = code.mark();
        code.newSlot(Math.max(0, afterTemps - afterNames));
        for (int i = 0; i < names.size(); i++) {
            Temp temp = temps.get(i);
            if (temp.kind() == TempKind.DUAL) {
                variables.copyHalves(temp.slot(), variables.slot(names.get(i)).index());
                continue;
            }
            load(temp);
            adapt(names.get(i), temp.number());
            variables.init(names.get(i));
        }
        code.release(afterNames);
    }

    private boolean[] numericFlags(List<Variable> names, List<Expr> values) {
        boolean[] flags = new boolean[names.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = names.get(i).numeric() && i < values.size() && NumericLocals.isNumber(values.get(i));
        }
        return flags;
    }

    private void adapt(Variable variable, boolean number) {
        if (number && !variables.takesNumber(variable)) {
            code.call(RuntimeContract.BOX);
        }
    }

    /** Splits a value into the halves at a slot. */
    private void halves(Expr value, int target) {
        if (NumericLocals.isNumber(value)) {
            exprs.number(value);
            variables.keepNumber(target);
        } else if (Speculation.suits(context, value)) {
            new Speculation(context, exprs).value(value, number -> {
                if (number) {
                    variables.keepNumber(target);
                } else {
                    variables.split(target);
                }
            });
        } else if (value instanceof Expr.Index index && !LateRead.is(index)) {
            new Speculation(context, exprs).field(index, target);
        } else if (value instanceof Expr.Name name
                && name.binding() instanceof Binding.OfLocal local
                && variables.slot(local.variable()).kind() == Slot.Kind.DUAL) {
            variables.copyHalves(variables.slot(local.variable()).index(), target);
        } else {
            exprs.value(value);
            variables.split(target);
        }
    }

    private void single(Variable variable, Expr value) {
        if (variables.isDual(variable)) {
            int target = variables.declare(variable).index();
            int afterTarget = code.mark();
            halves(value, target);
            code.release(afterTarget);
            return;
        }
        // The slot is taken after the value, which may use temporaries and does not see the name.
        int mark = code.mark();
        boolean number = variable.numeric() && !variable.needsCell() && !context.framing;
        if (number) {
            exprs.number(value);
        } else {
            exprs.value(value);
        }
        code.release(mark);
        variables.declare(variable);
        variables.init(variable);
    }

    void localFunction(Stat.LocalFunction function) {
        Variable variable = function.variable();
        variables.declare(variable);
        if (variable.needsCell()) {
            code.op(ACONST_NULL);
            variables.init(variable);
            context.function.closure(context, function.func(), variables);
            variables.store(new Expr.Name(new Binding.OfLocal(variable), 0), 0);
        } else {
            context.function.selfClosure(context, function.func(), variables, variable);
            variables.init(variable);
        }
    }

    void assign(Stat.Assign assign) {
        int mark = code.mark();
        if (assign.targets().size() == 1 && assign.values().size() == 1 && !LateRead.is(assign)) {
            assignOne(assign.targets().getFirst(), assign.values().getFirst(), assign.line());
        } else {
            assignMany(assign);
        }
        code.release(mark);
    }

    private void assignOne(Expr target, Expr value, int line) {
        switch (target) {
            case Expr.Name name -> {
                if (isDual(name)) {
                    halves(value, slotOf(name));
                    return;
                }
                valueForTarget(name, value);
                variables.store(name, line);
            }
            case Expr.Index index -> {
                exprs.value(index.object());
                Key key = counted(index.key()) ? Key.COUNTED : key(index.key());
                if (NumericLocals.isNumber(value)) {
                    exprs.number(value);
                    putNumber(index, key, line);
                } else if (Speculation.suits(context, value) || isCopy(index, value)) {
                    new Speculation(context, exprs).value(value, number -> {
                        if (number) {
                            putNumber(index, key, line);
                        } else {
                            put(index, key, line);
                        }
                    });
                } else {
                    exprs.value(value);
                    put(index, key, line);
                }
            }
            default -> throw new IllegalStateException("cannot assign to " + target);
        }
    }

    /** Whether a value goes from list to list. */
    private boolean isCopy(Expr.Index target, Expr value) {
        boolean source = NumericLocals.isItem(value)
                || value instanceof Expr.Name name
                        && name.binding() instanceof Binding.OfLocal local
                        && variables.slot(local.variable()).kind() == Slot.Kind.DUAL;
        return context.speculates && NumericLocals.isItem(target) && source;
    }

    private void valueForTarget(Expr.Name name, Expr value) {
        if (takesNumber(name) && NumericLocals.isNumber(value)) {
            exprs.number(value);
        } else {
            exprs.value(value);
        }
    }

    private boolean isDual(Expr.Name name) {
        return name.binding() instanceof Binding.OfLocal local
                && variables.slot(local.variable()).kind() == Slot.Kind.DUAL;
    }

    private int slotOf(Expr.Name name) {
        return name.binding() instanceof Binding.OfLocal local
                ? variables.slot(local.variable()).index()
                : -1;
    }

    private boolean takesNumber(Expr.Name name) {
        return name.binding() instanceof Binding.OfLocal local && variables.takesNumber(local.variable());
    }

    private enum Key {
        NAME,
        NUMBER,
        COUNTED,
        ANY
    }

    /** Leaves both forms of a counter, if it is one. */
    private boolean counted(Expr key) {
        Counted counted = Counted.of(context, key);
        if (counted == null) {
            return false;
        }
        exprs.number(key);
        counted.load(code);
        return true;
    }

    private Key key(Expr key) {
        if (key instanceof Expr.Str name) {
            context.function.constants().loadString(code.visitor, name.value());
            return Key.NAME;
        }
        return exprs.either(key) ? Key.NUMBER : Key.ANY;
    }

    private void put(Expr.Index index, Key key, int line) {
        String name = Names.of(index.object());
        if (key == Key.NAME) {
            context.function.finding(code);
        }
        code.call(
                switch (key) {
                    case NAME -> RuntimeContract.PUT_NAMED;
                    case NUMBER -> RuntimeContract.PUT_NUMBERED;
                    case COUNTED -> RuntimeContract.PUT_COUNTED;
                    case ANY -> RuntimeContract.PUT_ANY;
                },
                line,
                name,
                null);
    }

    private void putNumber(Expr.Index index, Key key, int line) {
        if (key == Key.NAME) {
            context.function.finding(code);
        }
        Variable variable = context.speculates ? Layouts.variable(index.object()) : null;
        if (variable != null && index.key() instanceof Expr.Str name) {
            context.function.layouts().load(code, variable, name.value());
            code.call(RuntimeContract.PUT_NUMBER_LAID_OUT, line, Names.of(index.object()), null);
            return;
        }
        code.call(
                switch (key) {
                    case NAME -> RuntimeContract.PUT_NUMBER_NAMED;
                    case NUMBER -> RuntimeContract.PUT_NUMBER_NUMBERED;
                    case COUNTED -> RuntimeContract.PUT_NUMBER_COUNTED;
                    case ANY -> RuntimeContract.PUT_NUMBER_ANY;
                },
                line,
                Names.of(index.object()),
                null);
    }

    private enum TempKind {
        OBJECT,
        NUMBER,
        DUAL
    }

    /** A value waiting in a slot. */
    private record Temp(int slot, TempKind kind) {
        boolean number() {
            return kind == TempKind.NUMBER;
        }
    }

    private void load(Temp temp) {
        switch (temp.kind()) {
            case OBJECT -> code.var(ALOAD, temp.slot());
            case NUMBER -> code.var(DLOAD, temp.slot());
            case DUAL -> variables.loadHalves(temp.slot());
        }
    }

    private Temp keep(boolean number) {
        int slot = code.newSlot(number ? 2 : 1);
        code.var(number ? DSTORE : ASTORE, slot);
        return new Temp(slot, number ? TempKind.NUMBER : TempKind.OBJECT);
    }

    /** Evaluates a list to exactly so many values in slots. */
    private List<Temp> evaluate(List<Expr> values, int wanted, boolean[] asNumber, boolean[] dual) {
        List<Temp> temps = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Expr value = values.get(i);
            boolean last = i == values.size() - 1;
            if (last && value.isMulti() && wanted > values.size()) {
                spread(value, wanted - i, temps);
            } else if (i < wanted && dual[i]) {
                int slot = code.newSlot(3);
                halves(value, slot);
                temps.add(new Temp(slot, TempKind.DUAL));
            } else if (i < wanted) {
                if (asNumber[i]) {
                    exprs.number(value);
                } else {
                    exprs.value(value);
                }
                temps.add(keep(asNumber[i]));
            } else if (value.isMulti() || !NumericLocals.isNumber(value)) {
                exprs.value(value);
                code.op(POP);
            }
        }
        while (temps.size() < wanted) {
            code.op(ACONST_NULL);
            temps.add(keep(false));
        }
        return temps;
    }

    private void spread(Expr multi, int count, List<Temp> temps) {
        if (multi instanceof Expr.Varargs) {
            for (int i = 0; i < count; i++) {
                code.var(ALOAD, context.varargsSlot);
                code.push(i);
                code.call(RuntimeContract.AT);
                temps.add(keep(false));
            }
            return;
        }
        exprs.result(multi);
        code.call(RuntimeContract.RESOLVE);
        int result = code.newSlot(1);
        code.var(ASTORE, result);
        for (int i = 0; i < count; i++) {
            code.var(ALOAD, result);
            code.push(i);
            code.call(RuntimeContract.GET);
            temps.add(keep(false));
        }
    }

    /** A target whose object and key are evaluated already, unless they are null and so to be read late. */
    private record Prepared(
            Expr target, @Nullable Temp object, @Nullable Temp key, Key kind) {}

    private void assignMany(Stat.Assign assign) {
        List<Prepared> targets = new ArrayList<>();
        Temp none = new Temp(-1, TempKind.OBJECT);
        boolean late = LateRead.is(assign);
        for (int i = 0; i < assign.targets().size(); i++) {
            Expr target = assign.targets().get(i);
            if (target instanceof Expr.Index index) {
                List<Expr> behind = assign.targets().subList(i, assign.targets().size());
                Temp object = null;
                if (!late || !isLate(index.object(), behind)) {
                    exprs.value(index.object());
                    object = keep(false);
                }
                if (late && isLate(index.key(), behind)) {
                    targets.add(new Prepared(target, object, null, Key.ANY));
                } else {
                    Key kind = key(index.key());
                    targets.add(new Prepared(target, object, keep(kind == Key.NUMBER), kind));
                }
            } else {
                targets.add(new Prepared(target, none, none, Key.ANY));
            }
        }
        boolean[] asNumber = new boolean[targets.size()];
        boolean[] dual = new boolean[targets.size()];
        for (int i = 0; i < asNumber.length; i++) {
            asNumber[i] = assign.targets().get(i) instanceof Expr.Name name
                    && takesNumber(name)
                    && i < assign.values().size()
                    && NumericLocals.isNumber(assign.values().get(i));
        }
        for (int i = 0; i < dual.length; i++) {
            dual[i] = assign.targets().get(i) instanceof Expr.Name name && isDual(name);
        }
        List<Temp> values = evaluate(assign.values(), targets.size(), asNumber, dual);
        for (int i = targets.size() - 1; i >= 0; i--) {
            store(targets.get(i), values.get(i), assign.line());
        }
    }

    private static boolean isLate(Expr operand, List<Expr> behind) {
        return LateRead.canChange(operand) && !LateRead.isAmong(behind, operand);
    }

    private void loadOr(@Nullable Temp temp, Expr late) {
        if (temp == null) {
            exprs.value(late);
        } else {
            load(temp);
        }
    }

    private void store(Prepared target, Temp value, int line) {
        switch (target.target()) {
            case Expr.Name name -> {
                if (value.kind() == TempKind.DUAL) {
                    variables.copyHalves(value.slot(), slotOf(name));
                    return;
                }
                load(value);
                variables.store(name, line);
            }
            case Expr.Index index -> {
                loadOr(target.object(), index.object());
                loadOr(target.key(), index.key());
                if (target.kind() == Key.NAME) {
                    code.visitor.visitTypeInsn(CHECKCAST, "java/lang/String");
                }
                load(value);
                put(index, target.kind(), line);
            }
            default -> throw new IllegalStateException("cannot assign to " + target.target());
        }
    }
}
