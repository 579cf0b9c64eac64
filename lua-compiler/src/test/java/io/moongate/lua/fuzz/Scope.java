package io.moongate.lua.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The variables a random program can see at the place where it is being written. */
final class Scope {
    private static final int NAMES_OF_A_KIND = 4;

    private record Variable(String name, Kind kind, boolean constant) {}

    private final SplittableRandom random;
    private final List<Variable> visible = new ArrayList<>();

    Scope(SplittableRandom random) {
        this.random = random;
    }

    /** A name for a new variable; it may shadow another. Not yet declared. */
    String fresh(Kind kind) {
        return kind.prefix + (1 + random.nextInt(NAMES_OF_A_KIND));
    }

    void declare(String name, Kind kind) {
        visible.add(new Variable(name, kind, false));
    }

    /** Declares what nobody may assign, because the program would not end or not know its kind. */
    void declareConstant(String name, Kind kind) {
        visible.add(new Variable(name, kind, true));
    }

    int mark() {
        return visible.size();
    }

    void release(int mark) {
        visible.subList(mark, visible.size()).clear();
    }

    boolean has(Kind kind) {
        return visible.stream().anyMatch(variable -> variable.kind() == kind);
    }

    /** A variable of this kind; a global, which may be nil, when there is none or by chance. */
    String any(Kind kind) {
        List<Variable> fit =
                visible.stream().filter(variable -> variable.kind() == kind).toList();
        return fit.isEmpty() || random.nextInt(40) == 0
                ? global(kind)
                : fit.get(random.nextInt(fit.size())).name();
    }

    /** A variable of this kind that may be assigned. */
    String assignable(Kind kind) {
        List<String> fit = visible.stream()
                .filter(variable -> variable.kind() == kind && !isConstant(variable.name()))
                .map(Variable::name)
                .toList();
        return fit.isEmpty() || random.nextInt(12) == 0 ? global(kind) : fit.get(random.nextInt(fit.size()));
    }

    private boolean isConstant(String name) {
        for (int i = visible.size() - 1; i >= 0; i--) {
            if (visible.get(i).name().equals(name)) {
                return visible.get(i).constant();
            }
        }
        return false;
    }

    private String global(Kind kind) {
        return "G" + kind.prefix + (1 + random.nextInt(2));
    }
}
