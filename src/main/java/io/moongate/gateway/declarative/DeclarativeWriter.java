package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.Schemas;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes entities as a declarative configuration in YAML, as {@code GET /config} gives it. */
public final class DeclarativeWriter {
    private final Schemas schemas;

    public DeclarativeWriter(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The YAML text. */
    public String write(Map<String, List<Map<String, @Nullable Object>>> entities) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("_transform", false);
        document.put("_format_version", "3.0");
        for (EntitySchema schema : schemas.all()) {
            List<Map<String, @Nullable Object>> documents = entities.getOrDefault(schema.name(), List.of());
            if (!documents.isEmpty()) {
                document.put(
                        schema.name(),
                        documents.stream()
                                .map((Map<String, @Nullable Object> one) -> flat(schema, one))
                                .toList());
            }
        }
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setWidth(Integer.MAX_VALUE);
        options.setSplitLines(false);
        StringWriter out = new StringWriter();
        new Yaml(options).serialize(node(document), out);
        return out.toString();
    }

    /** An entity with its foreign entities by id alone. */
    private static Map<String, @Nullable Object> flat(EntitySchema schema, Map<String, @Nullable Object> document) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(document);
        for (Field foreign : schema.foreignFields()) {
            if (result.get(foreign.name()) instanceof Map<?, ?> map) {
                result.put(foreign.name(), map.get("id"));
            }
        }
        return result;
    }

    private static Node node(@Nullable Object value) {
        return switch (value) {
            case null -> scalar(Tag.NULL, "~");
            case Boolean flag -> scalar(Tag.BOOL, flag.toString());
            case Long number -> scalar(Tag.INT, number.toString());
            case Number number -> scalar(Tag.FLOAT, new BigDecimal(number.toString()).toPlainString());
            case List<?> list -> {
                List<Node> items = new ArrayList<>();
                list.forEach(item -> items.add(node(item)));
                yield new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case Map<?, ?> map -> {
                List<NodeTuple> entries = new ArrayList<>();
                map.forEach((key, item) -> entries.add(new NodeTuple(node(String.valueOf(key)), node(item))));
                yield new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            default -> {
                String text = String.valueOf(value);
                ScalarStyle style = text.indexOf('\n') >= 0 ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
                yield new ScalarNode(Tag.STR, text, null, null, style);
            }
        };
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }
}
