package io.moongate.lua.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of a source.
 *
 * @param place where, as a part of the whole
 * @param piece what comes in, for kinds that need it
 */
record Mutation(Kind kind, double place, String piece) {
    enum Kind {
        DELETE,
        INSERT,
        REPLACE,
        DOUBLE,
        SWAP,
        CUT
    }

    static final String[] TOKENS =
            ("and break do else elseif end false for function goto if in local nil not or repeat return then true until"
                            + " while + - * / % ^ # == ~= <= >= < > = ( ) { } [ ] ; : :: , . .. ... x y self 1 0x 1e 3.5 1..2 'a' \""
                            + " ' [[ ]] [=[ ]=] -- --[[ ~ ! @ $ & | ? \\ // 0x1p4 x.y x:y() f{} f'a' ::l::")
                    .split(" ");
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|[A-Za-z_]\\w*|\\d[\\w.]*|\"[^\"\n]*\"|'[^'\n]*'|\\.{2,3}|[=~<>]=|::|.", Pattern.DOTALL);

    static String ofTokens(String source, List<Mutation> changes) {
        List<String> tokens = new ArrayList<>();
        for (Matcher matcher = TOKEN.matcher(source); matcher.find(); ) {
            tokens.add(matcher.group());
        }
        changes.forEach(change -> change.apply(tokens, " " + change.piece + " "));
        return String.join("", tokens);
    }

    static String ofBytes(String source, List<Mutation> changes) {
        List<String> bytes = new ArrayList<>(List.of(source.split("")));
        changes.forEach(change -> change.apply(bytes, change.piece));
        return String.join("", bytes);
    }

    private void apply(List<String> pieces, String fresh) {
        if (pieces.isEmpty()) {
            pieces.add(fresh);
            return;
        }
        int at = Math.min(pieces.size() - 1, (int) (place * pieces.size()));
        switch (kind) {
            case DELETE -> pieces.remove(at);
            case INSERT -> pieces.add(at, fresh);
            case REPLACE -> pieces.set(at, fresh);
            case DOUBLE -> pieces.add(at, pieces.get(at));
            case SWAP -> pieces.set(at, pieces.set(pieces.size() - 1 - at, pieces.get(at)));
            case CUT -> pieces.subList(at, pieces.size()).clear();
        }
    }
}
