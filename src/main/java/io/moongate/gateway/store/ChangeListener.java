package io.moongate.gateway.store;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Hears that entities changed: by a write of this node, by another node, or by a new declarative configuration. A bean
 * of this type is found by itself.
 */
@FunctionalInterface
public interface ChangeListener {
    /**
     * Takes over what is stored now. The stage completes when the change is in force; the answer to the write waits for
     * it, within bounds.
     */
    CompletionStage<@Nullable Void> changed();
}
