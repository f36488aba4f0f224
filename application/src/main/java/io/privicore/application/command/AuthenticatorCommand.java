package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.Strategy;
import java.time.Duration;

/** What can be done with the authenticator role of devices, and with how a profile votes where nothing else is said. */
public sealed interface AuthenticatorCommand extends Command {

    /** Lets an active device vote for its owner; refused where there would be too many for the vote of an active policy. */
    @Operation(value = "authenticator.register", scope = Scope.VOTING_WRITE)
    record Register(DeviceId device) implements AuthenticatorCommand {}

    /**
     * Takes the role away; ballots that the device has got already stay valid. Refused where the vote of an active policy
     * could not be reached without it, unless forced.
     */
    @Operation(value = "authenticator.remove", scope = Scope.VOTING_WRITE)
    record Remove(DeviceId device, boolean force) implements AuthenticatorCommand {}

    /** How many votes make a poll valid; refused above the authenticators there are, or above those of an active policy. */
    @Operation(value = "authenticator.set-quorum-size", scope = Scope.VOTING_WRITE)
    record SetQuorumSize(int quorumSize) implements AuthenticatorCommand {}

    /** How votes are counted. */
    @Operation(value = "authenticator.set-quorum-strategy", scope = Scope.VOTING_WRITE)
    record SetStrategy(Strategy strategy) implements AuthenticatorCommand {}

    /** How long an attempt lasts. */
    @Operation(value = "authenticator.set-voting-time-limit", scope = Scope.VOTING_WRITE)
    record SetTimeLimit(Duration timeLimit) implements AuthenticatorCommand {}

    /** How often a poll is tried. */
    @Operation(value = "authenticator.set-maximum-voting-attempts", scope = Scope.VOTING_WRITE)
    record SetAttempts(int attempts) implements AuthenticatorCommand {}
}
