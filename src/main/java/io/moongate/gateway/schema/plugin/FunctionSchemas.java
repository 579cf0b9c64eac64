package io.moongate.gateway.schema.plugin;

import io.moongate.gateway.schema.FunctionCheck;
import io.moongate.gateway.schema.PluginSchema;
import java.util.List;

/** The settings of pre-function and post-function: a list of functions for each phase. */
public final class FunctionSchemas {
    private FunctionSchemas() {}

    /** Both plugins. */
    public static List<PluginSchema> of(FunctionCheck check) {
        throw new UnsupportedOperationException();
    }
}
