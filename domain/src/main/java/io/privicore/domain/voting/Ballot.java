package io.privicore.domain.voting;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;

/**
 * One voter's part in one attempt.
 *
 * @param owner whose device it is
 * @param attempt counted from 1
 * @param vote there once it was cast, whatever becomes of the ballot then
 */
public record Ballot(
        BallotId id, DeviceId device, ProfileId owner, int attempt, BallotState state, Optional<Vote> vote) {

    static Ballot issue(BallotId id, Voter voter, int attempt) {
        return new Ballot(id, voter.device(), voter.owner(), attempt, BallotState.PENDING, Optional.empty());
    }

    Ballot cast(Vote given) {
        return new Ballot(id, device, owner, attempt, BallotState.CAST, Optional.of(given));
    }

    Ballot lapse() {
        return isOpen() ? in(BallotState.LAPSED) : this;
    }

    Ballot voided() {
        return in(BallotState.VOIDED);
    }

    private Ballot in(BallotState next) {
        return new Ballot(id, device, owner, attempt, next, vote);
    }

    boolean isOpen() {
        return state == BallotState.PENDING;
    }
}
