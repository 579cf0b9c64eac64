package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Ngx;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code ngx.re}, the module: splitting by a pattern. */
final class ReModule {
    private final LuaTable re;

    private ReModule(LuaTable re) {
        this.re = re;
    }

    static LuaTable table() {
        ReModule module = new ReModule(Ngx.regularExpressions());
        return new Namespace()
                .ofN("split", module::split)
                .of2("opt", (option, value) -> Values.NONE)
                .table();
    }

    /** Pieces between matches, at most so many; what a match captured stands between them. */
    private @Nullable Object split(@Nullable Object[] arguments) {
        String subject = Check.string(arguments, 1);
        String pattern = Check.string(arguments, 2);
        Object options = Check.at(arguments, 2);
        int most = Check.integer(Check.at(arguments, 4), 5, 0);
        LuaTable pieces = new LuaTable();
        int count = 0;
        int at = 0;
        LuaTable context = new LuaTable();
        while (at <= subject.length() && (most <= 0 || count < most - 1)) {
            context.put("pos", at + 1.0);
            @Nullable Object[] call = {subject, pattern, options, context};
            Object found = Call.callN(re.get("find"), call);
            if (!(Values.get(found, 0) instanceof Double from && Values.get(found, 1) instanceof Double to)) {
                break;
            }
            if (to < from) {
                // An empty match parts single characters.
                if (at >= subject.length() - 1) {
                    break;
                }
                pieces.put(++count, subject.substring(at, at + 1));
                at++;
                continue;
            }
            pieces.put(++count, subject.substring(at, from.intValue() - 1));
            at = to.intValue();
        }
        pieces.put(++count, subject.substring(Math.min(at, subject.length())));
        return pieces;
    }
}
