package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Index;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Numbers;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code find}, {@code match}, {@code gmatch} and {@code gsub}. */
final class StringSearch {
    /** How many chars a search compares at most between two looks at the budget. */
    private static final int PLAIN_WORK = 1 << 22;

    private StringSearch() {}

    static @Nullable Object find(@Nullable Object[] arguments) {
        String s = Check.string(arguments, 1);
        String pattern = Check.string(arguments, 2);
        int start = StringLib.start(Check.integer(Check.at(arguments, 2), 3, 1), s.length());
        if (start > s.length()) {
            return null;
        }
        if (Convert.truth(Check.at(arguments, 3)) || !StringMatch.isPattern(pattern)) {
            int found = plain(s, pattern, start);
            return found < 0 ? null : Values.of2((double) (found + 1), (double) (found + pattern.length()));
        }
        StringMatch match = new StringMatch(s, pattern);
        boolean anchored = pattern.charAt(0) == '^';
        int from = anchored ? 1 : 0;
        for (int at = start; at <= s.length(); at++) {
            int end = match.matchAt(at, from);
            if (end >= 0) {
                @Nullable Object[] all = new @Nullable Object[2 + match.captureCount()];
                all[0] = (double) (at + 1);
                all[1] = (double) end;
                if (all.length > 2) {
                    match.captures(at, end, all, 2);
                }
                return Values.of(all);
            }
            if (anchored) {
                break;
            }
        }
        return null;
    }

    /** Looks for a text as it is, in stretches that are short enough to look at the budget between them. */
    private static int plain(String s, String wanted, int start) {
        int length = wanted.length();
        if (length < 2 || (long) (s.length() - start) * length <= PLAIN_WORK) {
            return s.indexOf(wanted, start);
        }
        int stretch = Math.max(1, PLAIN_WORK / length);
        for (int at = start; at <= s.length() - length; at += stretch) {
            int found = s.indexOf(wanted, at, (int) Math.min(s.length(), (long) at + stretch + length - 1));
            if (found >= 0) {
                return found;
            }
            LuaState.checkBudget();
        }
        return -1;
    }

    static @Nullable Object match(@Nullable Object subject, @Nullable Object pattern, @Nullable Object init) {
        String s = Check.string(subject, 1);
        String p = Check.string(pattern, 2);
        int start = StringLib.start(Check.integer(init, 3, 1), s.length());
        if (start > s.length()) {
            return null;
        }
        StringMatch match = new StringMatch(s, p);
        boolean anchored = p.startsWith("^");
        int from = anchored ? 1 : 0;
        for (int at = start; at <= s.length(); at++) {
            int end = match.matchAt(at, from);
            if (end >= 0) {
                return values(match, at, end);
            }
            if (anchored) {
                break;
            }
        }
        return null;
    }

    private static @Nullable Object values(StringMatch match, int start, int end) {
        if (match.valueCount() == 1) {
            return match.capture(0, start, end);
        }
        @Nullable Object[] all = new @Nullable Object[match.valueCount()];
        match.captures(start, end, all, 0);
        return Values.of(all);
    }

    static @Nullable Object gmatch(@Nullable Object subject, @Nullable Object pattern) {
        return new Matches(Check.string(subject, 1), Check.string(pattern, 2));
    }

    /** The iterator that {@code gmatch} gives. */
    private static final class Matches extends NativeFunction.Many {
        private final StringMatch match;
        private final int length;
        private int next;

        Matches(String subject, String pattern) {
            super("gmatch_aux");
            match = new StringMatch(subject, pattern);
            length = subject.length();
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            return step();
        }

        @Override
        public @Nullable Object call0() {
            return step();
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return step();
        }

        private @Nullable Object step() {
            for (int at = next; at <= length; at++) {
                int end = match.matchAt(at, 0);
                if (end >= 0) {
                    next = end > at ? end : at + 1;
                    return values(match, at, end);
                }
            }
            next = length + 1;
            return null;
        }
    }

    static @Nullable Object gsub(@Nullable Object[] arguments) {
        String s = Check.string(arguments, 1);
        String pattern = Check.string(arguments, 2);
        Object replacement = Check.at(arguments, 2);
        String text = Convert.toStringOrNull(replacement);
        if (text == null && !(replacement instanceof LuaTable) && !(replacement instanceof LuaFunction)) {
            throw ArgumentError.of(3, "string/function/table expected");
        }
        int most = Check.integer(Check.at(arguments, 3), 4, s.length() + 1);
        boolean anchored = pattern.startsWith("^");
        int from = anchored ? 1 : 0;
        boolean plain = text != null && text.indexOf('%') < 0;
        StringMatch match = new StringMatch(s, pattern);
        StringBuilder out = new StringBuilder(0);
        int length = s.length();
        int copied = 0;
        int at = 0;
        int count = 0;
        while (count < most) {
            int end = match.matchAt(at, from);
            if (end >= 0) {
                count++;
                out.append(s, copied, at);
                copied = end;
                if (plain) {
                    out.append(text);
                } else if (text != null) {
                    fill(out, text, match, s, at, end);
                } else {
                    replace(out, replacement, match, s, at, end);
                }
                Room.forString(out.length());
            }
            if (end > at) {
                at = end;
            } else if (at < length) {
                at++;
            } else {
                break;
            }
            if (anchored) {
                break;
            }
        }
        String result =
                copied == 0 && out.isEmpty() ? s : out.append(s, copied, length).toString();
        return Values.of2(result, (double) count);
    }

    /** Appends a replacement text with its {@code %0} to {@code %9} filled in. */
    private static void fill(StringBuilder out, String text, StringMatch match, String whole, int start, int end) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            i++;
            char kind = i < length ? text.charAt(i) : '\0';
            if (kind < '0' || kind > '9') {
                out.append(kind);
            } else if (kind == '0') {
                out.append(whole, start, end);
            } else {
                append(out, match.capture(kind - '1', start, end));
            }
            Room.forString(out.length());
        }
    }

    private static void append(StringBuilder out, Object capture) {
        if (capture instanceof Double position) {
            out.append(Numbers.toString(position));
        } else {
            out.append((String) capture);
        }
    }

    private static void replace(
            StringBuilder out, @Nullable Object replacement, StringMatch match, String s, int start, int end) {
        Object value;
        if (replacement instanceof LuaTable table) {
            value = Index.get(table, match.capture(0, start, end));
        } else if (match.valueCount() == 1) {
            value = Values.first(Call.callBack(replacement, match.capture(0, start, end)));
        } else {
            @Nullable Object[] all = new @Nullable Object[match.valueCount()];
            match.captures(start, end, all, 0);
            value = Values.first(Call.callBack(replacement, all));
        }
        if (!Convert.truth(value)) {
            out.append(s, start, end);
            return;
        }
        String text = Convert.toStringOrNull(value);
        if (text == null) {
            throw LuaError.caller("invalid replacement value (a " + LuaType.name(value) + ")");
        }
        out.append(text);
    }
}
