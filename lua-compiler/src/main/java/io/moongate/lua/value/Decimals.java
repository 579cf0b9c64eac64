package io.moongate.lua.value;

/** Doubles times powers of ten, as whole numbers: how most decimals can be had without arithmetic of any length. */
public final class Decimals {
    private static final double[] POWERS = new double[23];
    /** Products beyond this have no fraction any more. */
    private static final double MOST = 0x1p52;
    /** Nearer to a half than this, small errors of a quotient could decide. */
    private static final double DOUBTFUL = 1e-9;

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    /** A magnitude times ten to a power, rounded; or -1 where this arithmetic cannot tell. */
    public static long scaled(double magnitude, int power) {
        if (Math.abs(power) >= POWERS.length) {
            return -1;
        }
        double product;
        double error;
        if (power >= 0) {
            double by = POWERS[power];
            product = magnitude * by;
            error = Math.fma(magnitude, by, -product);
        } else {
            double by = POWERS[-power];
            product = magnitude / by;
            error = Math.fma(-product, by, magnitude) / by;
        }
        if (!(product < MOST)) {
            return -1;
        }
        long whole = (long) product;
        double rest = product - whole + error;
        if (Math.abs(rest - 0.5) < DOUBTFUL) {
            return -1;
        }
        return rest > 0.5 ? whole + 1 : whole;
    }

    /** The power of ten of the first digit when a magnitude is rounded to so many digits, at most 15; or a bad guess. */
    public static int exponent(double magnitude, int count) {
        int guess = (int) Math.floor(Math.getExponent(magnitude) * 0.30102999566398120);
        return scaled(magnitude, count - 1 - guess) >= power(count) ? guess + 1 : guess;
    }

    /** So many digits of a magnitude of this exponent as a whole number, or -1 where this arithmetic cannot tell. */
    public static long significant(double magnitude, int count, int exponent) {
        long digits = scaled(magnitude, count - 1 - exponent);
        return digits < power(count) && digits >= power(count - 1) ? digits : -1;
    }

    /** Ten to a power from 0 to 22. */
    public static long power(int power) {
        return (long) POWERS[power];
    }
}
