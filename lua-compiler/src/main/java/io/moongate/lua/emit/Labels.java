package io.moongate.lua.emit;

import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the labels that statements contain, inner functions left out. */
final class Labels {
    private final Set<Target> found = new HashSet<>();

    private Labels() {}

    static Set<Target> in(List<Stat> stats) {
        Labels labels = new Labels();
        labels.list(stats);
        return labels.found;
    }

    private void list(List<Stat> stats) {
        for (Stat stat : stats) {
            switch (stat) {
                case Stat.Label label -> found.add(label.target().settled());
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
                case Stat.Goto s -> {}
            }
        }
    }
}
