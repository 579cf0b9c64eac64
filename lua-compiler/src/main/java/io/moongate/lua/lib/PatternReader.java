package io.moongate.lua.lib;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a pattern apart. Items stand in the order in which a match comes to them, and each is read before the next, as
 * LuaJIT would while it matches; so the first error hides what is behind it.
 */
final class PatternReader {
    private static final int MAX_CAPTURES = 32;
    private static final char ESCAPE = '%';

    private final String pattern;
    private final int end;
    private final List<PatternItem> items = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    /** For each capture: whether it is open, a position, or closed. */
    private final int[] captures = new int[MAX_CAPTURES];

    private int level;
    private int at;

    PatternReader(String pattern, int from) {
        this.pattern = pattern;
        // As in C, a zero byte ends a pattern.
        int zero = pattern.indexOf('\0');
        this.end = zero < 0 ? pattern.length() : zero;
        this.at = from;
        String wrong = read();
        endLiteral();
        items.add(wrong == null ? PatternItem.of(PatternItem.DONE) : PatternItem.ofText(PatternItem.ERROR, wrong));
    }

    int captures() {
        return level;
    }

    /** The items, each knowing what may follow it. */
    PatternItem[] items() {
        PatternItem[] all = items.toArray(new PatternItem[0]);
        for (int i = all.length - 2; i >= 0; i--) {
            all[i] = all[i].before(all[i + 1].first());
        }
        return all;
    }

    private char peek(int place) {
        return place < end ? pattern.charAt(place) : '\0';
    }

    /** Reads all items; answers what is wrong with the rest, if anything. */
    private @Nullable String read() {
        while (at < end) {
            char next = peek(at + 1);
            String wrong = switch (pattern.charAt(at)) {
                case '(' -> open(next == ')');
                case ')' -> close();
                case ESCAPE ->
                    switch (next) {
                        case 'b' -> balance();
                        case 'f' -> frontier();
                        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> again(next);
                        default -> single();
                    };
                case '$' -> at + 1 == end ? last() : single();
                default -> single();
            };
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private void add(PatternItem item) {
        endLiteral();
        items.add(item);
    }

    private void endLiteral() {
        if (literal.length() == 1) {
            items.add(PatternItem.numbered(PatternItem.CHAR, literal.charAt(0)));
        } else if (!literal.isEmpty()) {
            items.add(PatternItem.ofText(PatternItem.TEXT, literal.toString()));
        }
        literal.setLength(0);
    }

    private @Nullable String last() {
        add(PatternItem.of(PatternItem.END));
        at++;
        return null;
    }

    private @Nullable String open(boolean position) {
        if (level >= MAX_CAPTURES) {
            return "too many captures";
        }
        int kind = position ? PatternItem.POSITION : PatternItem.OPEN;
        add(PatternItem.numbered(kind, level));
        captures[level++] = kind;
        at += position ? 2 : 1;
        return null;
    }

    private @Nullable String close() {
        int number = level - 1;
        while (number >= 0 && captures[number] != PatternItem.OPEN) {
            number--;
        }
        if (number < 0) {
            return "invalid pattern capture";
        }
        add(PatternItem.numbered(PatternItem.CLOSE, number));
        captures[number] = PatternItem.CLOSE;
        at++;
        return null;
    }

    private @Nullable String balance() {
        if (peek(at + 2) == '\0' || peek(at + 3) == '\0') {
            return "unbalanced pattern";
        }
        add(PatternItem.ofText(PatternItem.BALANCE, pattern.substring(at + 2, at + 4)));
        at += 4;
        return null;
    }

    private @Nullable String frontier() {
        at += 2;
        if (peek(at) != '[') {
            return "missing '[' after '%f' in pattern";
        }
        int after = setEnd(at);
        if (after < 0) {
            return "malformed pattern (missing ']')";
        }
        add(PatternItem.ofSet(PatternItem.FRONTIER, set(at, after - 1)));
        at = after;
        return null;
    }

    private @Nullable String again(char digit) {
        int number = digit - '1';
        if (number < 0 || number >= level || captures[number] == PatternItem.OPEN) {
            return "invalid capture index";
        }
        add(PatternItem.numbered(PatternItem.AGAIN, number));
        at += 2;
        return null;
    }

    /** What matches one character, and how often it may. */
    private @Nullable String single() {
        int from = at;
        char c = pattern.charAt(from);
        int after = from + 1;
        if (c == ESCAPE) {
            if (after >= end) {
                return "malformed pattern (ends with '%')";
            }
            after++;
        } else if (c == '[') {
            after = setEnd(from);
            if (after < 0) {
                return "malformed pattern (missing ']')";
            }
        }
        int kind = switch (peek(after)) {
            case '?' -> PatternItem.OPTIONAL;
            case '*' -> PatternItem.MANY;
            case '+' -> PatternItem.SOME;
            case '-' -> PatternItem.FEW;
            default -> PatternItem.SET;
        };
        at = kind == PatternItem.SET ? after : after + 1;
        boolean[] set = switch (c) {
            case '.' -> CharClass.ALL;
            case ESCAPE -> CharClass.named(pattern.charAt(from + 1));
            case '[' -> set(from, after - 1);
            default -> null;
        };
        char itself = c == ESCAPE ? pattern.charAt(from + 1) : c;
        if (set != null) {
            add(PatternItem.ofSet(kind, set));
        } else if (kind == PatternItem.SET) {
            literal.append(itself);
        } else {
            add(PatternItem.ofSet(kind, CharClass.only(itself)));
        }
        return null;
    }

    /** The place behind a set whose bracket opens here, or -1 if none closes it. */
    private int setEnd(int start) {
        int p = start + 1;
        if (peek(p) == '^') {
            p++;
        }
        do {
            if (p >= end) {
                return -1;
            }
            if (pattern.charAt(p++) == ESCAPE && p < end) {
                p++;
            }
        } while (peek(p) != ']');
        return p + 1;
    }

    /** What a set takes, from its bracket at {@code start} to the one at {@code last}. */
    private boolean[] set(int start, int last) {
        boolean[] found = new boolean[256];
        int p = start + 1;
        boolean negated = pattern.charAt(p) == '^';
        if (negated) {
            p++;
        }
        for (; p < last; p++) {
            char item = pattern.charAt(p);
            if (item == ESCAPE) {
                p++;
                CharClass.add(found, pattern.charAt(p));
            } else if (p + 2 < last && pattern.charAt(p + 1) == '-') {
                p += 2;
                for (int c = item; c <= pattern.charAt(p); c++) {
                    found[c] = true;
                }
            } else {
                found[item] = true;
            }
        }
        for (int c = 0; negated && c < found.length; c++) {
            found[c] = !found[c];
        }
        return found;
    }
}
