package io.privicore.application.query;

import io.privicore.application.command.Operation;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.domain.access.Scope;
import io.privicore.domain.voting.VotingRules;
import java.util.List;

/** What can be asked about authenticators. */
public sealed interface AuthenticatorQuery<R> extends Query<R> {

    @Operation(value = "authenticator.list", scope = Scope.VOTING_READ)
    record ListAuthenticators() implements AuthenticatorQuery<List<AuthenticatorView>> {}

    /** How the profile votes where nothing else is said. */
    @Operation(value = "authenticator.retrieve-strategy", scope = Scope.VOTING_READ)
    record RetrieveStrategy() implements AuthenticatorQuery<VotingRules> {}

    /**
     * @param pending how many ballots wait for it
     * @param lapsed how many it let pass
     */
    record AuthenticatorView(DeviceView device, long yes, long no, long abstain, long pending, long lapsed) {}
}
