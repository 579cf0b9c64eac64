package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.op.Escape;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;

/**
 * A list of statements cut into parts that are called one after another. What leaves a part by a jump comes to one
 * place behind the list, which knows at which part, and there at which label, to go on.
 */
final class PartList {
    /** A part in the list, with the labels in it that are jumped to from outside, in their order. */
    private record Group(List<Stat> stats, Jumps jumps, List<Target> entries, Label call) {}

    private static final Target NEXT = new Target("next");
    /** Goes on to the next part of a chain. */
    static final Stat.Block ON = new Stat.Block(List.of(new Stat.Goto(NEXT, 0)));

    private final Context context;
    private final Code code;
    private final StatEmitter emitter;
    private final List<Group> groups = new ArrayList<>();
    private final Label dispatch = new Label();
    private final Label route = new Label();
    private final Set<Target> escapes = new LinkedHashSet<>();
    private final Label end = new Label();
    private boolean breaks;

    PartList(Context context, StatEmitter emitter) {
        this.context = context;
        this.code = context.code;
        this.emitter = emitter;
    }

    /** Emits the statements, in parts unless there is only one, which is cut inside. */
    void emit(List<Stat> stats) {
        List<List<Stat>> cut = context.function.sizes().groups(stats, context.function::hasApart);
        if (cut.size() == 1 && stats.size() == 1 && StatEmitter.isCompound(stats.getFirst())) {
            emitter.stat(stats.getFirst());
            return;
        }
        groups(cut);
    }

    /** Emits the statements as one part. */
    void whole(List<Stat> stats) {
        groups(List.of(stats));
    }

    /** As {@link #emit}, in a part that may be entered at some of the labels in the list. */
    void emitEntered(List<Stat> stats, int entry) {
        Label begin = new Label();
        code.var(ILOAD, entry);
        code.jump(IFEQ, begin);
        code.var(ILOAD, entry);
        code.var(ISTORE, context.wantedSlot);
        code.jump(GOTO, route);
        code.place(begin);
        groups(context.function.sizes().groups(stats, context.function::hasApart));
    }

    private void groups(List<List<Stat>> cut) {
        for (List<Stat> stats : cut) {
            Jumps jumps = Jumps.in(stats);
            groups.add(new Group(stats, jumps, entries(stats, jumps), new Label()));
        }
        for (Group group : groups) {
            call(group);
            code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.ESCAPE_OWNER, "END", RuntimeContract.ESCAPE_DESC);
            code.jump(IF_ACMPNE, dispatch);
        }
        code.jump(GOTO, end);
        code.place(dispatch);
        dispatch();
        code.place(end);
    }

    /** Emits parts of which the first that does not go {@link #ON} ends the list. */
    void chain(List<Stat> stats) {
        for (Stat stat : stats) {
            Group group = new Group(List.of(stat), Jumps.in(List.of(stat)), List.of(), new Label());
            groups.add(group);
            call(group);
            code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.ESCAPE_OWNER, "NEXT", RuntimeContract.ESCAPE_DESC);
            code.jump(IF_ACMPNE, dispatch);
        }
        escapes.remove(NEXT);
        code.place(dispatch);
        code.var(ALOAD, context.endedSlot);
        code.visitor.visitFieldInsn(GETSTATIC, RuntimeContract.ESCAPE_OWNER, "END", RuntimeContract.ESCAPE_DESC);
        code.jump(IF_ACMPEQ, end);
        dispatch();
        code.place(end);
    }

    /** What the function calls the jump to a label that is not in the part. */
    static int code(FunctionEmitter function, Target target) {
        return target == NEXT ? Escape.TO_NEXT : function.jumps().number(target);
    }

    private List<Target> entries(List<Stat> stats, Jumps inside) {
        List<Target> entries = new ArrayList<>();
        for (Stat stat : stats) {
            if (stat instanceof Stat.Label label) {
                Target target = label.target().settled();
                if (context.function.jumps().gotos(target) > inside.gotos(target)) {
                    entries.add(target);
                }
            }
        }
        return entries;
    }

    private void call(Group group) {
        if (group.entries.isEmpty()) {
            code.push(0);
        } else {
            code.push(0);
            code.var(ISTORE, context.entrySlot);
            code.place(group.call);
            code.var(ILOAD, context.entrySlot);
        }
        Context part = context.function.parts().statements(context, group.stats, group.jumps, group.entries);
        escapes.addAll(part.escapes);
        breaks |= part.breaksOut;
        code.op(DUP);
        code.var(ASTORE, context.endedSlot);
    }

    /** Where a part did not come to its end. */
    private void dispatch() {
        Label result = new Label();
        code.var(ALOAD, context.endedSlot);
        code.call(RuntimeContract.ESCAPE_CODE);
        code.op(DUP);
        code.var(ISTORE, context.wantedSlot);
        code.jump(IFLT, result);
        if (breaks) {
            Label other = new Label();
            code.var(ILOAD, context.wantedSlot);
            code.push(Escape.BREAK);
            code.jump(IF_ICMPNE, other);
            emitter.leaveLoop();
            code.place(other);
        }
        code.place(route);
        List<Group> entered =
                groups.stream().filter(group -> !group.entries.isEmpty()).toList();
        Label elsewhere = new Label();
        if (!entered.isEmpty()) {
            search(entered, elsewhere);
        }
        code.place(elsewhere);
        elsewhere();
        code.place(result);
        code.var(ALOAD, context.endedSlot);
        context.leave();
    }

    /** Finds the part with the wanted label; labels are numbered in their order. */
    private void search(List<Group> among, Label elsewhere) {
        if (among.size() > 1) {
            int half = among.size() / 2;
            Label lower = new Label();
            code.var(ILOAD, context.wantedSlot);
            code.push(number(among.get(half).entries.getFirst()));
            code.jump(IF_ICMPLT, lower);
            search(among.subList(half, among.size()), elsewhere);
            code.place(lower);
            search(among.subList(0, half), elsewhere);
            return;
        }
        Group group = among.getFirst();
        code.var(ILOAD, context.wantedSlot);
        code.push(number(group.entries.getFirst()));
        code.jump(IF_ICMPLT, elsewhere);
        code.var(ILOAD, context.wantedSlot);
        code.push(number(group.entries.getLast()));
        code.jump(IF_ICMPGT, elsewhere);
        code.var(ILOAD, context.wantedSlot);
        code.var(ISTORE, context.entrySlot);
        code.jump(GOTO, group.call);
    }

    private int number(Target target) {
        return context.function.jumps().number(target);
    }

    /** Labels in this method but not in the list; what is not even in this method the caller will find. */
    private void elsewhere() {
        Set<Target> mine = new LinkedHashSet<>();
        groups.forEach(group -> mine.addAll(group.entries));
        List<Target> here = escapes.stream()
                .filter(target -> !mine.contains(target) && context.owns(target))
                .sorted(Comparator.comparingInt(this::number))
                .toList();
        escapes.stream().filter(target -> !context.owns(target)).forEach(context.escapes::add);
        if (here.isEmpty()) {
            return;
        }
        Label none = new Label();
        context.function.choose(context, context.wantedSlot, here, none);
        code.place(none);
    }
}
