package io.moongate.lua.lib;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The classes of the C locale that patterns know, as one table of bits over the 256 bytes. */
final class CharClass {
    static final int CONTROL = 1;
    static final int SPACE = 2;
    static final int PUNCTUATION = 4;
    static final int DIGIT = 8;
    static final int HEX = 16;
    static final int UPPER = 32;
    static final int LOWER = 64;
    static final int ALPHA = UPPER | LOWER;
    static final int ALNUM = ALPHA | DIGIT;
    static final int GRAPH = ALNUM | PUNCTUATION;

    private static final byte[] BITS = bits();
    private static final byte[] BY_LETTER = byLetter();

    /** Every character. */
    static final boolean[] ALL = new boolean[256];

    static {
        Arrays.fill(ALL, true);
    }

    private static final boolean[] @Nullable [] NAMED = new boolean[256] @Nullable [];
    private static final boolean[] @Nullable [] ONLY = new boolean[256] @Nullable [];

    private CharClass() {}

    /** The characters of the class that a letter names, true at their codes; null if it names none. Not to be changed. */
    static boolean @Nullable [] named(char letter) {
        boolean[] known = NAMED[letter];
        if (known == null && names(letter)) {
            known = new boolean[256];
            add(known, letter);
            NAMED[letter] = known;
        }
        return known;
    }

    private static boolean names(char letter) {
        return letter == 'z' || letter == 'Z' || letter >= 'A' && letter < 128 && BY_LETTER[letter | 0x20] != 0;
    }

    /** Adds what a letter stands for behind a percent sign: its class, or itself. */
    static void add(boolean[] set, char letter) {
        for (int c = 0; c < set.length; c++) {
            set[c] |= matches(c, letter);
        }
    }

    /** One character, true at its code. Not to be changed. */
    static boolean[] only(int c) {
        boolean[] known = ONLY[c];
        if (known == null) {
            known = new boolean[256];
            known[c] = true;
            ONLY[c] = known;
        }
        return known;
    }

    static boolean is(int c, int bits) {
        return (BITS[c] & bits) != 0;
    }

    /** Whether {@code c} is in the class that {@code letter} names; a letter that names none stands for itself. */
    private static boolean matches(int c, int letter) {
        int bits = letter < 128 ? BY_LETTER[letter | 0x20] : 0;
        if (bits != 0 && letter >= 'A') {
            return ((BITS[c] & bits) != 0) == (letter >= 'a');
        }
        return switch (letter) {
            case 'z' -> c == 0;
            case 'Z' -> c != 0;
            default -> c == letter;
        };
    }

    private static byte[] bits() {
        byte[] bits = new byte[256];
        for (int c = 0; c < 128; c++) {
            int set = 0;
            if (c < 32 || c == 127) {
                set |= CONTROL;
            }
            if (c == ' ' || (c >= 9 && c <= 13)) {
                set |= SPACE;
            }
            if (c >= '0' && c <= '9') {
                set |= DIGIT | HEX;
            } else if (c >= 'A' && c <= 'Z') {
                set |= UPPER | (c <= 'F' ? HEX : 0);
            } else if (c >= 'a' && c <= 'z') {
                set |= LOWER | (c <= 'f' ? HEX : 0);
            } else if (c > 32 && c < 127) {
                set |= PUNCTUATION;
            }
            bits[c] = (byte) set;
        }
        return bits;
    }

    private static byte[] byLetter() {
        byte[] classes = new byte[128];
        classes['a'] = ALPHA;
        classes['c'] = CONTROL;
        classes['d'] = DIGIT;
        classes['g'] = GRAPH;
        classes['l'] = LOWER;
        classes['p'] = PUNCTUATION;
        classes['s'] = SPACE;
        classes['u'] = UPPER;
        classes['w'] = ALNUM;
        classes['x'] = HEX;
        return classes;
    }
}
