package io.privicore.application.port;

import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All polls, with their ballots, for good. */
public interface Polls {

    /** The requester's poll; refuses with {@code POLL_NOT_FOUND} what is not there or somebody else's. */
    Poll get(ProfileId requester, PollId id);

    Optional<Poll> find(PollId id);

    /** Locks a poll until the present unit of work ends, so that votes that come at once are counted one by one. */
    Optional<Poll> lock(PollId id);

    /**
     * Locks the polls that these ballots belong to, each once and in one order for everybody, so that none who lock several
     * wait for each other in a circle.
     */
    List<Poll> lockOf(Collection<BallotId> ballots);

    /** Open polls in whose present attempt a device has a ballot, cast or not, that was not voided. */
    List<PollId> openOf(DeviceId device);

    /** Open polls that this command waits for. */
    List<PollId> openFor(UUID command);

    /** How many polls of the requester are open. */
    int countOpen(ProfileId requester);

    default void save(Change<Poll> change) {
        save(List.of(change));
    }

    /** Saves changes of different polls. */
    void save(List<Change<Poll>> changes);

    /** Where the requester's polls stand, newest first, without their ballots. */
    Page<PollView> list(ProfileId requester, Optional<PollState> state, Paging paging);

    /**
     * How often the owner's devices voted what; devices that never had a ballot are not in it. Costs what is open, however
     * much has ended.
     */
    Map<DeviceId, VoteCounts> countVotes(ProfileId owner);

    record VoteCounts(long yes, long no, long abstain, long pending, long lapsed) {

        public static final VoteCounts NONE = new VoteCounts(0, 0, 0, 0, 0);
    }
}
