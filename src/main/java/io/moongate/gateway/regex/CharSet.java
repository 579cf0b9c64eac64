package io.moongate.gateway.regex;

import java.util.Arrays;

/** An immutable set of code points, kept as sorted ranges that do not touch. */
final class CharSet {
    static final int LAST = Character.MAX_CODE_POINT;
    static final CharSet NONE = new CharSet(new int[0]);
    static final CharSet ALL = range(0, LAST);

    /** First and last of each range in turn. */
    private final int[] ranges;

    private final long low;
    private final long high;

    private CharSet(int[] ranges) {
        this.ranges = ranges;
        long first = 0;
        long second = 0;
        for (int i = 0; i < ranges.length && ranges[i] < 128; i += 2) {
            for (int c = ranges[i]; c <= ranges[i + 1] && c < 128; c++) {
                if (c < 64) {
                    first |= 1L << c;
                } else {
                    second |= 1L << (c - 64);
                }
            }
        }
        this.low = first;
        this.high = second;
    }

    static CharSet of(int codePoint) {
        return range(codePoint, codePoint);
    }

    static CharSet range(int first, int last) {
        return new CharSet(new int[] {first, last});
    }

    /** The set of pairs of first and last, in any order. */
    static CharSet ofRanges(int... pairs) {
        Builder builder = new Builder();
        for (int i = 0; i < pairs.length; i += 2) {
            builder.add(pairs[i], pairs[i + 1]);
        }
        return builder.build();
    }

    boolean contains(int c) {
        if (c < 64) {
            return (low >>> c & 1) != 0;
        }
        if (c < 128) {
            return (high >>> (c - 64) & 1) != 0;
        }
        int from = 0;
        int to = ranges.length / 2 - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            if (c < ranges[2 * middle]) {
                to = middle - 1;
            } else if (c > ranges[2 * middle + 1]) {
                from = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** The one member, or -1 where there are none or several. */
    int single() {
        return ranges.length == 2 && ranges[0] == ranges[1] ? ranges[0] : -1;
    }

    boolean isAscii() {
        return ranges.length == 0 || ranges[ranges.length - 1] < 128;
    }

    int[] ranges() {
        return ranges.clone();
    }

    CharSet union(CharSet other) {
        return new Builder().add(this).add(other).build();
    }

    CharSet negate() {
        Builder builder = new Builder();
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                builder.add(next, ranges[i] - 1);
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= LAST) {
            builder.add(next, LAST);
        }
        return builder.build();
    }

    CharSet intersect(CharSet other) {
        return negate().union(other.negate()).negate();
    }

    CharSet minus(CharSet other) {
        return intersect(other.negate());
    }

    CharSet symmetricDifference(CharSet other) {
        return union(other).minus(intersect(other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharSet set && Arrays.equals(ranges, set.ranges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranges);
    }

    /** Gathers ranges in any order. */
    static final class Builder {
        private long[] pairs = new long[8];
        private int count;

        Builder add(int first, int last) {
            if (count == pairs.length) {
                pairs = Arrays.copyOf(pairs, count * 2);
            }
            pairs[count++] = (long) first << 32 | last;
            return this;
        }

        Builder add(CharSet set) {
            for (int i = 0; i < set.ranges.length; i += 2) {
                add(set.ranges[i], set.ranges[i + 1]);
            }
            return this;
        }

        CharSet build() {
            Arrays.sort(pairs, 0, count);
            int[] merged = new int[2 * count];
            int size = 0;
            for (int i = 0; i < count; i++) {
                int first = (int) (pairs[i] >>> 32);
                int last = (int) pairs[i];
                if (size > 0 && first <= merged[size - 1] + 1) {
                    merged[size - 1] = Math.max(merged[size - 1], last);
                } else {
                    merged[size++] = first;
                    merged[size++] = last;
                }
            }
            return new CharSet(Arrays.copyOf(merged, size));
        }
    }
}
