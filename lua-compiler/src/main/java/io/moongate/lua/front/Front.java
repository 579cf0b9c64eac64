package io.moongate.lua.front;

import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Resolve;
import io.moongate.lua.tree.Weight;
import java.io.StringReader;
import java.util.List;
import org.luaj.vm2.ast.Chunk;
import org.luaj.vm2.parser.LuaParser;
import org.luaj.vm2.parser.ParseException;

/** Source text to bound tree. */
public final class Front {
    private Front() {}

    /**
     * Reads a source.
     *
     * @param source bytes as chars
     * @return its main function
     * @throws SyntaxError with LuaJIT's sentence
     */
    public static Func parse(String source) {
        return parse(source, Weight.USUAL_LIMIT);
    }

    /** Reads a source; expressions heavier than the limit stand apart. */
    public static Func parse(String source, int limit) {
        if (source.startsWith("\u001b")) {
            throw new SyntaxError(0, 0, "(binary): cannot load incompatible bytecode");
        }
        SyntaxCheck check = new SyntaxCheck(source);
        List<Token> tokens = check.tokens();
        try {
            // The parser asks a character stream for lines, which we do not use; so it gets an empty one first.
            LuaParser parser = new LuaParser(new StringReader(""));
            parser.ReInit(new LuajTokens(tokens, check.grouping()));
            Chunk chunk = parser.Chunk();
            return new StatBuilder(source, tokens, check.grouping(), new Weight(limit)).chunk(chunk);
        } catch (Resolve.Refused refused) {
            throw new SyntaxError(refused.line(), 0, String.valueOf(refused.getMessage()));
        } catch (ParseException e) {
            throw new IllegalStateException("the two readers of the source disagree: " + e.getMessage(), e);
        }
    }
}
