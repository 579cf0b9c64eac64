package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** A function written in Java. The factories take a lambda of the wanted number of parameters. */
public abstract class NativeFunction extends LuaFunction {
    private final String name;

    private NativeFunction(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    /** A body without parameters. */
    @FunctionalInterface
    public interface Body0 {
        @Nullable
        Object call();
    }

    /** A body with one parameter. */
    @FunctionalInterface
    public interface Body1 {
        @Nullable
        Object call(@Nullable Object a);
    }

    /** A body with two parameters. */
    @FunctionalInterface
    public interface Body2 {
        @Nullable
        Object call(@Nullable Object a, @Nullable Object b);
    }

    /** A body with three parameters. */
    @FunctionalInterface
    public interface Body3 {
        @Nullable
        Object call(@Nullable Object a, @Nullable Object b, @Nullable Object c);
    }

    /** A body that takes all arguments as they came; it must not keep or change the array. */
    @FunctionalInterface
    public interface BodyN {
        @Nullable
        Object call(@Nullable Object[] arguments);
    }

    public static NativeFunction of0(String name, Body0 body) {
        return new Of0(name, body);
    }

    public static NativeFunction of1(String name, Body1 body) {
        return new Of1(name, body);
    }

    public static NativeFunction of2(String name, Body2 body) {
        return new Of2(name, body);
    }

    public static NativeFunction of3(String name, Body3 body) {
        return new Of3(name, body);
    }

    public static NativeFunction ofN(String name, BodyN body) {
        return new OfN(name, body);
    }

    /** One parameter; extend it for a function that deserves a class. */
    public abstract static class One extends NativeFunction {
        protected One(String name) {
            super(name);
        }

        @Override
        public final @Nullable Object call0() {
            return call1(null);
        }

        @Override
        public final @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return call1(a);
        }

        @Override
        public final @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return call1(a);
        }

        @Override
        public final @Nullable Object callN(@Nullable Object[] arguments) {
            return arguments.length == 0 ? call0() : call1(arguments[0]);
        }
    }

    /** Two parameters; extend it for a function that deserves a class. */
    public abstract static class Two extends NativeFunction {
        protected Two(String name) {
            super(name);
        }

        @Override
        public final @Nullable Object call0() {
            return call2(null, null);
        }

        @Override
        public final @Nullable Object call1(@Nullable Object a) {
            return call2(a, null);
        }

        @Override
        public final @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return call2(a, b);
        }

        @Override
        public final @Nullable Object callN(@Nullable Object[] arguments) {
            return switch (arguments.length) {
                case 0 -> call0();
                case 1 -> call1(arguments[0]);
                default -> call2(arguments[0], arguments[1]);
            };
        }
    }

    /** Three parameters; extend it for a function that deserves a class. */
    public abstract static class Three extends NativeFunction {
        protected Three(String name) {
            super(name);
        }

        @Override
        public final @Nullable Object call0() {
            return call3(null, null, null);
        }

        @Override
        public final @Nullable Object call1(@Nullable Object a) {
            return call3(a, null, null);
        }

        @Override
        public final @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return call3(a, b, null);
        }

        @Override
        public final @Nullable Object callN(@Nullable Object[] arguments) {
            return switch (arguments.length) {
                case 0 -> call0();
                case 1 -> call1(arguments[0]);
                case 2 -> call2(arguments[0], arguments[1]);
                default -> call3(arguments[0], arguments[1], arguments[2]);
            };
        }
    }

    /** Any number of parameters; extend it for a function that deserves a class. */
    public abstract static class Many extends NativeFunction {
        private static final @Nullable Object[] NO_ARGUMENTS = {};

        protected Many(String name) {
            super(name);
        }

        @Override
        public @Nullable Object call0() {
            return callN(NO_ARGUMENTS);
        }

        @Override
        public @Nullable Object call1(@Nullable Object a) {
            return callN(new @Nullable Object[] {a});
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return callN(new @Nullable Object[] {a, b});
        }

        @Override
        public @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return callN(new @Nullable Object[] {a, b, c});
        }
    }

    private static final class Of0 extends NativeFunction {
        private final Body0 body;

        Of0(String name, Body0 body) {
            super(name);
            this.body = body;
        }

        @Override
        public @Nullable Object call0() {
            return body.call();
        }

        @Override
        public @Nullable Object call1(@Nullable Object a) {
            return body.call();
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return body.call();
        }

        @Override
        public @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return body.call();
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            return body.call();
        }
    }

    private static final class Of1 extends One {
        private final Body1 body;

        Of1(String name, Body1 body) {
            super(name);
            this.body = body;
        }

        @Override
        public @Nullable Object call1(@Nullable Object a) {
            return body.call(a);
        }
    }

    private static final class Of2 extends Two {
        private final Body2 body;

        Of2(String name, Body2 body) {
            super(name);
            this.body = body;
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return body.call(a, b);
        }
    }

    private static final class Of3 extends Three {
        private final Body3 body;

        Of3(String name, Body3 body) {
            super(name);
            this.body = body;
        }

        @Override
        public @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return body.call(a, b, c);
        }
    }

    private static final class OfN extends Many {
        private final BodyN body;

        OfN(String name, BodyN body) {
            super(name);
            this.body = body;
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            return body.call(arguments);
        }
    }
}
