package io.moongate.gateway.regex;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression as instructions for {@link Search}. An instruction has an operation and up to two operands, kept in
 * arrays side by side so that the inner loop follows no references.
 */
final class Program {
    /** One character, operand x. */
    static final int CHAR = 0;
    /** One character out of the set with number x. */
    static final int SET = 1;
    /** On at x; where that fails, at y. */
    static final int SPLIT = 2;
    /** On at x. */
    static final int JUMP = 3;
    /** Notes the place in slot x. */
    static final int SAVE = 4;
    /** On if the assertion with number x holds here. */
    static final int LOOK = 5;

    static final int MATCH = 6;
    /** No way on: an empty class. */
    static final int FAIL = 7;

    /** Beyond this a pattern is refused, as nested counts can ask for any number of instructions. */
    private static final int LARGEST = 100_000;

    static final Node.Assertion[] ASSERTIONS = Node.Assertion.values();

    private int[] ops = new int[16];
    private int[] xs = new int[16];
    private int[] ys = new int[16];
    private CharSet[] sets = new CharSet[4];
    private int setCount;
    private int size;
    private int groups;

    final boolean anchored;

    private Program(Node node) {
        this.anchored = startsAtTextStart(node);
    }

    static Program of(Node node, String pattern) throws RegexSyntaxException {
        Program program = new Program(node);
        program.add(SAVE, 0, 0);
        if (!program.emit(node)) {
            throw new RegexSyntaxException("compiled regex exceeds the size limit", pattern, 0);
        }
        program.add(SAVE, 1, 0);
        program.add(MATCH, 0, 0);
        return program;
    }

    int size() {
        return size;
    }

    int slots() {
        return 2 * (groups + 1);
    }

    int op(int at) {
        return ops[at];
    }

    int x(int at) {
        return xs[at];
    }

    int y(int at) {
        return ys[at];
    }

    CharSet set(int number) {
        return sets[number];
    }

    /** Adds the instructions of a node; false where the program has become too large. */
    private boolean emit(Node node) {
        if (size > LARGEST) {
            return false;
        }
        return switch (node) {
            case Node.Empty ignored -> true;
            case Node.Chars(CharSet set) -> {
                emitSet(set);
                yield true;
            }
            case Node.Look(Node.Assertion assertion) -> {
                add(LOOK, assertion.ordinal(), 0);
                yield true;
            }
            case Node.Capture(Node item, int number, String ignored) -> {
                groups = Math.max(groups, number);
                add(SAVE, 2 * number, 0);
                boolean fits = emit(item);
                add(SAVE, 2 * number + 1, 0);
                yield fits;
            }
            case Node.Concat(var items) -> {
                for (Node item : items) {
                    if (!emit(item)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Node.Alternate(var items) -> emitAlternatives(items);
            case Node.Repeat repeat -> emitRepeat(repeat);
        };
    }

    private void emitSet(CharSet set) {
        int single = set.single();
        if (single >= 0) {
            add(CHAR, single, 0);
        } else if (set.equals(CharSet.NONE)) {
            add(FAIL, 0, 0);
        } else {
            if (setCount == sets.length) {
                sets = Arrays.copyOf(sets, setCount * 2);
            }
            sets[setCount] = set;
            add(SET, setCount++, 0);
        }
    }

    private boolean emitAlternatives(List<Node> items) {
        int[] ends = new int[items.size()];
        for (int i = 0; i < items.size(); i++) {
            boolean last = i == items.size() - 1;
            int split = last ? -1 : add(SPLIT, size + 1, 0);
            if (!emit(items.get(i))) {
                return false;
            }
            if (!last) {
                ends[i] = add(JUMP, 0, 0);
                ys[split] = size;
            }
        }
        for (int i = 0; i < items.size() - 1; i++) {
            xs[ends[i]] = size;
        }
        return true;
    }

    private boolean emitRepeat(Node.Repeat repeat) {
        boolean unbounded = repeat.max() == Node.Repeat.UNBOUNDED;
        int copies = unbounded ? Math.max(repeat.min() - 1, 0) : repeat.min();
        for (int i = 0; i < copies; i++) {
            int before = size;
            if (!emit(repeat.item())) {
                return false;
            }
            if (size == before) {
                // Nothing to repeat, however often.
                break;
            }
        }
        if (unbounded) {
            return repeat.min() == 0 ? emitStar(repeat) : emitPlus(repeat);
        }
        int options = repeat.max() - repeat.min();
        int[] splits = new int[Math.min(options, LARGEST)];
        int used = 0;
        for (int i = 0; i < options; i++) {
            if (i >= splits.length) {
                return false;
            }
            splits[used++] = add(SPLIT, 0, 0);
            int before = size;
            if (!emit(repeat.item())) {
                return false;
            }
            if (size == before) {
                break;
            }
        }
        for (int i = 0; i < used; i++) {
            branch(splits[i], splits[i] + 1, size, repeat.greedy());
        }
        return true;
    }

    private boolean emitStar(Node.Repeat repeat) {
        if (!canBeEmpty(repeat.item())) {
            int split = add(SPLIT, 0, 0);
            if (!emit(repeat.item())) {
                return false;
            }
            add(JUMP, split, 0);
            branch(split, split + 1, size, repeat.greedy());
            return true;
        }
        // What can be empty is repeated as (x+)?, so that one empty turn ends the loop after it was tried.
        int split = add(SPLIT, 0, 0);
        if (!emitPlus(repeat)) {
            return false;
        }
        branch(split, split + 1, size, repeat.greedy());
        return true;
    }

    private boolean emitPlus(Node.Repeat repeat) {
        int start = size;
        if (!emit(repeat.item())) {
            return false;
        }
        int split = add(SPLIT, 0, 0);
        branch(split, start, size, repeat.greedy());
        return true;
    }

    private void branch(int split, int inside, int outside, boolean greedy) {
        xs[split] = greedy ? inside : outside;
        ys[split] = greedy ? outside : inside;
    }

    private int add(int op, int x, int y) {
        if (size == ops.length) {
            ops = Arrays.copyOf(ops, size * 2);
            xs = Arrays.copyOf(xs, size * 2);
            ys = Arrays.copyOf(ys, size * 2);
        }
        ops[size] = op;
        xs[size] = x;
        ys[size] = y;
        return size++;
    }

    private static boolean canBeEmpty(Node node) {
        return switch (node) {
            case Node.Empty ignored -> true;
            case Node.Look ignored -> true;
            case Node.Chars ignored -> false;
            case Node.Capture capture -> canBeEmpty(capture.item());
            case Node.Concat(var items) -> items.stream().allMatch(Program::canBeEmpty);
            case Node.Alternate(var items) -> items.stream().anyMatch(Program::canBeEmpty);
            case Node.Repeat repeat -> repeat.min() == 0 || canBeEmpty(repeat.item());
        };
    }

    private static boolean startsAtTextStart(Node node) {
        return switch (node) {
            case Node.Look(Node.Assertion assertion) -> assertion == Node.Assertion.TEXT_START;
            case Node.Capture capture -> startsAtTextStart(capture.item());
            case Node.Concat(var items) -> startsAtTextStart(items.getFirst());
            case Node.Alternate(var items) -> items.stream().allMatch(Program::startsAtTextStart);
            case Node.Repeat repeat -> repeat.min() > 0 && startsAtTextStart(repeat.item());
            case Node.Empty ignored -> false;
            case Node.Chars ignored -> false;
        };
    }

    /** The characters that every match has right after the start of the text; null where it can start elsewhere. */
    static @Nullable String prefix(Node node) {
        if (!startsAtTextStart(node)) {
            return null;
        }
        StringBuilder prefix = new StringBuilder();
        collectPrefix(node, prefix);
        return prefix.toString();
    }

    /** Whether the node was taken in whole, so that what follows it may be taken too. */
    private static boolean collectPrefix(Node node, StringBuilder prefix) {
        return switch (node) {
            case Node.Empty ignored -> true;
            case Node.Look ignored -> true;
            case Node.Chars(CharSet set) -> {
                if (set.single() >= 0) {
                    prefix.appendCodePoint(set.single());
                }
                yield set.single() >= 0;
            }
            case Node.Capture capture -> collectPrefix(capture.item(), prefix);
            case Node.Concat(var items) -> {
                for (Node item : items) {
                    if (!collectPrefix(item, prefix)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Node.Alternate ignored -> false;
            case Node.Repeat ignored -> false;
        };
    }
}
