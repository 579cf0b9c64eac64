package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.x509.name}: names in certificates, part by part. */
final class NameModule {
    private static final int UTF16 = 0x1e;

    /** One part of a name; the value in bytes of UTF-8. */
    private record Part(String oid, String value) {}

    /** A name; adding changes it. */
    private record Name(List<Part> parts) {}

    private final Namespace methods = new Namespace();
    private final Kind<Name> kind = new Kind<>("name", Name.class, methods.table());

    /** The object of a name in its binary form. */
    LuaTable wrap(byte[] der) {
        List<Part> parts = new ArrayList<>();
        for (Der.Item set : Der.read(der).items()) {
            for (Der.Item pair : set.items()) {
                parts.add(new Part(pair.item(0).oid(), text(pair.item(1))));
            }
        }
        return kind.wrap(new Name(parts));
    }

    private static String text(Der.Item value) {
        return value.tag() == UTF16
                ? Bytes.encode(new String(value.content(), StandardCharsets.UTF_16BE))
                : Bytes.text(value.content());
    }

    LuaTable make() {
        LuaTable metatable = kind.metatable();
        metatable.put("__tostring", NativeFunction.of1("__tostring", self -> show(kind.self(self))));
        metatable.put("__len", NativeFunction.of1("__len", self ->
                (double) kind.self(self).parts.size()));
        metatable.put("__pairs", NativeFunction.of1("__pairs", this::each));
        return methods.of0("new", () -> kind.wrap(new Name(new ArrayList<>())))
                .of1("istype", value -> kind.orNull(value) != null)
                .of1("dup", value -> kind.wrap(new Name(new ArrayList<>(kind.argument(value, 1).parts))))
                .of3("add", this::add)
                .of3("find", this::find)
                .of1("tostring", self -> show(kind.self(self)))
                .of1("count", self -> (double) kind.self(self).parts.size())
                .of2("index", (self, place) -> at(kind.self(self), Check.integer(place, 2)))
                .of1("each", this::each)
                .of1("all", self -> all(kind.self(self)))
                .table();
    }

    private static LuaTable entry(Part part) {
        LuaTable entry = ObjectIds.entry(part.oid);
        entry.put("blob", part.value);
        return entry;
    }

    private Object add(@Nullable Object self, @Nullable Object name, @Nullable Object value) {
        Name to = kind.self(self);
        String text = Check.string(name, 2);
        String oid = ObjectIds.oid(text);
        if (oid == null || self == null) {
            return Values.of2(null, "x509.name:add: invalid NID text " + text);
        }
        to.parts.add(new Part(oid, Check.string(value, 3)));
        return self;
    }

    private @Nullable Object find(@Nullable Object self, @Nullable Object name, @Nullable Object after) {
        List<Part> parts = kind.self(self).parts;
        String text = Check.string(name, 2);
        String oid = ObjectIds.oid(text);
        if (oid == null) {
            return Values.of3(null, null, "x509.name:find: invalid NID text " + text);
        }
        for (int i = Math.max(0, Check.integer(after, 3, 0)); i < parts.size(); i++) {
            if (parts.get(i).oid.equals(oid)) {
                return Values.of2(entry(parts.get(i)), i + 1.0);
            }
        }
        return Values.of2(null, null);
    }

    private static String show(Name name) {
        StringBuilder out = new StringBuilder();
        for (Part part : name.parts) {
            out.append(out.isEmpty() ? "" : "/")
                    .append(ObjectIds.shortName(part.oid))
                    .append('=')
                    .append(part.value);
        }
        return out.toString();
    }

    private static Object at(Name name, int place) {
        if (place < 1 || place > name.parts.size()) {
            return Values.of2(null, null);
        }
        Part part = name.parts.get(place - 1);
        return Values.of2(ObjectIds.shortName(part.oid), entry(part));
    }

    private Object each(@Nullable Object self) {
        Name name = kind.self(self);
        int[] place = {0};
        return NativeFunction.ofN("iterator", ignored -> ++place[0] > name.parts.size() ? null : at(name, place[0]));
    }

    private static LuaTable all(Name name) {
        LuaTable all = new LuaTable();
        for (Part part : name.parts) {
            all.put(ObjectIds.shortName(part.oid), entry(part));
        }
        return all;
    }
}
