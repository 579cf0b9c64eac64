package io.moongate.gateway.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Program} over a text, leftmost-first, in time linear in program and text. Short texts are searched by
 * backtracking that never enters the same state twice; where remembering the states would take too much memory, all
 * ways are followed in step.
 */
final class Search {
    /** As many states as the backtracking search may remember: one bit each. */
    static final long MOST_STATES = 1L << 19;

    private Search() {}

    /** The places of the first match and its groups, two for each and -1 for none, or null where nothing matches. */
    static int @Nullable [] find(Program program, String text) {
        return (long) program.size() * (text.length() + 1) <= MOST_STATES
                ? backtrack(program, text)
                : lockstep(program, text);
    }

    static int @Nullable [] backtrack(Program program, String text) {
        int width = text.length() + 1;
        long[] seen = new long[(program.size() * width + 63) >>> 6];
        int[] slots = new int[program.slots()];
        Arrays.fill(slots, -1);
        Stack stack = new Stack();
        int last = program.anchored ? 0 : text.length();
        for (int start = 0; start <= last; start++) {
            if (start > 0 && start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
                continue;
            }
            if (backtrackFrom(program, text, start, seen, slots, stack)) {
                return slots;
            }
        }
        return null;
    }

    private static boolean backtrackFrom(
            Program program, String text, int start, long[] seen, int[] slots, Stack stack) {
        int width = text.length() + 1;
        int at = 0;
        int place = start;
        while (true) {
            int state = at * width + place;
            boolean fails = (seen[state >>> 6] >>> state & 1) != 0;
            seen[state >>> 6] |= 1L << state;
            if (!fails) {
                switch (program.op(at)) {
                    case Program.CHAR, Program.SET -> {
                        int c = place < text.length() ? text.codePointAt(place) : -1;
                        fails = !takes(program, at, c);
                        place += c > 0xFFFF ? 2 : 1;
                        at++;
                    }
                    case Program.SPLIT -> {
                        stack.push(program.y(at), place);
                        at = program.x(at);
                    }
                    case Program.JUMP -> at = program.x(at);
                    case Program.SAVE -> {
                        int slot = program.x(at);
                        stack.push(-1 - slot, slots[slot]);
                        slots[slot] = place;
                        at++;
                    }
                    case Program.LOOK -> {
                        fails = !Place.holds(Program.ASSERTIONS[program.x(at)], text, place);
                        at++;
                    }
                    case Program.MATCH -> {
                        return true;
                    }
                    default -> fails = true;
                }
            }
            if (fails) {
                while (true) {
                    if (stack.isEmpty()) {
                        return false;
                    }
                    place = stack.popPlace();
                    at = stack.popAt();
                    if (at >= 0) {
                        break;
                    }
                    slots[-1 - at] = place;
                }
            }
        }
    }

    static int @Nullable [] lockstep(Program program, String text) {
        Threads now = new Threads(program);
        Threads next = new Threads(program);
        int[] best = null;
        int[] fresh = new int[program.slots()];
        int place = 0;
        while (true) {
            if (best == null && (place == 0 || !program.anchored)) {
                Arrays.fill(fresh, -1);
                now.add(text, 0, place, fresh);
            }
            if (now.count == 0 && (best != null || program.anchored)) {
                return best;
            }
            int c = place < text.length() ? text.codePointAt(place) : -1;
            int after = place + (c > 0xFFFF ? 2 : 1);
            for (int i = 0; i < now.count; i++) {
                int at = now.order[i];
                if (program.op(at) == Program.MATCH) {
                    // Threads behind this one are of lower priority.
                    best = now.slots[at].clone();
                    break;
                }
                if (takes(program, at, c)) {
                    next.add(text, at + 1, after, now.slots[at]);
                }
            }
            if (c < 0) {
                return best;
            }
            Threads done = now;
            now = next;
            next = done;
            next.clear();
            place = after;
        }
    }

    private static boolean takes(Program program, int at, int c) {
        return switch (program.op(at)) {
            case Program.CHAR -> program.x(at) == c;
            case Program.SET -> c >= 0 && program.set(program.x(at)).contains(c);
            default -> false;
        };
    }

    /** The instructions that are alive at one place, by priority, each with its slots. */
    private static final class Threads {
        private final Program program;
        private final boolean[] seen;
        private final int[] order;
        private final int[][] slots;
        private final Stack stack = new Stack();
        private int count;

        Threads(Program program) {
            this.program = program;
            this.seen = new boolean[program.size()];
            this.order = new int[program.size()];
            this.slots = new int[program.size()][];
        }

        void clear() {
            count = 0;
            Arrays.fill(seen, false);
        }

        /** Adds an instruction and all that it leads to without taking a character. */
        void add(String text, int from, int place, int[] caller) {
            int[] values = caller.clone();
            stack.push(from, 0);
            while (!stack.isEmpty()) {
                int saved = stack.popPlace();
                int at = stack.popAt();
                if (at < 0) {
                    values[-1 - at] = saved;
                    continue;
                }
                if (seen[at]) {
                    continue;
                }
                seen[at] = true;
                switch (program.op(at)) {
                    case Program.SPLIT -> {
                        stack.push(program.y(at), 0);
                        stack.push(program.x(at), 0);
                    }
                    case Program.JUMP -> stack.push(program.x(at), 0);
                    case Program.SAVE -> {
                        int slot = program.x(at);
                        stack.push(-1 - slot, values[slot]);
                        values[slot] = place;
                        stack.push(at + 1, 0);
                    }
                    case Program.LOOK -> {
                        if (Place.holds(Program.ASSERTIONS[program.x(at)], text, place)) {
                            stack.push(at + 1, 0);
                        }
                    }
                    case Program.FAIL -> {}
                    default -> {
                        order[count++] = at;
                        slots[at] = values.clone();
                    }
                }
            }
        }
    }

    /** Ways not yet tried, and slots to set back before they are. */
    private static final class Stack {
        private int[] entries = new int[32];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        void push(int at, int place) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size * 2);
            }
            entries[size++] = at;
            entries[size++] = place;
        }

        int popPlace() {
            return entries[--size];
        }

        int popAt() {
            return entries[--size];
        }
    }
}
