package io.moongate.gateway.script.ngx;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ngx.shared}: dictionaries that all workers share. */
final class SharedArea {

    private SharedArea() {}

    static LuaTable table(LuaWorker worker) {
        LuaTable methods = methods();
        LuaTable metatable =
                Namespace.guard(new Namespace().value("__index", methods).table());
        LuaTable shared = new LuaTable();
        worker.script().dicts().byName().forEach((name, dict) -> {
            LuaTable table = new LuaTable();
            table.put(1, new Userdata(dict, null));
            table.setMetatable(metatable);
            shared.put(name, table);
        });
        return shared;
    }

    private static LuaTable methods() {
        return new Namespace()
                .ofN("get", arguments -> get(arguments, false))
                .ofN("get_stale", arguments -> get(arguments, true))
                .ofN("set", arguments -> set(arguments, SharedDict.Only.ANY, false))
                .ofN("safe_set", arguments -> set(arguments, SharedDict.Only.ANY, true))
                .ofN("add", arguments -> set(arguments, SharedDict.Only.ABSENT, false))
                .ofN("safe_add", arguments -> set(arguments, SharedDict.Only.ABSENT, true))
                .ofN("replace", arguments -> set(arguments, SharedDict.Only.PRESENT, false))
                .ofN("incr", SharedArea::incr)
                .of2("delete", (self, key) -> delete(dict(self), key))
                .of3("lpush", (self, key, value) -> push(self, key, value, true))
                .of3("rpush", (self, key, value) -> push(self, key, value, false))
                .of2("lpop", (self, key) -> pop(self, key, true))
                .of2("rpop", (self, key) -> pop(self, key, false))
                .of2("llen", (self, key) -> numberOrError(dict(self).length(key(key))))
                .of2("ttl", (self, key) -> ttl(dict(self), key))
                .of3("expire", (self, key, seconds) -> expire(dict(self), key, seconds))
                .of1("flush_all", self -> {
                    dict(self).flushAll();
                    return Values.NONE;
                })
                .of2("flush_expired", (self, most) -> (double) dict(self).flushExpired(Check.integer(most, 2, 0)))
                .of2("get_keys", (self, most) -> keys(dict(self).keys(Check.integer(most, 2, 1024))))
                .of1("capacity", self -> (double) dict(self).capacity())
                .of1("free_space", self -> (double) dict(self).free())
                .table();
    }

    private static Object delete(SharedDict dict, @Nullable Object key) {
        String bad = badKey(key);
        if (bad != null) {
            return Values.of2(null, bad);
        }
        dict.delete(key(key));
        return Values.of3(true, null, false);
    }

    private static Object ttl(SharedDict dict, @Nullable Object key) {
        String bad = badKey(key);
        Double ttl = bad == null ? dict.ttl(key(key)) : null;
        return ttl == null ? Values.of2(null, bad == null ? "not found" : bad) : ttl;
    }

    private static Object expire(SharedDict dict, @Nullable Object key, @Nullable Object seconds) {
        if (seconds == null) {
            throw LuaError.caller("bad \"exptime\" argument");
        }
        double time = Check.number(seconds, 3);
        String bad = badKey(key);
        if (bad != null) {
            return Values.of2(null, bad);
        }
        return dict.expire(key(key), time) ? (Object) true : Values.of2(null, "not found");
    }

    /** A number, or a text of one, or the words for what is neither. */
    private static double number(Object value, String name) {
        Double number =
                value instanceof Double given ? given : value instanceof String text ? Convert.toNumber(text) : null;
        if (number == null) {
            throw LuaError.caller("bad " + name + " arg: number expected, got " + LuaType.name(value));
        }
        return number;
    }

    private static LuaTable keys(List<String> names) {
        return LuaTable.of(names.toArray());
    }

    private static SharedDict dict(@Nullable Object self) {
        if (self instanceof LuaTable table
                && table.get(1) instanceof Userdata userdata
                && userdata.object() instanceof SharedDict dict) {
            return dict;
        }
        throw LuaError.caller("bad \"zone\" argument");
    }

    private static String key(@Nullable Object key) {
        return key == null ? "" : Convert.tostring(key);
    }

    /** Null where the key can be used, else the words of what is wrong. */
    private static @Nullable String badKey(@Nullable Object key) {
        if (key == null) {
            return "nil key";
        }
        String text = Convert.tostring(key);
        return text.isEmpty() ? "empty key" : text.length() > 65535 ? "key too long" : null;
    }

    private static @Nullable Object get(@Nullable Object[] arguments, boolean stale) {
        SharedDict dict = dict(Check.at(arguments, 0));
        Object key = Check.at(arguments, 1);
        String bad = badKey(key);
        if (bad != null) {
            return Values.of2(null, bad);
        }
        SharedDict.Entry entry = dict.get(key(key), stale);
        if (entry == null) {
            return null;
        }
        Object value = entry.value();
        if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
            return Values.of2(null, "value is a list");
        }
        Double flags = entry.flags() == 0 ? null : entry.flags();
        if (stale) {
            return Values.of3(value, flags, !entry.alive(System.currentTimeMillis()));
        }
        return flags == null ? value : Values.of2(value, flags);
    }

    private static @Nullable Object set(@Nullable Object[] arguments, SharedDict.Only only, boolean safe) {
        SharedDict dict = dict(Check.at(arguments, 0));
        Object key = Check.at(arguments, 1);
        Object value = Check.at(arguments, 2);
        String bad = badKey(key);
        if (bad != null) {
            return Values.of2(null, bad);
        }
        double seconds = Check.number(Check.at(arguments, 3), 4, 0);
        if (seconds < 0) {
            throw LuaError.caller("bad \"exptime\" argument");
        }
        double flags = Check.number(Check.at(arguments, 4), 5, 0);
        if (value == null && only == SharedDict.Only.ANY) {
            dict.delete(key(key));
            return Values.of3(true, null, false);
        }
        if (value == null && only != SharedDict.Only.ANY) {
            return Values.of3(false, "attempt to add or replace nil values", false);
        }
        if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
            return Values.of2(null, "bad value type");
        }
        SharedDict.Write write = dict.set(key(key), value, seconds, flags, only, safe);
        return Values.of3(write.error() == null, write.error(), write.forcible());
    }

    private static @Nullable Object incr(@Nullable Object[] arguments) {
        SharedDict dict = dict(Check.at(arguments, 0));
        Object key = Check.at(arguments, 1);
        String bad = badKey(key);
        if (bad != null) {
            return Values.of2(null, bad);
        }
        double step = Check.number(Check.at(arguments, 2), 3);
        Object start = Check.at(arguments, 3);
        Double init = Convert.truth(start) && start != null ? number(start, "init") : null;
        Object life = Check.at(arguments, 4);
        double seconds = life == null ? 0 : number(life, "init_ttl");
        if (seconds < 0) {
            throw LuaError.caller("bad \"init_ttl\" argument");
        }
        if (life != null && init == null) {
            throw LuaError.caller("must provide \"init\" when providing \"init_ttl\"");
        }
        boolean[] forcible = {false};
        Object result = dict.incr(key(key), step, init, seconds, forcible);
        if (result instanceof String error) {
            return Values.of2(null, error);
        }
        return init == null ? result : Values.of3(result, null, forcible[0]);
    }

    private static @Nullable Object push(
            @Nullable Object self, @Nullable Object key, @Nullable Object value, boolean left) {
        SharedDict dict = dict(self);
        String bad = badKey(key);
        if (bad != null) {
            return Values.of2(null, bad);
        }
        if (!(value instanceof String || value instanceof Double)) {
            return Values.of2(null, "bad value type");
        }
        return numberOrError(dict.push(key(key), value, left));
    }

    private static Object numberOrError(Object result) {
        return result instanceof String error ? Values.of2(null, error) : result;
    }

    private static @Nullable Object pop(@Nullable Object self, @Nullable Object key, boolean left) {
        @Nullable String[] error = {null};
        Object value = dict(self).pop(key(key), left, error);
        return error[0] == null ? value : Values.of2(null, error[0]);
    }
}
