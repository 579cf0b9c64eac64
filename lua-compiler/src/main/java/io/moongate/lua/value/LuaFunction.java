package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A function. Missing arguments are nil, surplus ones are dropped. The result is one value as itself, or
 * {@link Values}, which may be a pending tail call: so all but generated code call through {@code op.Call}, which makes
 * pending calls.
 */
public abstract class LuaFunction {
    public abstract @Nullable Object call0();

    public abstract @Nullable Object call1(@Nullable Object a);

    public abstract @Nullable Object call2(@Nullable Object a, @Nullable Object b);

    public abstract @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c);

    public abstract @Nullable Object callN(@Nullable Object[] arguments);

    /** What to call it in a message when the call site does not say. */
    public abstract String name();
}
