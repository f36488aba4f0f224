package io.privicore.domain.voting;

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
