package io.moongate.lua.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Numbers as text against arithmetic of any length. */
final class NumbersTest {
    private static final MathContext FOURTEEN = new MathContext(14, RoundingMode.HALF_UP);

    @Property(tries = 5000)
    void showsFourteenDigits(@ForAll("numbers") double number) {
        BigDecimal expected = new BigDecimal(number).round(FOURTEEN);
        assertEquals(0, expected.compareTo(new BigDecimal(Numbers.toString(number))), () -> Numbers.toString(number));
    }

    @Property(tries = 5000)
    void scalesExactlyOrNotAtAll(@ForAll("numbers") double number, @ForAll("powers") int power) {
        double magnitude = Math.abs(number);
        long scaled = Decimals.scaled(magnitude, power);
        if (scaled >= 0) {
            BigDecimal expected =
                    new BigDecimal(magnitude).scaleByPowerOfTen(power).setScale(0, RoundingMode.HALF_UP);
            assertEquals(expected, BigDecimal.valueOf(scaled));
        }
    }

    @Provide
    Arbitrary<Double> numbers() {
        Arbitrary<Double> anyBits =
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
        Arbitrary<Double> decimals = Arbitraries.longs()
                .between(-1_000_000_000_000_000L, 1_000_000_000_000_000L)
                .flatMap(digits -> Arbitraries.of(1.0, 8.0, 10.0, 1e3, 1e5, 1e9, 1e14, 1e20)
                        .map(divisor -> digits / divisor));
        Arbitrary<Double> ties =
                Arbitraries.longs().between(0, 99_999_999_999_999L).map(digits -> digits + 0.5);
        Arbitrary<Double> nines =
                Arbitraries.integers().between(-30, 30).map(power -> Math.nextDown(Math.pow(10, power)));
        return Arbitraries.oneOf(anyBits, decimals, ties, nines);
    }

    @Provide
    Arbitrary<Integer> powers() {
        return Arbitraries.integers().between(-25, 25);
    }
}
