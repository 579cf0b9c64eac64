package io.moongate.lua.lib;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A pattern on its way through a subject. Backtracking recurs only by the items of the pattern, of which LuaJIT allows
 * two hundred to be open at once; the work is counted, so that a budget ends a match that would take forever.
 */
final class StringMatch {
    private static final int MAX_DEPTH = 200;
    private static final int WORK_BETWEEN_CHECKS = 1 << 12;
    private static final int SLICE = 1 << 16;
    private static final int FAIL = -1;
    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;
    private static final int[] NO_CAPTURES = {};

    private final String subject;
    private final int length;
    private final PatternItem[] items;
    private final boolean anchored;
    private final boolean @Nullable [] first;
    private final int captures;
    /** Start and end of each capture in turn; the end is {@link #POSITION} or {@link #UNFINISHED} if there is none. */
    private final int[] places;

    private int start;
    private int end;
    /** No match begins before here, as far as the last attempt could tell. */
    private int hopeless;

    private int work;

    StringMatch(String subject, Pattern pattern) {
        this.subject = subject;
        this.length = subject.length();
        this.items = pattern.items;
        this.anchored = pattern.anchored;
        this.first = pattern.first;
        this.captures = pattern.captures;
        this.places = captures == 0 ? NO_CAPTURES : new int[captures * 2];
        for (int i = 1; i < places.length; i += 2) {
            places[i] = UNFINISHED;
        }
    }

    /** Looks for the next match from here on, or just here if the pattern is anchored. */
    boolean find(int from) {
        boolean[] wanted = first;
        for (int at = from; at <= length; at = Math.max(at + 1, hopeless)) {
            if (wanted != null) {
                if (!anchored) {
                    at = skip(at, wanted);
                }
                if (at >= length || !wanted[subject.charAt(at)]) {
                    return false;
                }
            }
            int found = match(at, 0, 1);
            if (found != FAIL) {
                start = at;
                end = found;
                return true;
            }
            if (anchored) {
                return false;
            }
        }
        return false;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** How many values a match gives: its captures, or the whole when it has none. */
    int valueCount() {
        return captures == 0 ? 1 : captures;
    }

    int captureCount() {
        return captures;
    }

    /** A capture of the match, by zero-based number: text, or a position. Without captures the first is the whole. */
    Object capture(int number) {
        if (number >= captures) {
            checkWhole(number);
            return StringLib.slice(subject, start, end);
        }
        int from = places[number * 2];
        int to = places[number * 2 + 1];
        if (to < 0) {
            return position(from, to);
        }
        return StringLib.slice(subject, from, to);
    }

    private static void checkWhole(int number) {
        if (number != 0) {
            throw LuaError.caller("invalid capture index");
        }
    }

    private static double position(int from, int to) {
        if (to == UNFINISHED) {
            throw LuaError.caller("unfinished capture");
        }
        return from + 1;
    }

    /** Appends all that matched. */
    void appendWhole(StringBuilder out) {
        out.append(subject, start, end);
    }

    /** Appends a capture as text. */
    void append(int number, StringBuilder out) {
        if (number >= captures) {
            checkWhole(number);
            appendWhole(out);
            return;
        }
        int from = places[number * 2];
        int to = places[number * 2 + 1];
        if (to < 0) {
            out.append(Numbers.toString(position(from, to)));
        } else {
            out.append(subject, from, to);
        }
    }

    /** The values of the match into an array at a place. */
    void captures(@Nullable Object[] target, int place) {
        int count = valueCount();
        for (int i = 0; i < count; i++) {
            target[place + i] = capture(i);
        }
    }

    private void look() {
        work = 0;
        LuaState.checkBudget();
    }

    /** The first place from here on with a character of the set, or the end. */
    private int skip(int from, boolean[] set) {
        int at = from;
        while (true) {
            int stop = Math.min(length, at + SLICE);
            while (at < stop && !set[subject.charAt(at)]) {
                at++;
            }
            if (at < stop || at >= length) {
                return at;
            }
            LuaState.checkBudget();
        }
    }

    /** The first place from here on without a character of the set, or the end. */
    private int span(int from, boolean[] set) {
        int at = from;
        while (true) {
            int stop = Math.min(length, at + SLICE);
            while (at < stop && set[subject.charAt(at)]) {
                at++;
            }
            if (at < stop || at >= length) {
                return at;
            }
            LuaState.checkBudget();
        }
    }

    /** One level deeper, where LuaJIT would call itself. */
    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw LuaError.caller("pattern too complex");
        }
        return depth + 1;
    }

    /** Where the items from this one on end when they match here, or {@link #FAIL}. */
    private int match(int from, int fromItem, int outer) {
        if (++work >= WORK_BETWEEN_CHECKS) {
            look();
        }
        String text = subject;
        int s = from;
        int depth = outer;
        for (int i = fromItem; ; i++) {
            PatternItem item = items[i];
            work++;
            switch (item.kind()) {
                case PatternItem.DONE -> {
                    return s;
                }
                case PatternItem.CHAR -> {
                    if (s >= length || text.charAt(s) != item.number()) {
                        return FAIL;
                    }
                    s++;
                }
                case PatternItem.TEXT -> {
                    String wanted = item.text();
                    if (!text.startsWith(wanted, s)) {
                        return FAIL;
                    }
                    s += wanted.length();
                }
                case PatternItem.SET -> {
                    if (s >= length || !item.set()[text.charAt(s)]) {
                        return FAIL;
                    }
                    s++;
                }
                case PatternItem.OPTIONAL -> {
                    if (s < length && item.set()[text.charAt(s)]) {
                        int next = deeper(depth);
                        if (item.exclusive()) {
                            depth = next;
                            s++;
                        } else if (mayFollow(item, s + 1)) {
                            int rest = match(s + 1, i + 1, next);
                            if (rest != FAIL) {
                                return rest;
                            }
                        }
                    }
                }
                case PatternItem.SOME, PatternItem.MANY -> {
                    int most = span(s, item.set());
                    int least = item.kind() == PatternItem.SOME ? s + 1 : s;
                    if (most < least) {
                        return FAIL;
                    }
                    work += (most - s) >> 4;
                    depth = deeper(depth);
                    if (items[i + 1].kind() == PatternItem.DONE) {
                        return most;
                    }
                    if (!item.exclusive()) {
                        return longest(least, most, i, depth);
                    }
                    // Shorter ones are followed by a character of the set, which cannot begin the rest.
                    if (!mayFollow(item, most)) {
                        giveUp(i, most);
                        return FAIL;
                    }
                    s = most;
                }
                case PatternItem.FEW -> {
                    return shortest(s, i, deeper(depth));
                }
                case PatternItem.OPEN -> {
                    depth = deeper(depth);
                    places[item.number() * 2] = s;
                }
                case PatternItem.POSITION -> {
                    depth = deeper(depth);
                    places[item.number() * 2] = s;
                    places[item.number() * 2 + 1] = POSITION;
                }
                case PatternItem.CLOSE -> {
                    depth = deeper(depth);
                    places[item.number() * 2 + 1] = s;
                }
                case PatternItem.BALANCE -> {
                    s = balance(s, item.text());
                    if (s == FAIL) {
                        return FAIL;
                    }
                }
                case PatternItem.FRONTIER -> {
                    boolean[] set = item.set();
                    if (set[s == 0 ? 0 : text.charAt(s - 1)] || !set[s < length ? text.charAt(s) : 0]) {
                        return FAIL;
                    }
                }
                case PatternItem.AGAIN -> {
                    s = again(s, item.number());
                    if (s == FAIL) {
                        return FAIL;
                    }
                }
                case PatternItem.END -> {
                    return s == length ? s : FAIL;
                }
                default -> throw LuaError.caller(item.text());
            }
        }
    }

    /** Whether the character here can begin what follows an item. */
    private boolean mayFollow(PatternItem item, int place) {
        boolean[] follow = item.follow();
        return follow == null || place < length && follow[subject.charAt(place)];
    }

    /** Notes that a run of characters that the pattern begins with does not end well, wherever in it one begins. */
    private void giveUp(int item, int most) {
        if (item == 0 || item == 1 && items[0].kind() == PatternItem.OPEN) {
            hopeless = most;
        }
    }

    private int longest(int least, int most, int item, int depth) {
        PatternItem repeated = items[item];
        work += (most - least) >> 2;
        for (int s = most; s >= least; s--) {
            if (mayFollow(repeated, s)) {
                int rest = match(s, item + 1, depth);
                if (rest != FAIL) {
                    return rest;
                }
            }
        }
        return FAIL;
    }

    private int shortest(int least, int item, int depth) {
        PatternItem repeated = items[item];
        boolean[] set = repeated.set();
        for (int s = least; ; s++) {
            if (mayFollow(repeated, s)) {
                int rest = match(s, item + 1, depth);
                if (rest != FAIL) {
                    return rest;
                }
            } else if (++work >= WORK_BETWEEN_CHECKS) {
                look();
            }
            if (s >= length || !set[subject.charAt(s)]) {
                return FAIL;
            }
        }
    }

    private int balance(int s, String pair) {
        char opening = pair.charAt(0);
        char closing = pair.charAt(1);
        if (s >= length || subject.charAt(s) != opening) {
            return FAIL;
        }
        int open = 1;
        for (int i = s + 1; i < length; i++) {
            Room.pause(i);
            char c = subject.charAt(i);
            if (c == closing) {
                if (--open == 0) {
                    work += i - s;
                    return i + 1;
                }
            } else if (c == opening) {
                open++;
            }
        }
        work += length - s;
        return FAIL;
    }

    /** Matches what a capture matched before. */
    private int again(int s, int number) {
        int from = places[number * 2];
        int size = places[number * 2 + 1] - from;
        // A position capture counts as very long in C, and so never fits.
        if (size < 0 || length - s < size) {
            return FAIL;
        }
        work += size;
        return subject.regionMatches(from, subject, s, size) ? s + size : FAIL;
    }
}
