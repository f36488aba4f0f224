package io.privicore.domain.voting;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;

/** What becomes known of how votes are counted. */
public sealed interface VotingEvent extends Event {

    /** @param timeLimit in seconds */
    record SettingsChanged(ProfileId profile, String strategy, int quorumSize, long timeLimit, int numberOfAttempts)
            implements VotingEvent {
        @Override
        public String subject() {
            return profile.toString();
        }
    }

    /** A vote that counts for nothing: late, doubled, forged, or of a device that has no such ballot. */
    record VoteRefused(ProfileId profile, DeviceId device, BallotId ballot, String reason) implements VotingEvent {
        @Override
        public String subject() {
            return ballot.toString();
        }
    }

    record ConfigurationRegistered(ProfileId profile, VotingConfigurationId configuration, String name)
            implements VotingEvent {
        @Override
        public String subject() {
            return configuration.toString();
        }
    }

    record ConfigurationUpdated(ProfileId profile, VotingConfigurationId configuration, String name)
            implements VotingEvent {
        @Override
        public String subject() {
            return configuration.toString();
        }
    }

    record ConfigurationDeleted(ProfileId profile, VotingConfigurationId configuration, String name)
            implements VotingEvent {
        @Override
        public String subject() {
            return configuration.toString();
        }
    }
}
