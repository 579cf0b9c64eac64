package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.lib.Room;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.bn}: whole numbers of any size. */
final class BnModule {
    private static final int MOST_BITS = 1 << 20;

    /** The same for what takes long: no budget can stop it on its way. */
    private static final int MOST_SLOW_BITS = 8192;

    private final Namespace methods = new Namespace();
    private final Kind<BigInteger> kind = new Kind<>("bn", BigInteger.class, methods.table());

    /** A number as object. */
    LuaTable wrap(BigInteger number) {
        return kind.wrap(number);
    }

    LuaTable make() {
        operator("add", Metamethod.ADD, BigInteger::add);
        operator("sub", Metamethod.SUB, BigInteger::subtract);
        operator("mul", Metamethod.MUL, BnModule::multiply);
        operator("div", Metamethod.DIV, (a, b) -> a.divide(divisor(b)));
        operator("mod", Metamethod.MOD, (a, b) -> a.mod(divisor(b).abs()));
        operator("exp", Metamethod.POW, BnModule::power);
        operator("gcd", null, BigInteger::gcd);
        methods.table().put("pow", methods.table().get("exp"));
        methods.table().put("idiv", methods.table().get("div"));
        LuaTable metatable = kind.metatable();
        metatable.put(
                "__unm",
                NativeFunction.of1("__unm", self -> wrap(number(self, 1).negate())));
        metatable.put("__eq", NativeFunction.of2("__eq", (a, b) -> number(a, 1).equals(number(b, 2))));
        metatable.put("__lt", NativeFunction.of2("__lt", (a, b) -> number(a, 1).compareTo(number(b, 2)) < 0));
        metatable.put("__le", NativeFunction.of2("__le", (a, b) -> number(a, 1).compareTo(number(b, 2)) <= 0));
        metatable.put(
                "__tostring",
                NativeFunction.of1("__tostring", self -> kind.self(self).toString()));
        return methods.of1("new", this::create)
                .of1("istype", value -> kind.orNull(value) != null)
                .of1("dup", value -> wrap(kind.argument(value, 1)))
                .of1("from_binary", text -> wrap(new BigInteger(1, Bytes.of(Check.string(text, 1)))))
                .of1("from_hex", text -> parse(Check.string(text, 1), 16, "from_hex"))
                .of1("from_dec", text -> parse(Check.string(text, 1), 10, "from_dec"))
                .of2("to_binary", (self, pad) -> binary(kind.self(self), Check.integer(pad, 2, 0)))
                .of1("to_hex", self -> hex(kind.self(self)))
                .of1("to_dec", self -> kind.self(self).toString())
                .of1("tostring", self -> kind.self(self).toString())
                .of1("to_number", self -> kind.self(self).doubleValue())
                .of1("tonumber", self -> kind.self(self).doubleValue())
                .of1("sqr", self -> wrap(multiply(kind.self(self), kind.self(self))))
                .ofN("mod_add", arguments -> modular(arguments, BigInteger::add))
                .ofN("mod_sub", arguments -> modular(arguments, BigInteger::subtract))
                .ofN("mod_mul", arguments -> modular(arguments, BigInteger::multiply))
                .of3("mod_exp", (a, b, m) -> wrap(modularPower(number(a, 1), number(b, 2), divisor(number(m, 3)))))
                .of2(
                        "lshift",
                        (self, bits) ->
                                wrap(kind.self(self).shiftLeft(Math.clamp(Check.integer(bits, 2), 0, MOST_BITS))))
                .of2(
                        "rshift",
                        (self, bits) ->
                                wrap(kind.self(self).shiftRight(Math.clamp(Check.integer(bits, 2), 0, MOST_BITS))))
                .of1("is_zero", self -> kind.self(self).signum() == 0)
                .of1("is_one", self -> kind.self(self).equals(BigInteger.ONE))
                .of1("is_odd", self -> kind.self(self).testBit(0))
                .of2("is_word", (self, word) -> kind.self(self).equals(number(word, 2)))
                .of1(
                        "is_prime",
                        self -> kind.self(self).bitLength() <= 8192
                                && kind.self(self).isProbablePrime(64))
                .table();
    }

    private void operator(String name, @Nullable Metamethod event, BinaryOperator<BigInteger> operation) {
        NativeFunction function = NativeFunction.of2(name, (a, b) -> wrap(operation.apply(number(a, 1), number(b, 2))));
        methods.value(name, function);
        if (event != null) {
            kind.metatable().put(event.key(), function);
        }
    }

    private Object create(@Nullable Object value) {
        return switch (value) {
            case null -> wrap(BigInteger.ZERO);
            case Double d -> wrap(new BigDecimal(d).toBigInteger());
            case String text -> parse(text, 10, "new");
            default -> Values.of2(null, "bn.new: expect nil, a number or a string at #1");
        };
    }

    private Object parse(String text, int radix, String where) {
        try {
            return wrap(new BigInteger(text.strip(), radix));
        } catch (NumberFormatException e) {
            return Values.of2(null, "bn." + where + ": invalid number");
        }
    }

    private BigInteger number(@Nullable Object value, int argument) {
        return value instanceof Double d ? new BigDecimal(d).toBigInteger() : kind.argument(value, argument);
    }

    private Object modular(@Nullable Object[] arguments, BinaryOperator<BigInteger> operation) {
        BigInteger modulus = divisor(number(Check.at(arguments, 2), 3));
        return wrap(operation
                .apply(number(Check.at(arguments, 0), 1), number(Check.at(arguments, 1), 2))
                .mod(modulus.abs()));
    }

    private static BigInteger divisor(BigInteger number) {
        if (number.signum() == 0) {
            throw LuaError.caller("bn: div by zero");
        }
        return number;
    }

    private static BigInteger multiply(BigInteger a, BigInteger b) {
        if (a.bitLength() + (long) b.bitLength() > MOST_BITS) {
            throw new LuaError("bn: number too large");
        }
        return a.multiply(b);
    }

    private static BigInteger modularPower(BigInteger base, BigInteger exponent, BigInteger modulus) {
        if (exponent.bitLength() > MOST_SLOW_BITS || modulus.bitLength() > MOST_SLOW_BITS) {
            throw new LuaError("bn: too many bits");
        }
        return base.modPow(exponent, modulus);
    }

    private static BigInteger power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0 || exponent.bitLength() > 31) {
            throw new LuaError("bn: bad exponent");
        }
        if ((long) base.bitLength() * exponent.intValue() > MOST_BITS) {
            throw new LuaError("bn: number too large");
        }
        return base.pow(exponent.intValue());
    }

    private static String hex(BigInteger number) {
        String digits = number.abs().toString(16).toUpperCase(Locale.ROOT);
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        return number.signum() < 0 ? "-" + even : even;
    }

    private static Object binary(BigInteger number, int pad) {
        byte[] bytes = unsigned(number);
        if (pad > bytes.length) {
            byte[] padded = new byte[Room.forString(pad)];
            System.arraycopy(bytes, 0, padded, pad - bytes.length, bytes.length);
            return Bytes.text(padded);
        }
        return Bytes.text(bytes);
    }

    /** The bytes of a number without its sign and without zeros in front. */
    static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.abs().toByteArray();
        int from = 0;
        while (from < bytes.length && bytes[from] == 0) {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
