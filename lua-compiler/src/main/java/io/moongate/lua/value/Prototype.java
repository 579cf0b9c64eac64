package io.moongate.lua.value;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What error messages and {@code debug} want to know of a compiled function: where it stands in the source, and what
 * its operands are called at each place of its bytecode. Read only when something has gone wrong.
 */
public final class Prototype {
    /** The left name of a site that calls an outlined part of the same function. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    public static final String PART = new String("part");

    /** How long the instruction of a call is. */
    private static final int CALL_LENGTH = 3;

    /** One place in the bytecode where something can fail. */
    public record Site(
            String method,
            int offset,
            int line,
            boolean tail,
            @Nullable String left,
            @Nullable String right) {}

    /**
     * How a function is written.
     *
     * @param source of the whole chunk, shared by all its functions
     * @param from just behind the parenthesis that opens its parameters
     * @param to just behind its {@code end}
     * @param method whether it has a parameter {@code self} that is not written
     */
    public record Text(String source, int from, int to, boolean method) {
        /** An expression for the function, or the whole source for a main chunk. */
        public String code(boolean main) {
            String rest = source.substring(from, to);
            if (main) {
                return rest;
            }
            return method
                    ? "function(self" + (rest.stripLeading().startsWith(")") ? "" : ",") + rest
                    : "function(" + rest;
        }
    }

    private final String chunkName;
    private final String display;
    private final String name;
    private final int firstLine;
    private final int lastLine;
    private final String[] parameterNames;
    private final boolean varargs;
    private final String[] upvalueNames;
    private final Site[] sites;
    private final BitSet lines;
    private final Text text;
    /**
     * Set once the function has made a tail call to one that makes tail calls itself: from then on a tail call to this
     * one is left to the caller's caller, so that no stack grows. Until then it may be called at once.
     */
    public boolean links;
    /** Built when the first error asks. */
    private volatile @Nullable Map<String, Site> byPlace;

    /**
     * @param chunkName as given, with its {@code =} or {@code @}
     * @param display as shown in messages
     * @param firstLine zero for a main chunk
     * @param lines that have code, as far as sites do not tell
     */
    public Prototype(
            String chunkName,
            String display,
            String name,
            int firstLine,
            int lastLine,
            String[] parameterNames,
            boolean varargs,
            String[] upvalueNames,
            Site[] sites,
            BitSet lines,
            Text text) {
        this.chunkName = chunkName;
        this.display = display;
        this.name = name;
        this.firstLine = firstLine;
        this.lastLine = lastLine;
        this.parameterNames = parameterNames;
        this.varargs = varargs;
        this.upvalueNames = upvalueNames;
        this.sites = sites;
        this.lines = lines;
        this.text = text;
    }

    public String chunkName() {
        return chunkName;
    }

    public String display() {
        return display;
    }

    /** A name for stack traces: how the source names the function, or where it stands. */
    public String name() {
        return name;
    }

    public int firstLine() {
        return firstLine;
    }

    public int lastLine() {
        return lastLine;
    }

    public String[] parameterNames() {
        return parameterNames.clone();
    }

    public boolean varargs() {
        return varargs;
    }

    public boolean main() {
        return firstLine == 0;
    }

    public String[] upvalueNames() {
        return upvalueNames.clone();
    }

    /** Names of methods end in digits: something must stand between. */
    private static String place(String method, int offset) {
        return method + '@' + offset;
    }

    /** The site at this place, or null when the frame is not the function's own (an arity adapter). */
    public @Nullable Site site(String method, int offset) {
        Map<String, Site> known = byPlace;
        if (known == null) {
            known = new HashMap<>();
            for (Site site : sites) {
                known.put(place(site.method, site.offset), site);
            }
            byPlace = known;
        }
        Site site = known.get(place(method, offset));
        // What follows a call makes the calls in tail position that it has left pending; their caller is nobody now.
        Site call = site == null ? known.get(place(method, offset - CALL_LENGTH)) : null;
        return call == null ? site : new Site(method, offset, call.line, false, null, null);
    }

    /** Its code as it was written: an expression, or all of the chunk for the main function. */
    public String code() {
        return text.code(main());
    }

    /** Lines that have code, ascending. */
    public int[] activeLines() {
        BitSet active = (BitSet) lines.clone();
        for (Site site : sites) {
            // What a function does as it is entered stands in its first line, where nothing is written.
            if (site.line > Math.max(1, firstLine) || firstLine == lastLine) {
                active.set(site.line);
            }
        }
        active.clear(0);
        return active.stream().toArray();
    }
}
