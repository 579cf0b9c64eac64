package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A key that is the counter of a loop, or a few places off, when the loop counts in an int as well: so lists are read
 * and written without asking whether the key is whole.
 *
 * @param slot where the int is
 * @param offset what is added to it
 */
record Counted(int slot, int offset) {
    private static final int FARTHEST = 1 << 20;

    /** Null if the key is nothing of that kind. */
    static @Nullable Counted of(Context context, Expr key) {
        return switch (key) {
            case Expr.Name name -> of(context, name, 0);
            case Expr.Arith arith
            when arith.op() == Expr.Arith.Op.ADD -> {
                Counted left = of(context, arith.left(), Folding.number(arith.right()), 1);
                yield left != null ? left : of(context, arith.right(), Folding.number(arith.left()), 1);
            }
            case Expr.Arith arith
            when arith.op() == Expr.Arith.Op.SUB -> of(context, arith.left(), Folding.number(arith.right()), -1);
            default -> null;
        };
    }

    private static @Nullable Counted of(Context context, Expr counter, @Nullable Double offset, int sign) {
        return offset != null
                        && offset == offset.intValue()
                        && Math.abs(offset) < FARTHEST
                        && counter instanceof Expr.Name name
                ? of(context, name, sign * offset.intValue())
                : null;
    }

    private static @Nullable Counted of(Context context, Expr.Name name, int offset) {
        Integer slot = name.binding() instanceof Binding.OfLocal local ? context.counts.get(local.variable()) : null;
        return slot == null ? null : new Counted(slot, offset);
    }

    void load(Code code) {
        code.var(ILOAD, slot);
        if (offset != 0) {
            code.push(offset);
            code.op(IADD);
        }
    }
}
