package io.moongate.lua.emit;

import static org.objectweb.asm.Opcodes.*;

import io.moongate.lua.op.Escape;
import io.moongate.lua.tree.Calls;
import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Target;
import io.moongate.lua.tree.Upvalue;
import io.moongate.lua.tree.Variable;
import io.moongate.lua.value.Prototype;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** One function becomes one class: its upvalues are fields, its body is the method of its number of parameters. */
final class FunctionEmitter {
    private static final int MOST_FIXED = 3;
    private static final int MOST_INNER_FIELDS = 1000;

    private final ChunkEmitter chunk;
    private final Func func;
    private final @Nullable Variable self;
    private final String className;
    private final ClassWriter writer;
    private final Constants constants;
    private final Layouts layouts;
    private final Sizes sizes;
    private final Sizes whole = Sizes.whole(false);
    private final PartEmitter parts = new PartEmitter(this);
    private final List<Unit> inner = new ArrayList<>();
    private final List<Code.PendingSite> sites = new ArrayList<>();
    private final BitSet lines = new BitSet();
    private @Nullable Jumps jumps;
    private int frameSlots;
    private int findings;
    private int depthSlot = -1;
    private boolean chains;

    /** @param self the variable of a {@code local function} by which it may call itself, if nobody changes that */
    FunctionEmitter(ChunkEmitter chunk, Func func, @Nullable Variable self) {
        this.chunk = chunk;
        this.func = func;
        this.self = self;
        this.className = chunk.className(func);
        this.writer = new ObjectMergingWriter();
        this.constants = new Constants(className);
        this.layouts = new Layouts(className);
        this.sizes = Sizes.cut(!chunk.choices().optimises());
    }

    /** Frames are computed without loading classes: two types meet as Object. */
    private static final class ObjectMergingWriter extends ClassWriter {
        ObjectMergingWriter() {
            super(COMPUTE_FRAMES | COMPUTE_MAXS);
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            return RuntimeContract.OBJECT;
        }
    }

    Constants constants() {
        return constants;
    }

    Layouts layouts() {
        return layouts;
    }

    Sizes sizes() {
        return sizes;
    }

    PartEmitter parts() {
        return parts;
    }

    /** The labels of the whole function, numbered. */
    Jumps jumps() {
        if (jumps == null) {
            jumps = Jumps.in(func.body().stats(), Escape.FIRST_LABEL);
        }
        return jumps;
    }

    /** Whether an expression in the statement stands apart. */
    boolean hasApart(Stat stat) {
        return whole.of(stat) != sizes.of(stat);
    }

    /** Goes to the label whose number is in a slot, or to another place if it is none of these; they are in order. */
    void choose(Context context, int slot, List<Target> labels, Label none) {
        int[] numbers = labels.stream().mapToInt(jumps()::number).toArray();
        Label[] cases = labels.stream().map(context::label).toArray(Label[]::new);
        context.code.var(ILOAD, slot);
        context.code.visitor.visitLookupSwitchInsn(none, numbers, cases);
    }

    boolean countsSteps() {
        return chunk.choices().countsSteps();
    }

    boolean checksBudget() {
        return chunk.choices().checksBudget();
    }

    String className() {
        return className;
    }

    boolean isSelf(Upvalue upvalue) {
        return self != null && upvalue.variable() == self && !self.needsCell() && upvalue.outerIndex() < 0;
    }

    int newFrameSlot() {
        return frameSlots++;
    }

    /** Leaves the array of findings and a place in it for one use of a literal key. */
    void finding(Code code) {
        finding(code, newFinding());
    }

    int newFinding() {
        return findings++;
    }

    void finding(Code code, int place) {
        code.visitor.visitFieldInsn(GETSTATIC, className, StaticFields.FINDINGS, RuntimeContract.FINDINGS_DESC);
        code.push(place);
    }

    /** Notes that the body makes a tail call. */
    void chain() {
        chains = true;
    }

    static String upvalueDescriptor(Upvalue upvalue) {
        return upvalue.variable().needsCell() ? "L" + RuntimeContract.CELL + ";" : RuntimeContract.OBJECT_DESC;
    }

    Code method(int access, String name, String descriptor, int firstSlot) {
        MethodVisitor visitor = writer.visitMethod(access, name, descriptor, null, null);
        visitor.visitCode();
        return new Code(visitor, name, firstSlot, sites);
    }

    Unit emit() {
        writer.visit(V21, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, className, null, RuntimeContract.CLOSURE, null);
        writer.visitSource(chunk.display(), null);
        body();
        new ClosureFrame(writer, className, func, self).emit(bodyArity(), chains);
        new StaticFields(writer, className)
                .emit(constants, Math.min(inner.size(), MOST_INNER_FIELDS), findings, layouts);
        writer.visitEnd();
        byte[] bytes = chunk.finish(writer, func);
        return new Unit(className, bytes, prototype(), constants.numberFields(), constants.overflow(), inner);
    }

    private Prototype prototype() {
        Prototype.Site[] done = new Prototype.Site[sites.size()];
        for (int i = 0; i < done.length; i++) {
            Code.PendingSite site = sites.get(i);
            done[i] = new Prototype.Site(
                    site.method(), site.label().getOffset(), site.line(), site.tail(), site.left(), site.right());
        }
        String[] upvalueNames =
                func.upvalues().stream().map(u -> u.variable().name()).toArray(String[]::new);
        return new Prototype(
                chunk.chunkName(),
                chunk.display(),
                func.name(),
                func.line(),
                func.lastLine(),
                func.parameters().stream().map(Variable::name).toArray(String[]::new),
                func.varargs(),
                upvalueNames,
                done,
                lines(),
                new Prototype.Text(
                        func.text().source(),
                        func.text().from(),
                        func.text().to(),
                        func.text().method()));
    }

    private BitSet lines() {
        List<Stat> stats = func.body().stats();
        boolean main = func.line() == 0;
        if (!main && (stats.isEmpty() || !(stats.getLast() instanceof Stat.Return))) {
            lines.set(func.lastLine());
        }
        return lines;
    }

    /** Notes that the line has code. */
    void active(int line) {
        lines.set(line);
    }

    /** The number of parameters of the method that holds the body; 4 stands for an array. */
    private int bodyArity() {
        return func.varargs() || func.parameters().size() > MOST_FIXED
                ? MOST_FIXED + 1
                : func.parameters().size();
    }

    private void body() {
        int arity = bodyArity();
        boolean array = arity > MOST_FIXED;
        Code code = method(
                ACC_PUBLIC | ACC_FINAL,
                ClosureFrame.methodName(arity),
                ClosureFrame.methodDescriptor(arity),
                array ? 2 : 1 + arity);
        Context context = new Context(this, func, code);
        StatEmitter stats = new StatEmitter(context);
        boolean optimises = chunk.choices().optimises();
        context.speculates = optimises && Sizes.whole(true).of(func.body()) <= Sizes.LARGE_FUNCTION;
        boolean split = !optimises || whole.of(func.body()) > Sizes.LARGE_FUNCTION;
        Label init = new Label();
        Label start = new Label();
        if (split) {
            context.frameSlot = code.newSlot(1);
            context.split();
            code.jump(GOTO, init);
            code.place(start);
        }
        parameters(context, stats.exprs().variables(), array);
        Label from = new Label();
        Label to = new Label();
        code.place(from);
        List<Stat> statements = func.body().stats();
        int quiet = split || countsSteps() ? 0 : quietStart(statements);
        statements.subList(0, quiet).forEach(stats::stat);
        if (func.calling() || countsSteps()) {
            // What calls nobody is not how a program gets lost: its loops and its callers look at the budget.
            new LoopEmitter(context, stats.exprs(), stats).poll(Math.max(1, func.line()));
        }
        if (func.calling()) {
            depth(code);
            code.push(Calls.slots(func));
            if (func.varargs()) {
                code.var(ALOAD, context.varargsSlot);
                code.op(ARRAYLENGTH);
                code.op(IADD);
            }
            code.call(RuntimeContract.ENTER, beginning(), null, null);
            depthSlot = code.newSlot(1);
            code.var(ISTORE, depthSlot);
        }
        stats.list(statements.subList(quiet, statements.size()));
        stats.endScope(func.body().stats());
        stats.returnNothing();
        code.place(to);
        overflowHandler(code, from, to);
        if (split) {
            code.place(init);
            code.newArray(frameSlots);
            code.var(ASTORE, context.frameSlot);
            code.jump(GOTO, start);
        }
        for (Variable parameter : func.parameters()) {
            code.show(parameter.name(), stats.exprs().variables().slot(parameter), from, to);
        }
        code.end();
    }

    /** How many statements at the beginning call nobody, are reached once, and lead to what follows them. */
    private static int quietStart(List<Stat> stats) {
        if (stats.stream().anyMatch(Stat.Label.class::isInstance)) {
            return 0; // from anywhere a jump may lead there, past what is done behind the beginning
        }
        int at = 0;
        while (at < stats.size() && !Calls.in(stats.get(at))) {
            at++;
        }
        return at;
    }

    /** The line of the first statement: there LuaJIT says that the stack is full. */
    private int beginning() {
        return switch (func.body().stats().getFirst()) {
            case Stat.Local local -> local.line();
            case Stat.LocalFunction function -> function.line();
            case Stat.Assign assign -> assign.line();
            case Stat.Effect effect -> effect.line();
            case Stat.While loop -> loop.line();
            case Stat.NumericFor loop -> loop.line();
            case Stat.GenericFor loop -> loop.line();
            case Stat.Return end -> end.line();
            case Stat.If choice -> choice.clauses().getFirst().line();
            default -> Math.max(1, func.line());
        };
    }

    private static void depth(Code code) {
        code.var(ALOAD, 0);
        code.visitor.visitFieldInsn(GETFIELD, RuntimeContract.CLOSURE, "depth", RuntimeContract.DEPTH_DESC);
    }

    /** Leaves the function; its result is on the stack. */
    void leave(Code code) {
        if (depthSlot >= 0) {
            depth(code);
            code.var(ILOAD, depthSlot);
            code.call(RuntimeContract.LEAVE);
        }
        code.op(ARETURN);
    }

    /** Turns Java's stack overflow into Lua's near the place where it happened: later nobody knows it any more. */
    private void overflowHandler(Code code, Label from, Label to) {
        Label handler = new Label();
        code.visitor.visitTryCatchBlock(from, to, handler, "java/lang/StackOverflowError");
        code.place(handler);
        // A use of the closure that the JVM cannot rule out: so a frame tells whose it is, see Where.closure.
        code.var(ALOAD, 0);
        code.op(POP);
        code.call(RuntimeContract.OVERFLOW, Math.max(1, func.line()), null, null);
        code.op(ATHROW);
    }

    private void parameters(Context context, Variables variables, boolean array) {
        Code code = context.code;
        List<Variable> parameters = func.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            boolean dual = parameter.assigned() && variables.isDual(parameter);
            if (!array && !parameter.needsCell() && !context.framing && !dual) {
                context.slots.put(parameter, new Slot(Slot.Kind.PLAIN, i + 1));
                continue;
            }
            variables.declare(parameter);
            if (array) {
                code.var(ALOAD, 1);
                code.push(i);
                code.call(RuntimeContract.AT);
            } else {
                code.var(ALOAD, i + 1);
            }
            variables.init(parameter);
        }
        if (func.varargs()) {
            context.varargsSlot = code.newSlot(1);
            code.var(ALOAD, 1);
            code.push(parameters.size());
            code.call(RuntimeContract.REST);
            code.var(ASTORE, context.varargsSlot);
        }
    }

    /** Leaves a new closure of an inner function. */
    void closure(Context context, Func innerFunc, Variables variables) {
        close(context, innerFunc, variables, null);
    }

    /** Leaves a new closure that knows itself by a variable not set yet. */
    void selfClosure(Context context, Func innerFunc, Variables variables, Variable itself) {
        close(context, innerFunc, variables, itself);
    }

    private void close(Context context, Func innerFunc, Variables variables, @Nullable Variable itself) {
        int number = inner.size();
        active(innerFunc.lastLine());
        inner.add(new FunctionEmitter(chunk, innerFunc, itself).emit());
        Code code = context.code;
        if (number < MOST_INNER_FIELDS) {
            code.visitor.visitFieldInsn(GETSTATIC, className, "f" + number, RuntimeContract.CLOSURE_DESC);
        } else {
            code.visitor.visitFieldInsn(GETSTATIC, className, StaticFields.INNER, RuntimeContract.OBJECTS_DESC);
            code.push(number);
            code.op(AALOAD);
            code.visitor.visitTypeInsn(CHECKCAST, RuntimeContract.CLOSURE);
        }
        depth(code);
        code.var(ALOAD, 0);
        code.visitor.visitFieldInsn(GETFIELD, RuntimeContract.CLOSURE, "env", RuntimeContract.TABLE_DESC);
        List<Upvalue> upvalues = innerFunc.upvalues();
        code.newArray(upvalues.size());
        for (Upvalue upvalue : upvalues) {
            code.op(DUP);
            code.push(upvalue.index());
            if (upvalue.variable() == itself) {
                code.op(ACONST_NULL);
            } else {
                variables.loadForCapture(upvalue);
            }
            code.op(AASTORE);
        }
        code.call(RuntimeContract.CLOSE);
    }
}
