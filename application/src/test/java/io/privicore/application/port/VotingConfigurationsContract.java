package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import io.privicore.domain.voting.VotingSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class VotingConfigurationsContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();

    @Test
    void aConfigurationThatWasNotSavedIsNotThere() {
        var registered = register(owner, terms("board"));

        inFailingUnit(() -> ports().votingConfigurations().save(registered));

        assertThat(ports().votingConfigurations().find(registered.after().id())).isEmpty();
    }

    @Nested
    class ASavedConfiguration {

        @Test
        void isReadBackAsItWas() {
            var board = saved(register(owner, terms("board")));
            var full = terms(
                    "All of them, ünanimously",
                    new Strategy.MinimumPercentage(67),
                    Set.of(aDeviceId(), aDeviceId()),
                    Optional.of(2),
                    Optional.of(3));
            var changed = saved(board.update(full, VotingRules.DEFAULT, 5));

            assertThat(board.revision()).isEqualTo(1);
            assertThat(board.terms()).isEqualTo(terms("board"));
            assertThat(changed.revision()).isEqualTo(2);
            assertThat(changed.terms()).isEqualTo(full);
            assertThat(changed.createdAt()).isEqualTo(NOW);
            assertThat(changed.owner()).isEqualTo(owner);
        }

        @Test
        void isFoundByIdAndByName() {
            var board = saved(register(owner, terms("board")));

            assertThat(ports().votingConfigurations().get(owner, "board")).isEqualTo(board);
            assertThat(ports().votingConfigurations().get(owner, board.id().toString()))
                    .isEqualTo(board);
        }

        @Test
        void isFoundByIdBeforeOneThatHasItsIdForAName() {
            var board = saved(register(owner, terms("board")));
            saved(register(owner, terms(board.id().toString())));

            assertThat(ports().votingConfigurations().get(owner, board.id().toString()))
                    .isEqualTo(board);
        }

        @Test
        void isItsOwnersAlone() {
            var board = saved(register(owner, terms("board")));

            assertRefused(Reason.VOTING_CONFIGURATION_NOT_FOUND, () -> ports().votingConfigurations()
                    .get(aProfileId(), "board"));
            assertRefused(Reason.VOTING_CONFIGURATION_NOT_FOUND, () -> ports().votingConfigurations()
                    .get(aProfileId(), board.id().toString()));
            assertThat(ports().votingConfigurations().list(aProfileId())).isEmpty();
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var board = saved(register(owner, terms("board")));
            saved(board.update(terms("committee"), VotingRules.DEFAULT, 5));

            assertThatThrownBy(() -> saved(board.delete())).isInstanceOf(Stale.class);

            assertThat(ports().votingConfigurations().get(owner, "committee").id())
                    .isEqualTo(board.id());
        }

        @Test
        void refusesToBeNewAgain() {
            var registered = register(owner, terms("board"));
            saved(registered);

            assertThatThrownBy(() -> saved(registered)).isInstanceOf(Stale.class);
        }
    }

    @Nested
    class AName {

        @Test
        void isGivenOnceByAnOwner() {
            saved(register(owner, terms("board")));

            assertRefused(Reason.VOTING_CONFIGURATION_NAME_TAKEN, () -> saved(register(owner, terms("board"))));

            assertThat(saved(register(owner, terms("Board"))).name()).isEqualTo(new Name("Board"));
            assertThat(saved(register(aProfileId(), terms("board"))).name()).isEqualTo(new Name("board"));
        }

        @Test
        void isNotTakenFromAnother() {
            saved(register(owner, terms("board")));
            var other = saved(register(owner, terms("other")));

            assertRefused(
                    Reason.VOTING_CONFIGURATION_NAME_TAKEN,
                    () -> saved(other.update(terms("board"), VotingRules.DEFAULT, 5)));

            assertThat(ports().votingConfigurations().find(other.id())).contains(other);
            assertThat(saved(other.update(terms("other"), VotingRules.DEFAULT, 5))
                            .revision())
                    .isEqualTo(2);
        }

        @Test
        void isFreeAgainOnceItsBearerIsDeleted() {
            var board = saved(register(owner, terms("board")));
            inUnit(() -> ports().votingConfigurations().save(board.delete()));

            var again = saved(register(owner, terms("board")));

            assertThat(ports().votingConfigurations().find(board.id())).isEmpty();
            assertThat(ports().votingConfigurations().get(owner, "board")).isEqualTo(again);
            assertThat(ports().votingConfigurations().list(owner)).containsExactly(again);
            inUnit(() -> ports().votingConfigurations().save(again.delete()));
            assertRefused(Reason.VOTING_CONFIGURATION_NOT_FOUND, () -> ports().votingConfigurations()
                    .get(owner, "board"));
        }
    }

    @Test
    void aListIsInTheOrderOfNames() {
        var b = saved(register(owner, terms("b")));
        var a = saved(register(owner, terms("a")));
        var upper = saved(register(owner, terms("B")));

        assertThat(ports().votingConfigurations().list(owner)).containsExactly(upper, a, b);
    }

    @Nested
    class Settings {

        @Test
        void areThoseOfEverybodyUntilTheyAreSaved() {
            assertThat(ports().votingConfigurations().settings(owner)).isEqualTo(VotingSettings.defaultOf(owner));

            inFailingUnit(() -> ports().votingConfigurations()
                    .saveSettings(VotingSettings.defaultOf(owner).attempts(2)));

            assertThat(ports().votingConfigurations().settings(owner)).isEqualTo(VotingSettings.defaultOf(owner));
        }

        @Test
        void areReadBackAsTheyWere() {
            change(Optional.empty());

            var read = ports().votingConfigurations().settings(owner);

            assertThat(read)
                    .isEqualTo(new VotingSettings(
                            owner,
                            new VotingRules(new Strategy.MinimumPercentage(51), 3, Duration.ofMillis(7500), 4),
                            4));
            assertThat(ports().votingConfigurations().settings(aProfileId()).revision())
                    .isZero();
        }

        @Test
        void refuseAChangeOfAStaleRevision() {
            var unset = ports().votingConfigurations().settings(owner);
            change(Optional.empty());
            var set = ports().votingConfigurations().settings(owner);
            change(Optional.of(5));

            assertThatThrownBy(() -> inUnit(() -> ports().votingConfigurations().saveSettings(unset.attempts(9))))
                    .isInstanceOf(Stale.class);
            assertThatThrownBy(() -> inUnit(() -> ports().votingConfigurations().saveSettings(set.attempts(9))))
                    .isInstanceOf(Stale.class);
            assertThat(ports().votingConfigurations().settings(owner).rules().attempts())
                    .isEqualTo(5);
        }

        private void change(Optional<Integer> attempts) {
            if (attempts.isPresent()) {
                inUnit(() ->
                        ports().votingConfigurations().saveSettings(settings().attempts(attempts.get())));
                return;
            }
            inUnit(() -> ports().votingConfigurations().saveSettings(settings().quorum(3, 3)));
            inUnit(() -> ports().votingConfigurations().saveSettings(settings().timeLimit(Duration.ofMillis(7500))));
            inUnit(() -> ports().votingConfigurations()
                    .saveSettings(settings().strategy(new Strategy.MinimumPercentage(51))));
            inUnit(() -> ports().votingConfigurations().saveSettings(settings().attempts(4)));
        }

        private VotingSettings settings() {
            return ports().votingConfigurations().settings(owner);
        }
    }

    private VotingConfiguration saved(Change<VotingConfiguration> change) {
        inUnit(() -> ports().votingConfigurations().save(change));
        return ports().votingConfigurations().find(change.after().id()).orElseThrow();
    }

    private static Change<VotingConfiguration> register(ProfileId owner, Terms terms) {
        return VotingConfiguration.register(
                new VotingConfigurationId(UUID.randomUUID()), owner, terms, VotingRules.DEFAULT, 5, NOW);
    }

    private static Terms terms(String name) {
        return terms(name, new Strategy.Unanimous(), Set.of(), Optional.empty(), Optional.empty());
    }

    private static Terms terms(
            String name,
            Strategy strategy,
            Set<DeviceId> voters,
            Optional<Integer> quorumSize,
            Optional<Integer> attempts) {
        return new Terms(new Name(name), strategy, Duration.ofSeconds(90), voters, quorumSize, attempts);
    }
}
