package io.moongate.lua.lib;

import io.moongate.lua.op.Arith;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The table {@code math}. */
public final class MathLib {
    private MathLib() {}

    static LuaTable create() {
        LuaTable math = new LuaTable(0, 64);
        math.put("huge", Double.POSITIVE_INFINITY);
        math.put("pi", Math.PI);
        one(math, "abs", Math::abs);
        one(math, "acos", Math::acos);
        one(math, "asin", Math::asin);
        one(math, "atan", Math::atan);
        one(math, "ceil", Math::ceil);
        one(math, "cos", Math::cos);
        one(math, "cosh", Math::cosh);
        one(math, "deg", x -> x * (180 / Math.PI));
        one(math, "exp", Math::exp);
        one(math, "floor", Math::floor);
        one(math, "log10", Math::log10);
        one(math, "rad", x -> x * (Math.PI / 180));
        one(math, "sin", Math::sin);
        one(math, "sinh", Math::sinh);
        one(math, "sqrt", Math::sqrt);
        one(math, "tan", Math::tan);
        one(math, "tanh", Math::tanh);
        math.put("atan2", NativeFunction.of2("atan2", (y, x) -> Math.atan2(Check.number(y, 1), Check.number(x, 2))));
        math.put("fmod", NativeFunction.of2("fmod", (x, y) -> Check.number(x, 1) % Check.number(y, 2)));
        math.put("pow", NativeFunction.of2("pow", (x, y) -> Arith.pow(Check.number(x, 1), Check.number(y, 2))));
        math.put("frexp", NativeFunction.of1("frexp", MathLib::frexp));
        math.put("ldexp", NativeFunction.of2("ldexp", MathLib::ldexp));
        math.put("log", NativeFunction.ofN("log", MathLib::log));
        math.put("max", new Extreme("max", Math::max));
        math.put("min", new Extreme("min", Math::min));
        math.put("modf", NativeFunction.of1("modf", MathLib::modf));
        RandomNumbers random = new RandomNumbers();
        math.put("random", NativeFunction.of2("random", random::random));
        math.put("randomseed", NativeFunction.of1("randomseed", random::randomseed));
        return math;
    }

    private static void one(LuaTable math, String name, DoubleUnaryOperator operator) {
        math.put(name, NativeFunction.of1(name, x -> operator.applyAsDouble(Check.number(x, 1))));
    }

    private static final class Extreme extends NativeFunction.Many {
        private final DoubleBinaryOperator choice;

        Extreme(String name, DoubleBinaryOperator choice) {
            super(name);
            this.choice = choice;
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return choice(Check.number(a, 1), Check.number(b, 2));
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            double best = Check.number(arguments, 1);
            for (int i = 1; i < arguments.length; i++) {
                best = choice(best, Check.number(arguments[i], i + 1));
            }
            return best;
        }

        /** Like the processor's own minimum and maximum: what is not ordered gives the second. */
        private double choice(double a, double b) {
            return a == b || Double.isNaN(a) || Double.isNaN(b) ? b : choice.applyAsDouble(a, b);
        }
    }

    private static @Nullable Object frexp(@Nullable Object value) {
        double x = Check.number(value, 1);
        if (x == 0 || !Double.isFinite(x)) {
            return Values.of2(x, 0.0);
        }
        int exponent = Math.getExponent(x);
        double scaled = x;
        int shift = 0;
        if (exponent < Double.MIN_EXPONENT) {
            scaled = x * 0x1p54;
            shift = -54;
            exponent = Math.getExponent(scaled);
        }
        return Values.of2(Math.scalb(scaled, -exponent - 1), (double) (exponent + 1 + shift));
    }

    private static @Nullable Object ldexp(@Nullable Object mantissa, @Nullable Object exponent) {
        return Math.scalb(Check.number(mantissa, 1), Check.integer(exponent, 2));
    }

    private static @Nullable Object log(@Nullable Object[] arguments) {
        double x = Check.number(arguments, 1);
        return arguments.length == 1 ? Math.log(x) : log2(x) * (1 / log2(Check.number(arguments, 2)));
    }

    /** Exact for powers of two. */
    private static double log2(double x) {
        int exponent = Math.getExponent(x);
        return x > 0 && Math.scalb(1.0, exponent) == x ? exponent : Math.log(x) / Math.log(2);
    }

    private static @Nullable Object modf(@Nullable Object value) {
        double x = Check.number(value, 1);
        if (Double.isInfinite(x)) {
            return Values.of2(x, Math.copySign(0.0, x));
        }
        double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
        return Values.of2(whole, Math.copySign(x - whole, x));
    }
}
