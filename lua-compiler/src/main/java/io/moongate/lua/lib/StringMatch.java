package io.moongate.lua.lib;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import org.jspecify.annotations.Nullable;

/**
 * One pattern against one subject. Backtracking recurs only by the items of the pattern, of which LuaJIT allows two
 * hundred to be open at once; each step is counted, so that a budget ends a match that would take forever.
 */
final class StringMatch {
    private static final int MAX_CAPTURES = 32;
    private static final int MAX_DEPTH = 200;
    private static final int STEPS_BETWEEN_CHECKS = 1 << 12;
    private static final int FAIL = -1;
    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;
    private static final char ESCAPE = '%';

    private final String subject;
    private final int length;
    private final String pattern;
    private final int patternEnd;
    private final int[] starts;
    private final int[] lengths;
    private int level;
    private int depth;
    private int steps;

    StringMatch(String subject, String pattern) {
        this.subject = subject;
        this.length = subject.length();
        this.pattern = pattern;
        // As in C, a zero byte ends a pattern.
        int zero = pattern.indexOf('\0');
        this.patternEnd = zero < 0 ? pattern.length() : zero;
        int captures = Math.min(count(pattern, '('), MAX_CAPTURES);
        this.starts = new int[captures];
        this.lengths = new int[captures];
    }

    private static int count(String text, char wanted) {
        int count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            count++;
        }
        return count;
    }

    /** Whether a text has a meaning as a pattern beyond itself. A lone closing bracket has none. */
    static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '^', '$', '*', '+', '?', '.', '(', '[', '%', '-' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Where a match that begins exactly here ends, or -1. The pattern is read from its index {@code from}. */
    int matchAt(int start, int from) {
        level = 0;
        depth = 0;
        charge(1);
        return match(start, from);
    }

    /** How many values a match gives: its captures, or the whole when it has none. */
    int valueCount() {
        return level == 0 ? 1 : level;
    }

    int captureCount() {
        return level;
    }

    /** A capture of the match from start to end, by zero-based number: text, or a position. */
    Object capture(int number, int start, int end) {
        if (number >= level) {
            if (number != 0) {
                throw LuaError.caller("invalid capture index");
            }
            return subject.substring(start, end);
        }
        int size = lengths[number];
        int from = starts[number];
        return switch (size) {
            case UNFINISHED -> throw LuaError.caller("unfinished capture");
            case POSITION -> (double) (from + 1);
            default -> subject.substring(from, from + size);
        };
    }

    /** The values of a match into an array at a place. */
    void captures(int start, int end, @Nullable Object[] target, int place) {
        int count = valueCount();
        for (int i = 0; i < count; i++) {
            target[place + i] = capture(i, start, end);
        }
    }

    private void charge(int work) {
        steps += work;
        if (steps >= STEPS_BETWEEN_CHECKS) {
            steps = 0;
            LuaState.checkBudget();
        }
    }

    private char at(int place) {
        return place < patternEnd ? pattern.charAt(place) : '\0';
    }

    private int match(int from, int fromPattern) {
        if (++depth > MAX_DEPTH) {
            throw LuaError.caller("pattern too complex");
        }
        int result = matchHere(from, fromPattern);
        depth--;
        return result;
    }

    private int matchHere(int from, int fromPattern) {
        int s = from;
        int p = fromPattern;
        while (p < patternEnd) {
            charge(1);
            switch (pattern.charAt(p)) {
                case '(' -> {
                    return at(p + 1) == ')' ? open(s, p + 2, POSITION) : open(s, p + 1, UNFINISHED);
                }
                case ')' -> {
                    return close(s, p + 1);
                }
                case ESCAPE -> {
                    char kind = at(p + 1);
                    if (kind == 'b') {
                        s = balance(s, p + 2);
                        if (s == FAIL) {
                            return FAIL;
                        }
                        p += 4;
                        continue;
                    }
                    if (kind == 'f') {
                        int set = p + 2;
                        if (at(set) != '[') {
                            throw LuaError.caller("missing '[' after '%f' in pattern");
                        }
                        int end = classEnd(set);
                        char before = s == 0 ? '\0' : subject.charAt(s - 1);
                        char here = s < length ? subject.charAt(s) : '\0';
                        if (inSet(before, set, end - 1) || !inSet(here, set, end - 1)) {
                            return FAIL;
                        }
                        p = end;
                        continue;
                    }
                    if (kind >= '0' && kind <= '9') {
                        s = again(s, kind);
                        if (s == FAIL) {
                            return FAIL;
                        }
                        p += 2;
                        continue;
                    }
                }
                case '$' -> {
                    if (p + 1 == patternEnd) {
                        return s == length ? s : FAIL;
                    }
                }
                default -> {}
            }
            int end = classEnd(p);
            switch (at(end)) {
                case '?' -> {
                    if (s < length && single(subject.charAt(s), p, end)) {
                        int rest = match(s + 1, end + 1);
                        if (rest != FAIL) {
                            return rest;
                        }
                    }
                    p = end + 1;
                }
                case '*' -> {
                    return longest(s, p, end);
                }
                case '+' -> {
                    return s < length && single(subject.charAt(s), p, end) ? longest(s + 1, p, end) : FAIL;
                }
                case '-' -> {
                    return shortest(s, p, end);
                }
                default -> {
                    if (s >= length || !single(subject.charAt(s), p, end)) {
                        return FAIL;
                    }
                    s++;
                    p = end;
                }
            }
        }
        return s;
    }

    private int longest(int s, int p, int end) {
        int most = s;
        while (most < length && single(subject.charAt(most), p, end)) {
            most++;
        }
        charge(most - s);
        if (end + 1 == patternEnd) {
            return most;
        }
        for (int at = most; at >= s; at--) {
            int rest = match(at, end + 1);
            if (rest != FAIL) {
                return rest;
            }
        }
        return FAIL;
    }

    private int shortest(int from, int p, int end) {
        int s = from;
        while (true) {
            int rest = match(s, end + 1);
            if (rest != FAIL) {
                return rest;
            }
            if (s >= length || !single(subject.charAt(s), p, end)) {
                return FAIL;
            }
            s++;
        }
    }

    private int open(int s, int p, int kind) {
        if (level >= MAX_CAPTURES) {
            throw LuaError.caller("too many captures");
        }
        starts[level] = s;
        lengths[level] = kind;
        level++;
        int result = match(s, p);
        if (result == FAIL) {
            level--;
        }
        return result;
    }

    private int close(int s, int p) {
        int number = level - 1;
        while (number >= 0 && lengths[number] != UNFINISHED) {
            number--;
        }
        if (number < 0) {
            throw LuaError.caller("invalid pattern capture");
        }
        lengths[number] = s - starts[number];
        int result = match(s, p);
        if (result == FAIL) {
            lengths[number] = UNFINISHED;
        }
        return result;
    }

    private int balance(int s, int p) {
        char opening = at(p);
        char closing = at(p + 1);
        if (opening == '\0' || closing == '\0') {
            throw LuaError.caller("unbalanced pattern");
        }
        if (s >= length || subject.charAt(s) != opening) {
            return FAIL;
        }
        int open = 1;
        for (int i = s + 1; i < length; i++) {
            char c = subject.charAt(i);
            if (c == closing) {
                if (--open == 0) {
                    charge(i - s);
                    return i + 1;
                }
            } else if (c == opening) {
                open++;
            }
        }
        charge(length - s);
        return FAIL;
    }

    /** Matches what a capture matched before. */
    private int again(int s, char digit) {
        int number = digit - '1';
        if (number < 0 || number >= level || lengths[number] == UNFINISHED) {
            throw LuaError.caller("invalid capture index");
        }
        // A position capture counts as very long in C, and so never fits.
        int size = lengths[number];
        return size >= 0 && length - s >= size && subject.regionMatches(starts[number], subject, s, size)
                ? s + size
                : FAIL;
    }

    private int classEnd(int start) {
        int p = start + 1;
        switch (pattern.charAt(start)) {
            case ESCAPE -> {
                if (p >= patternEnd) {
                    throw LuaError.caller("malformed pattern (ends with '%')");
                }
                return p + 1;
            }
            case '[' -> {
                if (at(p) == '^') {
                    p++;
                }
                do {
                    if (p >= patternEnd) {
                        throw LuaError.caller("malformed pattern (missing ']')");
                    }
                    if (pattern.charAt(p++) == ESCAPE && p < patternEnd) {
                        p++;
                    }
                } while (at(p) != ']');
                return p + 1;
            }
            default -> {
                return p;
            }
        }
    }

    private boolean single(char c, int p, int end) {
        char kind = pattern.charAt(p);
        return switch (kind) {
            case '.' -> true;
            case ESCAPE -> CharClass.matches(c, pattern.charAt(p + 1));
            case '[' -> inSet(c, p, end - 1);
            default -> kind == c;
        };
    }

    /** Whether a set, from its bracket at {@code start} to the one at {@code end}, has this byte. */
    private boolean inSet(char c, int start, int end) {
        int p = start + 1;
        boolean found = true;
        if (pattern.charAt(p) == '^') {
            found = false;
            p++;
        }
        for (; p < end; p++) {
            char item = pattern.charAt(p);
            if (item == ESCAPE) {
                p++;
                if (CharClass.matches(c, pattern.charAt(p))) {
                    return found;
                }
            } else if (p + 2 < end && pattern.charAt(p + 1) == '-') {
                p += 2;
                if (item <= c && c <= pattern.charAt(p)) {
                    return found;
                }
            } else if (item == c) {
                return found;
            }
        }
        return !found;
    }
}
