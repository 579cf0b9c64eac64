package io.moongate.gateway.script.require;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The values of a YAML document. What an alias names is the same table again, so that aliases cost nothing. */
final class YamlNodes {
    private final Map<Node, LuaTable> tables = new IdentityHashMap<>();

    Object value(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                LuaTable known = tables.get(sequence);
                yield known == null ? list(sequence) : known;
            }
            case MappingNode mapping -> {
                LuaTable known = tables.get(mapping);
                yield known == null ? map(mapping) : known;
            }
            default -> Userdata.NULL;
        };
    }

    private LuaTable list(SequenceNode sequence) {
        LuaTable table = new LuaTable(sequence.getValue().size(), 0);
        tables.put(sequence, table);
        int at = 0;
        for (Node item : sequence.getValue()) {
            table.put(++at, value(item));
        }
        return table;
    }

    private LuaTable map(MappingNode mapping) {
        LuaTable table = new LuaTable(0, mapping.getValue().size());
        tables.put(mapping, table);
        for (NodeTuple pair : mapping.getValue()) {
            if (pair.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(table, pair.getValueNode());
            } else {
                Object key = value(pair.getKeyNode());
                if (!(key instanceof Double d && d.isNaN())) {
                    table.put(key, value(pair.getValueNode()));
                }
            }
        }
        return table;
    }

    /** What stands in the map itself counts more than what is merged into it. */
    private void merge(LuaTable into, Node from) {
        if (from instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> merge(into, each));
        } else if (from instanceof MappingNode && value(from) instanceof LuaTable table) {
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                if (into.get(table.slotKey(slot)) == null) {
                    into.put(table.slotKey(slot), table.slotValue(slot));
                }
            }
        }
    }

    private static Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return Userdata.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            String word = text.toLowerCase(Locale.ROOT);
            return word.equals("true") || word.equals("yes") || word.equals("on");
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            Double number = number(text.replace("_", "").toLowerCase(Locale.ROOT));
            if (number != null) {
                return number;
            }
        }
        return Bytes.encode(text);
    }

    private static @Nullable Double number(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        Double value = positive(digits);
        return value == null ? null : negative ? -value : value;
    }

    private static @Nullable Double positive(String digits) {
        try {
            if (digits.equals(".inf")) {
                return Double.POSITIVE_INFINITY;
            }
            if (digits.equals(".nan")) {
                return Double.NaN;
            }
            if (digits.startsWith("0x")) {
                return (double) Long.parseLong(digits.substring(2), 16);
            }
            if (digits.startsWith("0b")) {
                return (double) Long.parseLong(digits.substring(2), 2);
            }
            if (digits.indexOf(':') >= 0) {
                double sum = 0;
                for (String part : digits.split(":")) {
                    sum = sum * 60 + Double.parseDouble(part);
                }
                return sum;
            }
            if (digits.length() > 1 && digits.startsWith("0") && digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
                return (double) Long.parseLong(digits, 8);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
