package io.moongate.gateway.router;

import io.moongate.gateway.regex.Regex;
import io.moongate.gateway.regex.RegexDialect;
import io.moongate.gateway.regex.RegexSyntaxException;
import org.jspecify.annotations.Nullable;

/** One of the paths of a route. */
sealed interface PathRule {
    /** A fixed text that every path that matches begins with; bytes in characters. */
    String start();

    /** @param start the prefix itself */
    record Prefix(String start) implements PathRule {}

    record Pattern(String start, Regex regex) implements PathRule {}

    static boolean isPattern(String path) {
        return path.startsWith("~");
    }

    /** Null where the pattern does not compile: such a rule matches nothing. */
    static @Nullable PathRule of(String path) {
        if (!isPattern(path)) {
            return new Prefix(ByteText.encoded(path));
        }
        try {
            Regex regex = Regex.compile(RegexDialect.ofPath(path));
            String prefix = regex.prefix();
            return new Pattern(prefix == null ? "" : ByteText.encoded(prefix), regex);
        } catch (RegexSyntaxException e) {
            return null;
        }
    }
}
