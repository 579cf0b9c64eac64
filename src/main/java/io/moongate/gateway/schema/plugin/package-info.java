/**
 * The settings of plugins, one file a plugin or family. Knows nothing but the schema room. To add one, copy {@code
 * FunctionSchemas}.
 */
@NullMarked
package io.moongate.gateway.schema.plugin;

import org.jspecify.annotations.NullMarked;
