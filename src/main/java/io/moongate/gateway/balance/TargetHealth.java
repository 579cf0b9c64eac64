package io.moongate.gateway.balance;

import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which targets are marked as unhealthy, on this node. A mark counts where the upstream has its health looked after. */
public final class TargetHealth {
    private final Set<UUID> unhealthy = ConcurrentHashMap.newKeySet();

    /** Marks a target. */
    public void mark(Upstream upstream, Target target, boolean healthy) {
        if (healthy) {
            unhealthy.remove(target.id());
        } else if (upstream.checked()) {
            unhealthy.add(target.id());
        }
    }

    /** Whether requests may go to a target. */
    public boolean healthy(Upstream upstream, Target target) {
        return !upstream.checked() || !unhealthy.contains(target.id());
    }
}
