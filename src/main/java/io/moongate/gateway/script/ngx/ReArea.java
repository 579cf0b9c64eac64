package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ScriptLog;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** {@code ngx.re}: regular expressions. Positions that Lua sees are bytes from 1. */
final class ReArea {
    private static final int MOST_PATTERNS = 8192;
    private static final String LIMIT = "pcre_exec() failed: -47";

    private final Map<String, Regex> patterns = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Regex> eldest) {
            return size() > MOST_PATTERNS;
        }
    };

    /** A pattern that cannot be used, in the words that {@code ngx.re} gives back. */
    private static final class Unusable extends Exception {
        Unusable(String message) {
            super(message, null, false, false);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    private final ScriptLog log;

    private ReArea(ScriptLog log) {
        this.log = log;
    }

    static LuaTable table(LuaWorker worker) {
        ReArea area = new ReArea(worker.log());
        return new Namespace()
                .ofN("match", area::match)
                .ofN("find", area::find)
                .ofN("gmatch", area::gmatch)
                .ofN("sub", arguments -> area.substitute(arguments, false))
                .ofN("gsub", arguments -> area.substitute(arguments, true))
                .table();
    }

    private Regex regex(@Nullable Object[] arguments, int optionsAt) throws Unusable {
        String source = text(arguments, 1);
        String options = text(arguments, optionsAt);
        String key = options + '/' + source;
        Regex known = patterns.get(key);
        if (known != null) {
            return known;
        }
        try {
            Regex compiled = Regex.compile(source, options);
            patterns.put(key, compiled);
            return compiled;
        } catch (Regex.UnknownOption e) {
            throw LuaError.caller(String.valueOf(e.getMessage()));
        } catch (PcreTranslator.Untranslatable e) {
            String rest = e.offset >= source.length() ? "" : " at \"" + source.substring(e.offset) + "\"";
            throw new Unusable("pcre2_compile() failed: " + e.getMessage() + " in \"" + source + "\"" + rest);
        }
    }

    private static String text(@Nullable Object[] arguments, int place) {
        Object value = Check.at(arguments, place);
        return value == null ? "" : Convert.tostring(value);
    }

    private static String subject(@Nullable Object[] arguments) {
        Object value = Check.at(arguments, 0);
        return value == null ? "nil" : Convert.tostring(value);
    }

    private @Nullable Object match(@Nullable Object[] arguments) {
        String subject = subject(arguments);
        LuaTable context = Check.at(arguments, 3) instanceof LuaTable table ? table : null;
        LuaTable into = Check.at(arguments, 4) instanceof LuaTable table ? table : null;
        try {
            Regex regex = regex(arguments, 2);
            Matcher matcher = regex.matcher(subject);
            if (!regex.find(matcher, regex.place(subject, position(context)))) {
                return null;
            }
            if (context != null) {
                context.put("pos", regex.byteOffset(regex.text(subject), matcher.end()) + 1.0);
            }
            if (into != null) {
                into.clear();
            }
            return captures(regex, matcher, into == null ? new LuaTable() : into);
        } catch (Unusable e) {
            return Values.of2(null, e.words());
        } catch (BoundedText.LimitExceeded | StackOverflowError e) {
            return Values.of2(null, LIMIT);
        }
    }

    private static int position(@Nullable LuaTable context) {
        Object position = context == null ? null : context.get("pos");
        return position instanceof Double number ? Math.max(0, number.intValue() - 1) : 0;
    }

    private static LuaTable captures(Regex regex, Matcher matcher, LuaTable into) {
        into.put(0, regex.bytes(matcher.group()));
        if (regex.bare) {
            return into;
        }
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            into.put(i, group == null ? (Object) false : regex.bytes(group));
        }
        regex.names.forEach((name, groups) -> {
            if (!regex.lists) {
                into.put(name, into.get(groups.getFirst().intValue()));
                return;
            }
            LuaTable list = new LuaTable();
            for (int group : groups) {
                if (into.get(group) instanceof String captured) {
                    list.put(list.length() + 1, captured);
                }
            }
            if (list.length() > 0) {
                into.put(name, list);
            }
        });
        return into;
    }

    private @Nullable Object find(@Nullable Object[] arguments) {
        String subject = subject(arguments);
        LuaTable context = Check.at(arguments, 3) instanceof LuaTable table ? table : null;
        int nth = Check.at(arguments, 4) instanceof Double number ? Math.max(0, number.intValue()) : 0;
        try {
            Regex regex = regex(arguments, 2);
            Matcher matcher = regex.matcher(subject);
            if (!regex.find(matcher, regex.place(subject, position(context)))) {
                return null;
            }
            String text = regex.text(subject);
            if (context != null) {
                context.put("pos", regex.byteOffset(text, matcher.end()) + 1.0);
            }
            int groups = regex.bare ? 0 : matcher.groupCount();
            if (nth > groups) {
                return Values.of3(null, null, "nth out of bound");
            }
            if (matcher.start(nth) < 0) {
                return null;
            }
            double from = regex.byteOffset(text, matcher.start(nth)) + 1.0;
            return Values.of2(from, (double) regex.byteOffset(text, matcher.end(nth)));
        } catch (Unusable e) {
            return Values.of3(null, null, e.words());
        } catch (BoundedText.LimitExceeded | StackOverflowError e) {
            return Values.of3(null, null, LIMIT);
        }
    }

    private @Nullable Object gmatch(@Nullable Object[] arguments) {
        String subject = subject(arguments);
        try {
            Regex regex = regex(arguments, 2);
            Matcher matcher = regex.matcher(subject);
            int[] at = {0};
            return NativeFunction.of0("gmatch_iterator", () -> {
                try {
                    if (at[0] < 0 || !regex.find(matcher, at[0])) {
                        at[0] = -1;
                        return null;
                    }
                    at[0] = matcher.end() == matcher.start() ? matcher.end() + 1 : matcher.end();
                    return captures(regex, matcher, new LuaTable());
                } catch (BoundedText.LimitExceeded | StackOverflowError e) {
                    at[0] = -1;
                    return Values.of2(null, LIMIT);
                }
            });
        } catch (Unusable e) {
            return Values.of2(null, e.words());
        }
    }

    private @Nullable Object substitute(@Nullable Object[] arguments, boolean all) {
        String subject = subject(arguments);
        Object replacement = Check.at(arguments, 2);
        try {
            Regex regex = regex(arguments, 3);
            LuaFunction function = replacement instanceof LuaFunction given ? given : null;
            Template template = function == null ? Template.of(Convert.tostring(replacement)) : Template.NONE;
            return substitute(regex, subject, function, template, all);
        } catch (Unusable e) {
            return Values.of3(null, null, e.words());
        } catch (Template.Malformed e) {
            log.line(LogLevel.ERROR, String.valueOf(e.getMessage()));
            return Values.of3(null, null, "failed to compile the replacement template");
        } catch (BoundedText.LimitExceeded | StackOverflowError e) {
            return Values.of3(null, null, LIMIT);
        }
    }

    private static Object substitute(
            Regex regex, String subject, @Nullable LuaFunction function, Template template, boolean all) {
        String text = regex.text(subject);
        Matcher matcher = regex.matcher(subject);
        StringBuilder out = new StringBuilder(subject.length() + 16);
        int at = 0;
        int copied = 0;
        int count = 0;
        while (regex.find(matcher, at)) {
            out.append(regex.bytes(text.substring(copied, matcher.start())));
            int end = matcher.end();
            boolean empty = end == matcher.start();
            if (function == null) {
                template.append(out, regex, matcher);
            } else {
                Object result = Values.first(Call.call(function, captures(regex, matcher, new LuaTable())));
                out.append(Convert.tostring(result));
            }
            count++;
            copied = end;
            at = empty ? end + 1 : end;
            if (!all) {
                break;
            }
        }
        out.append(regex.bytes(text.substring(Math.min(copied, text.length()))));
        return Values.of2(out.toString(), (double) count);
    }
}
