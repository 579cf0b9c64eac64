package io.moongate.lua.emit;

import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The labels and gotos that statements contain, inner functions left out. */
final class Jumps {
    private final Map<Target, Integer> labels = new HashMap<>();
    private final Map<Target, Integer> gotos = new HashMap<>();
    private final int first;

    private Jumps(int first) {
        this.first = first;
    }

    static Jumps in(List<Stat> stats) {
        return in(stats, 0);
    }

    /** @param first the number of the first label */
    static Jumps in(List<Stat> stats, int first) {
        Jumps jumps = new Jumps(first);
        jumps.list(stats);
        return jumps;
    }

    /** Whether the label is among them. */
    boolean contain(Target label) {
        return labels.containsKey(label);
    }

    /** The label's place in the order of the source. */
    int number(Target label) {
        Integer number = labels.get(label);
        if (number == null) {
            throw new IllegalStateException("no such label: " + label.name());
        }
        return number;
    }

    /** How many gotos go to the label. */
    int gotos(Target label) {
        return gotos.getOrDefault(label, 0);
    }

    private void list(List<Stat> stats) {
        stats.forEach(this::stat);
    }

    private void stat(Stat stat) {
        switch (stat) {
            case Stat.Label label -> labels.put(label.target().settled(), first + labels.size());
            case Stat.Goto jump -> gotos.merge(jump.target().settled(), 1, Integer::sum);
            case Stat.Do body -> list(body.body().stats());
            case Stat.While loop -> list(loop.body().stats());
            case Stat.Repeat loop -> list(loop.body().stats());
            case Stat.NumericFor loop -> list(loop.body().stats());
            case Stat.GenericFor loop -> list(loop.body().stats());
            case Stat.If choice -> {
                choice.clauses().forEach(clause -> list(clause.body().stats()));
                if (choice.otherwise() != null) {
                    list(choice.otherwise().stats());
                }
            }
            case Stat.Local s -> {}
            case Stat.LocalFunction s -> {}
            case Stat.Assign s -> {}
            case Stat.Effect s -> {}
            case Stat.Return s -> {}
            case Stat.Break s -> {}
        }
    }
}
