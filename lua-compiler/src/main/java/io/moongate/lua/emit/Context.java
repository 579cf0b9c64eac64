package io.moongate.lua.emit;

import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Target;
import io.moongate.lua.tree.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** The method at hand: its code, where its variables live, where its jumps go. */
final class Context {
    final FunctionEmitter function;
    final Func func;
    final Code code;
    /** Slots of variables, by identity; an inner context sees the framed ones of its outer one. */
    final Map<Variable, Slot> slots = new HashMap<>();

    /** Where loops count beside their counters, whole numbers as ints. */
    final Map<Variable, Integer> counts = new HashMap<>();

    final Map<Target, Label> labels = new HashMap<>();
    final Deque<Label> breaks = new ArrayDeque<>();
    /** The slot of the varargs array, or -1. */
    int varargsSlot = -1;
    /** The slot of the frame array when the function is split, or -1. */
    int frameSlot = -1;
    /** Whether arithmetic may have a second arm here. */
    boolean speculates;
    /** Whether this is a part; a part cannot be split again. */
    final boolean part;
    /** Whether variables declared now live in the frame, because other methods may want them. */
    boolean framing;
    /** The labels a part contains itself. */
    Set<Target> ownLabels = Set.of();
    /** Targets outside of this part it jumps to; null stands for the innermost loop's end. */
    final List<@Nullable Target> escapes = new ArrayList<>();

    Context(FunctionEmitter function, Func func, Code code, boolean part) {
        this.function = function;
        this.func = func;
        this.code = code;
        this.part = part;
    }

    /** Whether lists of statements are cut into parts here, so that variables live in the frame. */
    boolean splits() {
        return frameSlot >= 0 && !part;
    }

    /** Returns what is on the stack: from a part to the function's main method, from there to the caller. */
    void leave() {
        if (part) {
            code.op(Opcodes.ARETURN);
        } else {
            function.leave(code);
        }
    }

    Label label(Target target) {
        return labels.computeIfAbsent(target, t -> new Label());
    }

    /** The code a part returns to jump there; codes begin with 1. */
    int escape(@Nullable Target target) {
        int known = escapes.indexOf(target);
        if (known < 0) {
            known = escapes.size();
            escapes.add(target);
        }
        return known + 1;
    }
}
