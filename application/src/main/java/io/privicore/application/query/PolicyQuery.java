package io.privicore.application.query;

import io.privicore.application.command.Operation;
import io.privicore.domain.access.Scope;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyState;
import io.privicore.domain.policy.PolicyTemplate;
import java.util.List;
import java.util.Optional;

/** What can be asked about policies. */
public sealed interface PolicyQuery<R> extends Query<R> {

    @Operation(value = "policy.list-templates", scope = Scope.POLICY_READ)
    record ListTemplates() implements PolicyQuery<List<PolicyTemplate>> {}

    /** The caller's policies, oldest first; those of one state if it is given. */
    @Operation(value = "policy.list", scope = Scope.POLICY_READ)
    record ListPolicies(Optional<PolicyState> state) implements PolicyQuery<List<Policy>> {}

    @Operation(value = "policy.retrieve", scope = Scope.POLICY_READ)
    record Retrieve(String nameOrId) implements PolicyQuery<Policy> {}
}
