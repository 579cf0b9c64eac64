package io.moongate.gateway.schema.plugin;

import io.moongate.gateway.schema.EntityCheck;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.FunctionCheck;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.entity.CommonFields;
import java.util.List;

/** The settings of pre-function and post-function: a list of functions for each phase. */
public final class FunctionSchemas {
    private static final List<String> PHASES =
            List.of("certificate", "rewrite", "access", "header_filter", "body_filter", "log");

    private FunctionSchemas() {}

    /** Both plugins. */
    public static List<PluginSchema> of(FunctionCheck check) {
        return List.of(schema("pre-function", check), schema("post-function", check));
    }

    private static PluginSchema schema(String plugin, FunctionCheck check) {
        Field function = Field.string("")
                .optional()
                .check(source -> check.check((String) source)
                        .map(problem -> "error parsing " + plugin + ": " + problem)
                        .orElse(null));
        return new PluginSchema(
                plugin,
                List.of(
                        CommonFields.noConsumer(),
                        CommonFields.httpProtocols(),
                        Field.record(
                                        "config",
                                        PHASES.stream()
                                                .map(phase -> functions(phase, function))
                                                .toArray(Field[]::new))
                                .required()),
                List.of(EntityCheck.atLeastOneOf(
                        PHASES.stream().map(phase -> "config." + phase).toArray(String[]::new))));
    }

    private static Field functions(String phase, Field function) {
        return Field.array(phase, function)
                .required()
                .byDefault(List.of())
                .describe("Custom functions, which can be user-defined, are cached and executed sequentially during"
                        + " specific phases: `certificate`, `rewrite`, `access`, `header_filter`, `body_filter`, and"
                        + " `log`.");
    }
}
