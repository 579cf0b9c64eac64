package io.moongate.lua.emit;

import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Target;
import io.moongate.lua.tree.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
    /** Slots of variables, by identity; all contexts of a function share them, as what they share lives in the frame. */
    final Map<Variable, Slot> slots;

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
    /** Whether this is a part. */
    final boolean part;
    /** Whether lists of statements are cut into parts here, so that variables live in the frame. */
    boolean splits;
    /** Whether expressions can go into methods of their own here: the variables they use live in the frame then. */
    boolean cuts;
    /** Whether variables declared now live in the frame, because other methods may want them. */
    boolean framing;
    /** The labels and gotos a part contains itself. */
    @Nullable
    Jumps own;
    /** Labels outside of this part it jumps to. */
    final Set<Target> escapes = new LinkedHashSet<>();
    /** Whether it leaves a loop that is around it. */
    boolean breaksOut;

    /** How the last part called from here ended. */
    int endedSlot = -1;
    /** The number of the label that part wants to go on at. */
    int wantedSlot = -1;
    /** The number of the label the next part begins at. */
    int entrySlot = -1;

    /** The main method of a function. */
    Context(FunctionEmitter function, Func func, Code code) {
        this.function = function;
        this.func = func;
        this.code = code;
        this.part = false;
        this.slots = new HashMap<>();
    }

    /** A part. */
    Context(Context outer, Code code) {
        this.function = outer.function;
        this.func = outer.func;
        this.code = code;
        this.part = true;
        this.slots = outer.slots;
    }

    /** Lets lists of statements be cut here; comes first in the method. */
    void split() {
        splits = true;
        cuts = true;
        framing = true;
        endedSlot = code.newSlot(1);
        wantedSlot = code.newSlot(1);
        entrySlot = code.newSlot(1);
        code.op(Opcodes.ACONST_NULL);
        code.var(Opcodes.ASTORE, endedSlot);
        code.push(0);
        code.var(Opcodes.ISTORE, wantedSlot);
        code.push(0);
        code.var(Opcodes.ISTORE, entrySlot);
    }

    boolean splits() {
        return splits;
    }

    /** Whether the label is somewhere in the statements of this method and its parts. */
    boolean owns(Target target) {
        return own == null || own.contain(target);
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
}
