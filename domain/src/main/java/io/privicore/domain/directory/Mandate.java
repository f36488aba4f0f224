package io.privicore.domain.directory;

import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Which of a directory's voting pools its members cannot do without, as its meta says under {@code policy.mandatory}.
 *
 * @param everywhere whether every policy of a member asks every pool as well
 * @param pools by name or id of a pool, the operations that need its vote whatever policies a member has
 */
public record Mandate(boolean everywhere, Map<String, Set<String>> pools) {

    public static final Mandate NONE = new Mandate(false, Map.of());

    public Mandate {
        pools = Map.copyOf(pools);
    }

    /** Whether any of these operations may need the vote of any pool. */
    public boolean concerns(Set<String> operations) {
        return everywhere || pools.values().stream().anyMatch(mandated -> !Collections.disjoint(mandated, operations));
    }

    public boolean isNone() {
        return !everywhere && pools.isEmpty();
    }
}
