package io.moongate.lua.emit;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import org.jspecify.annotations.Nullable;

/** What an error message calls an operand. */
final class Names {
    /** The iterator of a loop, as functions know it that complain of their arguments. */
    static final String FOR_GENERATOR = "(for generator)";

    private Names() {}

    static @Nullable String of(Expr expr) {
        return switch (expr) {
            case Expr.Name name ->
                switch (name.binding()) {
                    case Binding.OfLocal local -> "local '" + local.variable().name() + "'";
                    case Binding.OfUpvalue upvalue ->
                        "upvalue '" + upvalue.upvalue().variable().name() + "'";
                    case Binding.OfGlobal global -> "global '" + global.name() + "'";
                };
            case Expr.Index index when index.key() instanceof Expr.Str key -> "field '" + key.value() + "'";
            case Expr.Paren paren -> of(paren.inner());
            case Expr.Apart apart -> of(apart.inner());
            // Whatever the value came from, LuaJIT names what is written last.
            case Expr.And and -> of(and.right());
            case Expr.Or or -> of(or.right());
            default -> null;
        };
    }
}
