package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import java.util.Optional;
import java.util.Set;

/** What can be done with policies. */
public sealed interface PolicyCommand extends Command {

    /**
     * Registers a policy, inactive. Result: its id.
     *
     * @param configuration id or name of how the vote is held, or of a voting pool; the profile's own way where absent
     * @param selfApproval whether the owner's own devices may approve alone; where absent so, but not with a voting pool
     */
    @Operation(value = "policy.register", scope = Scope.POLICY_WRITE)
    record Register(
            String template,
            Set<String> events,
            Optional<Name> name,
            Conditions conditions,
            Optional<Boolean> selfApproval,
            Optional<String> configuration)
            implements PolicyCommand {}

    /** Gates its events from now on; refused where its vote could never succeed. */
    @Operation(value = "policy.activate", scope = Scope.POLICY_WRITE)
    record Activate(String nameOrId) implements PolicyCommand {}

    /** Gates nothing from now on; what waits already goes on waiting. */
    @Operation(value = "policy.deactivate", scope = Scope.POLICY_WRITE)
    record Deactivate(String nameOrId) implements PolicyCommand {}

    @Operation(value = "policy.delete", scope = Scope.POLICY_WRITE)
    record Delete(String nameOrId) implements PolicyCommand {}
}
