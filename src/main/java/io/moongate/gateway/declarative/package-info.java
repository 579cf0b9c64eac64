/**
 * Declarative configurations: YAML or JSON text to entities and back.
 *
 * <p>Knows no HTTP and no store; what it reads is handed to one. To take a new kind of entity nothing is needed here:
 * the schemas say it all.
 */
@NullMarked
package io.moongate.gateway.declarative;

import org.jspecify.annotations.NullMarked;
