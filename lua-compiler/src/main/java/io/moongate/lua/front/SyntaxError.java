package io.moongate.lua.front;

/** A source is wrong: the sentence, without the chunk's name. */
public final class SyntaxError extends RuntimeException {
    private final int line;
    private final int column;

    public SyntaxError(int line, int column, String sentence) {
        super(sentence, null, false, false);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** The sentence; never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
