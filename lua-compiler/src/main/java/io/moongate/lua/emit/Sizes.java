package io.moongate.lua.emit;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Stat;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Estimates how many bytes of bytecode statements become, so that no method grows too large. */
final class Sizes {
    /** Functions beyond this are split: HotSpot does not compile methods beyond 8,000 bytes. */
    static final int LARGE_FUNCTION = 6500;

    /** Blocks up to this stay where they are: a part of their own would be no smaller. */
    static final int SMALL_BLOCK = 150;
    /** What the call of a part takes. */
    static final int PART_CALL = 40;

    private static final int LARGE_PART = 4500;
    private static final int TINY_PART = 120;
    private static final int MOST_GROUPS = 64;

    private final Map<Stat, Integer> known = new IdentityHashMap<>();
    private final boolean speculating;
    private final boolean whole;
    private final int largePart;

    private Sizes(boolean speculating, boolean whole, int largePart) {
        this.speculating = speculating;
        this.whole = whole;
        this.largePart = largePart;
    }

    /** Of functions in one piece, where arithmetic has two arms or not. */
    static Sizes whole(boolean speculating) {
        return new Sizes(speculating, true, LARGE_PART);
    }

    /**
     * Of functions in parts, where what stands apart counts as a call.
     *
     * @param tiny whether parts are as small as can be, to try the cutting
     */
    static Sizes cut(boolean tiny) {
        return new Sizes(false, false, tiny ? TINY_PART : LARGE_PART);
    }

    int largePart() {
        return largePart;
    }

    int of(Stat.Block block) {
        return ofAll(block.stats());
    }

    int ofAll(List<Stat> stats) {
        int sum = 0;
        for (Stat stat : stats) {
            sum += of(stat);
        }
        return sum;
    }

    /** Neighbours that go into one part each; never many groups, so large ones have groups of their own in turn. */
    List<List<Stat>> groups(List<Stat> stats, Predicate<Stat> alone) {
        List<List<Stat>> groups = new ArrayList<>();
        int from = 0;
        int sum = 0;
        boolean closed = false;
        for (int at = 0; at < stats.size(); at++) {
            int size = of(stats.get(at));
            boolean single = alone.test(stats.get(at));
            if (at > from && (closed || single || sum + size > largePart)) {
                groups.add(stats.subList(from, at));
                from = at;
                sum = 0;
            }
            sum += size;
            closed = single;
        }
        if (from < stats.size()) {
            groups.add(stats.subList(from, stats.size()));
        }
        return groups.size() > MOST_GROUPS ? merged(stats, groups) : groups;
    }

    private static List<List<Stat>> merged(List<Stat> stats, List<List<Stat>> groups) {
        int together = (groups.size() + MOST_GROUPS - 1) / MOST_GROUPS;
        List<List<Stat>> merged = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < groups.size(); i += together) {
            int to = from;
            for (int j = i; j < Math.min(groups.size(), i + together); j++) {
                to += groups.get(j).size();
            }
            merged.add(stats.subList(from, to));
            from = to;
        }
        return merged;
    }

    /** A long if as smaller ones, each but the last one going on to the next where nothing is true. */
    List<Stat> chain(Stat.If choice) {
        int most = Math.max(largePart, of(choice) / MOST_GROUPS);
        List<Stat.Clause> clauses = choice.clauses();
        List<Stat> chain = new ArrayList<>();
        int from = 0;
        int sum = 0;
        for (int at = 0; at < clauses.size(); at++) {
            int size = of(clauses.get(at));
            if (at > from && sum + size > most) {
                chain.add(new Stat.If(clauses.subList(from, at), PartList.ON));
                from = at;
                sum = 0;
            }
            sum += size;
        }
        Stat.Block otherwise = choice.otherwise();
        // A link of a chain is not made one again, however tight it is.
        boolean apart = otherwise != null && otherwise != PartList.ON && sum + of(otherwise) > most;
        List<Stat.Clause> last = clauses.subList(from, clauses.size());
        chain.add(new Stat.If(last, apart ? PartList.ON : otherwise));
        if (apart && otherwise != null) {
            chain.add(new Stat.Do(otherwise));
        }
        return chain;
    }

    private int of(Stat.Clause clause) {
        return 8 + of(clause.condition()) + of(clause.body());
    }

    int of(Stat stat) {
        Integer size = known.get(stat);
        if (size == null) {
            size = measure(stat);
            known.put(stat, size);
        }
        return size;
    }

    private int measure(Stat stat) {
        return switch (stat) {
            case Stat.Local local -> 4 + of(local.values()) + local.variables().size() * 8;
            case Stat.LocalFunction function -> 16 + function.func().upvalues().size() * 8;
            case Stat.Assign assign -> (speculating ? 46 : 16) + of(assign.targets()) + of(assign.values());
            case Stat.Effect effect -> 4 + of(effect.call());
            case Stat.Do body -> of(body.body());
            case Stat.While loop -> 16 + of(loop.condition()) + of(loop.body());
            case Stat.Repeat loop -> 16 + of(loop.condition()) + of(loop.body());
            case Stat.NumericFor loop ->
                80
                        + of(loop.start())
                        + of(loop.limit())
                        + (loop.step() == null ? 0 : of(loop.step()))
                        + of(loop.body());
            case Stat.GenericFor loop -> 120 + of(loop.values()) + of(loop.body());
            case Stat.If choice -> {
                int sum = choice.otherwise() == null ? 0 : of(choice.otherwise());
                for (Stat.Clause clause : choice.clauses()) {
                    sum += of(clause);
                }
                yield sum;
            }
            case Stat.Return end -> 8 + of(end.values());
            case Stat.Break leave -> 4;
            case Stat.Label label -> 10;
            case Stat.Goto jump -> 4;
        };
    }

    private int of(List<Expr> exprs) {
        int sum = 0;
        for (Expr expr : exprs) {
            sum += 4 + of(expr);
        }
        return sum;
    }

    int of(Expr expr) {
        return switch (expr) {
            case Expr.Nil nil -> 1;
            case Expr.Bool bool -> 3;
            case Expr.Num num -> 6;
            case Expr.Str str -> 3;
            case Expr.Wide wide -> 9;
            case Expr.Varargs varargs -> 7;
            case Expr.Name name -> 14;
            case Expr.Closure closure -> 16 + closure.func().upvalues().size() * 8;
            case Expr.Index index -> 10 + of(index.object()) + of(index.key());
            case Expr.Call call -> 24 + of(call.function()) + of(call.arguments());
            case Expr.MethodCall call -> 42 + of(call.object()) + of(call.arguments());
            case Expr.Arith arith -> 4 + operand(arith.left()) + operand(arith.right());
            case Expr.Compare compare -> 18 + operand(compare.left()) + operand(compare.right());
            case Expr.Concat concat -> 8 + of(concat.operands());
            case Expr.And and -> 10 + of(and.left()) + of(and.right());
            case Expr.Or or -> 10 + of(or.left()) + of(or.right());
            case Expr.Not not -> 16 + of(not.operand());
            case Expr.Negate negate -> 4 + operand(negate.operand());
            case Expr.Length length -> 4 + of(length.operand());
            case Expr.Paren paren -> of(paren.inner());
            case Expr.Apart apart -> whole ? of(apart.inner()) : PART_CALL;
            case Expr.Table table -> {
                int sum = 12;
                for (Expr.Field field : table.fields()) {
                    sum += of(field);
                }
                yield sum;
            }
        };
    }

    private int operand(Expr expr) {
        if (!speculating) {
            return of(expr);
        }
        return of(expr)
                + switch (expr) {
                    case Expr.Index index -> 66;
                    case Expr.Arith arith -> 40;
                    case Expr.Negate negate -> 40;
                    case Expr.Num num -> 6;
                    default -> 24;
                };
    }

    int of(Expr.Field field) {
        return switch (field) {
            case Expr.Field.Item item -> 8 + of(item.value());
            case Expr.Field.Keyed keyed -> 8 + of(keyed.key()) + of(keyed.value());
        };
    }

    int ofFields(List<Expr.Field> fields) {
        int sum = 0;
        for (Expr.Field field : fields) {
            sum += of(field);
        }
        return sum;
    }

    /** How many fields from here on go into one part of so many bytes. */
    int fieldsEnd(List<Expr.Field> fields, int from, int most) {
        int sum = 0;
        int at = from;
        while (at < fields.size()) {
            sum += of(fields.get(at));
            if (sum > most) {
                break;
            }
            at++;
        }
        return at;
    }
}
