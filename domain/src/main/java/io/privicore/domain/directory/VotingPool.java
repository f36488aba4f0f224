package io.privicore.domain.directory;

import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.time.Instant;
import java.util.Set;

/**
 * A way to vote whose voters are a directory's authenticators instead of a profile's own. Any member's policies can use
 * it; whoever asks for something does not decide it alone.
 *
 * @param name unique in the directory
 * @param profiles whose authenticators vote, whichever they are at the time
 * @param devices which authenticators vote; where neither is named, those of the owner and of all administrators
 * @param revision counts saved changes
 */
public record VotingPool(
        VotingConfigurationId id,
        DirectoryId directory,
        Name name,
        VotingRules rules,
        Set<ProfileId> profiles,
        Set<DeviceId> devices,
        boolean removed,
        Instant createdAt,
        long revision) {

    public VotingPool {
        profiles = Set.copyOf(profiles);
        devices = Set.copyOf(devices);
        if (!profiles.isEmpty() && !devices.isEmpty()) {
            throw new IllegalArgumentException("Expected profiles or devices as voters, and not both");
        }
    }

    /**
     * A new one. Refuses with {@code VOTING_UNREACHABLE} a quorum above the named devices; how many authenticators
     * profiles will have is not known yet.
     *
     * @param owner the directory's owner
     */
    public static Change<VotingPool> create(
            VotingConfigurationId id,
            DirectoryId directory,
            ProfileId owner,
            Name name,
            VotingRules rules,
            Set<ProfileId> profiles,
            Set<DeviceId> devices,
            Instant now) {
        if (!devices.isEmpty()) {
            rules.requireReachableBy(devices.size());
        }
        if (devices.size() + profiles.size() > Poll.MOST_VOTERS) {
            throw new Refusal(VOTING_UNREACHABLE, "Expected no more voters than a poll can have, but there are more");
        }
        return Change.of(
                new VotingPool(id, directory, name, rules, profiles, devices, false, now, 0),
                new DirectoryEvent.VotingPoolCreated(owner, directory, id, name.value()));
    }

    /** For good; again changes nothing. Polls that are open keep their voters. */
    public Change<VotingPool> remove(ProfileId owner) {
        return removed
                ? Change.none(this)
                : Change.of(
                        new VotingPool(id, directory, name, rules, profiles, devices, true, createdAt, revision),
                        new DirectoryEvent.VotingPoolRemoved(owner, directory, id, name.value()));
    }
}
