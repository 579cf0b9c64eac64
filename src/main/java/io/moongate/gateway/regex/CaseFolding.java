package io.moongate.gateway.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Simple case folding of Unicode: which characters a case-insensitive expression takes for one. */
final class CaseFolding {
    /** Pairs that fold together though neither is the other in upper or lower case. */
    private static final int[][] UNRELATED = {{0x0390, 0x1FD3}, {0x03B0, 0x1FE3}, {0xFB05, 0xFB06}};

    /** All characters that fold to the same as the key, itself included; only where there is more than one. */
    private static final Map<Integer, int[]> ORBITS = orbits();

    private static final int[] FOLDING =
            ORBITS.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();

    private CaseFolding() {}

    /** The set and all that differs from its members only by case. */
    static CharSet unicode(CharSet set) {
        CharSet.Builder builder = new CharSet.Builder().add(set);
        int[] ranges = set.ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            int at = Arrays.binarySearch(FOLDING, ranges[i]);
            for (int k = at < 0 ? -at - 1 : at; k < FOLDING.length && FOLDING[k] <= ranges[i + 1]; k++) {
                for (int other : ORBITS.getOrDefault(FOLDING[k], new int[0])) {
                    builder.add(other, other);
                }
            }
        }
        return builder.build();
    }

    /** The same for the letters of ASCII alone. */
    static CharSet ascii(CharSet set) {
        CharSet.Builder builder = new CharSet.Builder().add(set);
        for (int c = 'a'; c <= 'z'; c++) {
            if (set.contains(c)) {
                builder.add(c - 32, c - 32);
            }
            if (set.contains(c - 32)) {
                builder.add(c, c);
            }
        }
        return builder.build();
    }

    private static Map<Integer, int[]> orbits() {
        Map<Integer, int[]> byFold = new HashMap<>();
        for (int c = 0; c <= CharSet.LAST; c++) {
            // Dotted and dotless i fold to themselves: only Turkish joins them with i.
            if (c == 0x130 || c == 0x131 || !Character.isLetter(c) && !mayFold(c)) {
                continue;
            }
            int fold = Character.toLowerCase(Character.toUpperCase(c));
            if (fold != c || Character.toUpperCase(c) != c) {
                join(byFold, fold, c);
            }
        }
        for (int[] pair : UNRELATED) {
            join(byFold, pair[0], pair[0]);
            join(byFold, pair[0], pair[1]);
        }
        Map<Integer, int[]> result = new HashMap<>();
        byFold.forEach((fold, members) -> {
            int[] all = add(members, fold);
            if (all.length > 1) {
                for (int member : all) {
                    result.put(member, all);
                }
            }
        });
        return result;
    }

    private static boolean mayFold(int c) {
        return Character.toLowerCase(c) != c || Character.toUpperCase(c) != c;
    }

    private static void join(Map<Integer, int[]> byFold, int fold, int member) {
        byFold.put(fold, add(byFold.getOrDefault(fold, new int[0]), member));
    }

    private static int[] add(int[] members, int member) {
        for (int known : members) {
            if (known == member) {
                return members;
            }
        }
        int[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = member;
        return more;
    }
}
