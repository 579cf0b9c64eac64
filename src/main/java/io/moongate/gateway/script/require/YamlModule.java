package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Userdata;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** {@code lyaml}: {@code load} and {@code dump}. Tags make no objects; null is {@code ngx.null}. */
final class YamlModule {
    private static final int DEEPEST = 200;
    private static final int LONGEST = 64 * 1024 * 1024;

    private YamlModule() {}

    static LuaTable make() {
        return new Namespace()
                .value("_VERSION", "lyaml / 6.2.8")
                .value("null", Userdata.NULL)
                .of2("load", (text, options) -> load(Check.string(text, 1), options))
                .of2("dump", (documents, options) -> dump(Check.table(documents, 1)))
                .table();
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        loading.setCodePointLimit(LONGEST);
        loading.setNestingDepthLimit(DEEPEST);
        // Nodes are all that is asked of the library; a tag never makes an object, whatever it says.
        loading.setTagInspector(tag -> true);
        loading.setMaxAliasesForCollections(Integer.MAX_VALUE);
        DumperOptions dumping = new DumperOptions();
        dumping.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumping.setExplicitStart(true);
        dumping.setExplicitEnd(true);
        dumping.setSplitLines(false);
        dumping.setAllowUnicode(true);
        return new Yaml(new SafeConstructor(loading), new Tilde(dumping), dumping, loading);
    }

    /** Writes null as the YAML library of Lua does. */
    private static final class Tilde extends Representer {
        Tilde(DumperOptions options) {
            super(options);
            nullRepresenter = data -> representScalar(Tag.NULL, "~");
        }
    }

    private static @Nullable Object load(String bytes, @Nullable Object options) {
        boolean all =
                options instanceof LuaTable table ? Convert.truth(table.get("all")) : Boolean.TRUE.equals(options);
        List<@Nullable Object> documents = new ArrayList<>();
        try {
            for (var node : yaml().composeAll(new java.io.StringReader(Bytes.decode(bytes)))) {
                documents.add(new YamlNodes().value(node));
                if (!all) {
                    break;
                }
            }
        } catch (YAMLException e) {
            throw new LuaError(problem(e));
        }
        if (all) {
            return LuaTable.of(documents.toArray());
        }
        return documents.isEmpty() ? null : documents.getFirst();
    }

    private static String problem(YAMLException e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            Mark mark = marked.getProblemMark();
            String where = mark == null ? "" : (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
            return Bytes.encode(where + marked.getProblem());
        }
        return Bytes.encode(String.valueOf(e.getMessage()));
    }

    private static String dump(LuaTable documents) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i <= documents.length(); i++) {
            out.append(yaml().dump(new Plain().of(documents.get(i), 0)));
        }
        return Bytes.encode(out.toString());
    }

    /** Lua's values as Java's; the same table twice is the same list or map twice, which YAML writes as an alias. */
    private static final class Plain {
        private final Map<LuaTable, Object> known = new IdentityHashMap<>();

        @Nullable
        Object of(@Nullable Object value, int depth) {
            if (depth > DEEPEST) {
                throw new LuaError("too deeply nested");
            }
            return switch (value) {
                case null -> null;
                case Boolean b -> b;
                case Double d -> number(d);
                case String s -> Bytes.decode(s);
                case LuaTable table -> table(table, depth);
                case Userdata u when u == Userdata.NULL -> null;
                default -> throw new LuaError("cannot dump object of type '" + LuaType.name(value) + "'");
            };
        }

        private static Object number(double d) {
            return d == Math.rint(d) && Math.abs(d) < 1e15 ? (Object) (long) d : (Object) d;
        }

        private Object table(LuaTable table, int depth) {
            Object before = known.get(table);
            if (before != null) {
                return before;
            }
            int length = table.length();
            if (length == table.count()) {
                List<@Nullable Object> list = new ArrayList<>(length);
                known.put(table, list);
                for (int i = 1; i <= length; i++) {
                    list.add(of(table.get(i), depth + 1));
                }
                return list;
            }
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            known.put(table, map);
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                map.put(of(table.slotKey(slot), depth + 1), of(table.slotValue(slot), depth + 1));
            }
            return map;
        }
    }
}
