package io.moongate.lua.emit;

import io.moongate.lua.tree.Func;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;

/** A whole chunk becomes classes, the innermost functions first. */
public final class ChunkEmitter {
    private static final int LONGEST_NAME = 60;

    /** A function does not fit into a class file, however it is cut. */
    public static final class TooLarge extends RuntimeException {
        private final int line;

        TooLarge(int line, String sentence, Throwable cause) {
            super(sentence, cause);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    private final String packageName;
    private final String chunkName;
    private final String display;
    private final Choices choices;

    private ChunkEmitter(String packageName, String chunkName, String display, Choices choices) {
        this.packageName = packageName;
        this.chunkName = chunkName;
        this.display = display;
        this.choices = choices;
    }

    /**
     * Emits a chunk.
     *
     * @param packageName the package of the class that will define the classes, with slashes
     */
    public static Unit emit(Func main, String packageName, String chunkName, String display, Choices choices) {
        return new FunctionEmitter(new ChunkEmitter(packageName, chunkName, display, choices), main, null).emit();
    }

    String chunkName() {
        return chunkName;
    }

    String display() {
        return display;
    }

    Choices choices() {
        return choices;
    }

    /** A name that says in Java stack traces what it is. */
    String className(Func func) {
        StringBuilder name = new StringBuilder(packageName).append("/Lua$");
        String given = func.line() == 0 ? "main" : func.name().isEmpty() ? "line" + func.line() : func.name();
        for (int i = 0; i < Math.min(given.length(), LONGEST_NAME); i++) {
            char c = given.charAt(i);
            name.append(c < 128 && Character.isJavaIdentifierPart(c) ? c : '_');
        }
        return name.toString();
    }

    byte[] finish(ClassWriter writer, Func func) {
        try {
            return writer.toByteArray();
        } catch (MethodTooLargeException | ClassTooLargeException e) {
            String who = func.line() == 0 ? "main function" : "function at line " + func.line();
            throw new TooLarge(Math.max(1, func.line()), who + " is too large", e);
        }
    }
}
