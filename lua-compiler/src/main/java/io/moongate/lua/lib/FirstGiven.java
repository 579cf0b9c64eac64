package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.value.NativeFunction;
import org.jspecify.annotations.Nullable;

/** A function of one argument that must be given, though nil will do. */
final class FirstGiven extends NativeFunction.Many {
    private final Body1 body;

    FirstGiven(String name, Body1 body) {
        super(name);
        this.body = body;
    }

    @Override
    public @Nullable Object call0() {
        throw ArgumentError.of(1, "value expected");
    }

    @Override
    public @Nullable Object call1(@Nullable Object a) {
        return body.call(a);
    }

    @Override
    public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
        return body.call(a);
    }

    @Override
    public @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return body.call(a);
    }

    @Override
    public @Nullable Object callN(@Nullable Object[] arguments) {
        return arguments.length == 0 ? call0() : body.call(arguments[0]);
    }
}
