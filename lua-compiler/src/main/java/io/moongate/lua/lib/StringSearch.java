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
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code find}, {@code match}, {@code gmatch} and {@code gsub}. */
final class StringSearch {
    /** How many chars a search compares at most between two looks at the budget. */
    private static final int PLAIN_WORK = 1 << 22;

    private StringSearch() {}

    /** {@code find}, mostly called with two or three arguments. */
    static final class Find extends NativeFunction.Many {
        Find() {
            super("find");
        }

        @Override
        public @Nullable Object call2(@Nullable Object subject, @Nullable Object pattern) {
            return find(Check.string(subject, 1), Check.string(pattern, 2), null, null);
        }

        @Override
        public @Nullable Object call3(@Nullable Object subject, @Nullable Object pattern, @Nullable Object init) {
            return find(Check.string(subject, 1), Check.string(pattern, 2), init, null);
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            String s = Check.string(arguments, 1);
            String pattern = Check.string(arguments, 2);
            return find(s, pattern, Check.at(arguments, 2), Check.at(arguments, 3));
        }
    }

    private static @Nullable Object find(String s, String wanted, @Nullable Object init, @Nullable Object plain) {
        int start = StringLib.start(Check.integer(init, 3, 1), s.length());
        if (start > s.length()) {
            return null;
        }
        if (Convert.truth(plain)) {
            return findText(s, wanted, start);
        }
        Pattern pattern = Pattern.of(wanted);
        if (pattern.plain) {
            return findText(s, wanted, start);
        }
        StringMatch match = new StringMatch(s, pattern);
        if (!match.find(start)) {
            return null;
        }
        double from = match.start() + 1;
        double to = match.end();
        if (match.captureCount() == 0) {
            return Values.of2(from, to);
        }
        @Nullable Object[] all = new @Nullable Object[2 + match.captureCount()];
        all[0] = from;
        all[1] = to;
        match.captures(all, 2);
        return Values.of(all);
    }

    private static @Nullable Object findText(String s, String wanted, int start) {
        int found = plain(s, wanted, start);
        return found < 0 ? null : Values.of2((double) (found + 1), (double) (found + wanted.length()));
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
        StringMatch match = new StringMatch(s, Pattern.of(p));
        return match.find(start) ? values(match) : null;
    }

    private static @Nullable Object values(StringMatch match) {
        if (match.valueCount() == 1) {
            return match.capture(0);
        }
        @Nullable Object[] all = new @Nullable Object[match.valueCount()];
        match.captures(all, 0);
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
            match = new StringMatch(subject, Pattern.unanchored(pattern));
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
            if (!match.find(next)) {
                next = length + 1;
                return Values.NONE;
            }
            int end = match.end();
            next = end > match.start() ? end : end + 1;
            return values(match);
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
        boolean plain = text != null && text.indexOf('%') < 0;
        Pattern wanted = Pattern.of(pattern);
        StringMatch match = new StringMatch(s, wanted);
        StringBuilder out = null;
        int length = s.length();
        int copied = 0;
        int count = 0;
        for (int at = 0; count < most && match.find(at); ) {
            count++;
            if (out == null) {
                out = new StringBuilder(length + 16);
            }
            int start = match.start();
            int end = match.end();
            out.append(s, copied, start);
            copied = end;
            if (plain) {
                out.append(text);
            } else if (text != null) {
                fill(out, text, match);
            } else {
                replace(out, replacement, match);
            }
            Room.forString(out.length());
            // An empty match leaves the character behind it to be copied.
            at = end > start ? end : end + 1;
            if (wanted.anchored) {
                break;
            }
        }
        String result = out == null ? s : out.append(s, copied, length).toString();
        return Values.of2(result, (double) count);
    }

    /** Appends a replacement text with its {@code %0} to {@code %9} filled in. */
    private static void fill(StringBuilder out, String text, StringMatch match) {
        int length = text.length();
        int copied = 0;
        for (int percent = text.indexOf('%'); percent >= 0; percent = text.indexOf('%', copied)) {
            out.append(text, copied, percent);
            char kind = percent + 1 < length ? text.charAt(percent + 1) : '\0';
            copied = Math.min(percent + 2, length);
            if (kind < '0' || kind > '9') {
                out.append(kind);
            } else if (kind == '0') {
                match.appendWhole(out);
            } else {
                match.append(kind - '1', out);
            }
            Room.forString(out.length());
        }
        out.append(text, copied, length);
    }

    private static void replace(StringBuilder out, @Nullable Object replacement, StringMatch match) {
        Object value;
        if (replacement instanceof LuaTable table) {
            value = Index.get(table, match.capture(0));
        } else if (match.valueCount() == 1) {
            value = Values.first(Call.callBack(replacement, match.capture(0)));
        } else {
            @Nullable Object[] all = new @Nullable Object[match.valueCount()];
            match.captures(all, 0);
            value = Values.first(Call.callBack(replacement, all));
        }
        if (!Convert.truth(value)) {
            match.appendWhole(out);
            return;
        }
        String text = Convert.toStringOrNull(value);
        if (text == null) {
            throw LuaError.caller("invalid replacement value (a " + LuaType.name(value) + ")");
        }
        out.append(text);
    }
}
