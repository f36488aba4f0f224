package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class VotingPoolsContract extends PersistenceContract {

    private static final VotingRules RULES =
            new VotingRules(new Strategy.MinimumPercentage(67), 2, Duration.ofSeconds(90), 3);

    @Test
    void aPoolThatWasNotSavedIsNotThere() {
        var pool = aPool(aDirectoryId(), "board", Set.of(), Set.of());

        inFailingUnit(() -> ports().votingPools().save(pool));

        assertThat(ports().votingPools().find(pool.after().id())).isEmpty();
    }

    @Nested
    class ASavedPool {

        private final DirectoryId directory = aDirectoryId();

        @Test
        void isReadBackAsItWas() {
            var pool = aPool(directory, "Vorstände", Set.of(), Set.of(aDeviceId(), aDeviceId()));

            var read = saved(pool);

            assertThat(read)
                    .isEqualTo(new VotingPool(
                            pool.after().id(),
                            directory,
                            new Name("Vorstände"),
                            RULES,
                            Set.of(),
                            pool.after().devices(),
                            false,
                            NOW,
                            1));
            assertThat(saved(aPool(directory, "other", Set.of(aProfileId()), Set.of()))
                            .profiles())
                    .hasSize(1);
        }

        @Test
        void isFoundByIdAndByNameInItsDirectoryAlone() {
            var pool = saved(aPool(directory, "board", Set.of(), Set.of()));

            assertThat(ports().votingPools().get(directory, "board")).isEqualTo(pool);
            assertThat(ports().votingPools().get(directory, pool.id().toString()))
                    .isEqualTo(pool);
            assertThatThrownBy(() -> ports().votingPools().get(aDirectoryId(), "board"))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.VOTING_CONFIGURATION_NOT_FOUND));
        }

        @Test
        void keepsItsNameFromOthersUntilItIsRemoved() {
            var pool = saved(aPool(directory, "board", Set.of(), Set.of()));
            var namesake = aPool(directory, "board", Set.of(), Set.of());

            assertThatThrownBy(() -> saved(namesake))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.VOTING_CONFIGURATION_NAME_TAKEN));
            inUnit(() -> ports().votingPools().save(pool.remove(aProfileId())));

            assertThat(ports().votingPools().find(pool.id())).isEmpty();
            assertThat(saved(namesake).name()).isEqualTo(new Name("board"));
        }

        @Test
        void isNotSavedOverANewerOne() {
            var pool = saved(aPool(directory, "board", Set.of(), Set.of()));
            inUnit(() -> ports().votingPools().save(Change.none(pool)));

            assertThatThrownBy(() -> inUnit(() -> ports().votingPools().save(Change.none(pool))))
                    .isInstanceOf(Stale.class);
        }

        @Test
        void isListedByName() {
            saved(aPool(directory, "second", Set.of(), Set.of()));
            saved(aPool(directory, "first", Set.of(), Set.of()));

            assertThat(ports().votingPools().list(directory))
                    .extracting(pool -> pool.name().value())
                    .containsExactly("first", "second");
        }
    }

    @Nested
    class ThePoolOfADirectoryWithMembers {

        private final ProfileId owner = aSavedProfile().id();
        private final ProfileId member = aSavedProfile().id();
        private final DirectoryId directory = aDirectory(owner);
        private final Device ownersDevice = anAuthenticator(owner);
        private final Device membersDevice = anAuthenticator(member);

        ThePoolOfADirectoryWithMembers() {
            inUnit(() -> ports().members().save(Member.join(directory, member, Role.MEMBER, NOW)));
        }

        @Test
        void hasTheVotersOfItsAdministratorsWhereNobodyIsNamed() {
            var pool = saved(aPool(directory, "board", Set.of(), Set.of()));

            assertThat(ports().votingPools().voters(pool)).containsExactly(new Voter(ownersDevice.id(), owner));
        }

        @Test
        void hasTheVotersOfTheProfilesThatAreNamed() {
            var pool = saved(aPool(directory, "board", Set.of(member), Set.of()));

            assertThat(ports().votingPools().voters(pool)).containsExactly(new Voter(membersDevice.id(), member));
        }

        @Test
        void hasTheDevicesThatAreNamedAndOfItsMembers() {
            var stranger = anAuthenticator(aSavedProfile().id());
            var pool = saved(aPool(directory, "board", Set.of(), Set.of(membersDevice.id(), stranger.id())));

            assertThat(ports().votingPools().voters(pool)).containsExactly(new Voter(membersDevice.id(), member));
        }

        @Test
        void hasNoVoterWhoIsSuspended() {
            var pool = saved(aPool(directory, "board", Set.of(owner, member), Set.of()));

            inUnit(() -> ports().members()
                    .save(ports().members().get(directory, member).suspend()));

            assertThat(ports().votingPools().voters(pool)).containsExactly(new Voter(ownersDevice.id(), owner));
        }

        @Test
        void canBeUsedByMembersAndNobodyElse() {
            var pool = saved(aPool(directory, "board", Set.of(), Set.of()));

            assertThat(ports().votingPools().usableBy(member, "board")).contains(pool);
            assertThat(ports().votingPools().usableBy(member, pool.id().toString()))
                    .contains(pool);
            assertThat(ports().votingPools().usableBy(aSavedProfile().id(), "board"))
                    .isEmpty();
        }
    }

    private VotingPool saved(Change<VotingPool> change) {
        inUnit(() -> ports().votingPools().save(change));
        return ports().votingPools().find(change.after().id()).orElseThrow();
    }

    private static Change<VotingPool> aPool(
            DirectoryId directory, String name, Set<ProfileId> profiles, Set<DeviceId> devices) {
        return VotingPool.create(
                new VotingConfigurationId(UUID.randomUUID()),
                directory,
                aProfileId(),
                new Name(name),
                RULES,
                profiles,
                devices,
                NOW);
    }

    private Device anAuthenticator(ProfileId owner) {
        var id = aDeviceId();
        inUnit(() -> ports().devices().save(Device.request(id, owner, new Name("key"), NOW)));
        inUnit(() -> ports().devices().save(ports().devices().get(owner, id).approve()));
        inUnit(() -> ports().devices().save(ports().devices().get(owner, id).registerAuthenticator()));
        return ports().devices().get(owner, id);
    }
}
