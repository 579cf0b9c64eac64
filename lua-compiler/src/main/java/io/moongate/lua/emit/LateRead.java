package io.moongate.lua.emit;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Calls;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Stat;
import java.util.List;

/**
 * When the left operand of an operation is a local variable, LuaJIT reads it only as the operation is done: a call in
 * the right operand may have changed it by then, if a closure knows it.
 */
final class LateRead {
    private LateRead() {}

    /** Whether the left operand has to be read after the right one is computed. */
    static boolean is(Expr left, Expr right) {
        return canChange(left) && Calls.in(right);
    }

    static boolean is(Expr.Index index) {
        return is(index.object(), index.key());
    }

    /** Whether the object or the key of a target has to be read after the values are computed. */
    static boolean is(Stat.Assign assign) {
        boolean late = false;
        boolean calls = Calls.in(assign.values());
        for (Expr target : assign.targets()) {
            if (target instanceof Expr.Index index) {
                late |= canChange(index.object()) || canChange(index.key());
                calls |= Calls.in(index);
            }
        }
        return late && calls;
    }

    /** Whether a call may change what the expression reads, though LuaJIT has it in a register. */
    static boolean canChange(Expr expr) {
        return expr instanceof Expr.Name name
                && name.binding() instanceof Binding.OfLocal local
                && local.variable().needsCell();
    }

    /** Whether one of the targets is the variable: then LuaJIT keeps what it was for the targets before. */
    static boolean isAmong(List<Expr> targets, Expr variable) {
        return variable instanceof Expr.Name name
                && targets.stream()
                        .anyMatch(target -> target instanceof Expr.Name other
                                && other.binding().equals(name.binding()));
    }

    static boolean is(Expr.Arith arith) {
        return is(arith.left(), arith.right());
    }
}
