package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class MembersContract extends PersistenceContract {

    private static final Person PERSON = new Person(
            Optional.of(new Name("Ada")),
            Optional.of(new Name("Løvelace")),
            Optional.of(new Email("Ada@example.com")),
            Optional.of(new Name("E-1")),
            new Metadata(Map.of("team", "blue", "tags", List.of(1, 2))));

    private final DirectoryId directory = aDirectoryId();

    @Test
    void aMemberThatWasNotSavedIsNotThere() {
        var profile = aSavedProfile().id();

        inFailingUnit(() -> ports().members().save(Member.join(directory, profile, Role.MEMBER, NOW)));

        assertThat(ports().members().find(directory, profile)).isEmpty();
        assertThat(ports().members().role(directory, profile)).isEmpty();
        assertThat(ports().members().of(profile)).isEmpty();
        assertRefused(Reason.PROFILE_NOT_FOUND, () -> ports().members().get(directory, profile));
    }

    @Nested
    class ASavedMember {

        private final ProfileId profile = aSavedProfile().id();

        @Test
        void isReadBackAsItWasAtTheNextRevision() {
            var created = Member.create(directory, profile, Role.AUDITOR, PERSON, Role.OWNER, NOW);

            var read = saved(created);
            var changed = saved(read.describe(Person.UNKNOWN)
                    .then(described -> described.assign(Role.ADMINISTRATOR, Role.OWNER))
                    .then(Member::suspend));

            assertThat(read).isEqualTo(at(1, created.after()));
            assertThat(changed)
                    .isEqualTo(new Member(
                            directory,
                            profile,
                            Role.ADMINISTRATOR,
                            true,
                            MemberState.SUSPENDED,
                            Person.UNKNOWN,
                            NOW,
                            2));
        }

        @Test
        void isReadBackWithoutWhatItNeedNotHave() {
            var joined = Member.join(directory, profile, Role.MEMBER, NOW);

            assertThat(saved(joined)).isEqualTo(at(1, joined.after()));
        }

        @Test
        void hasItsRoleUntilItIsSuspendedOrLeaves() {
            var member = saved(Member.join(directory, profile, Role.AUDITOR, NOW));
            assertThat(ports().members().role(directory, profile)).contains(Role.AUDITOR);
            assertThat(ports().members().role(aDirectoryId(), profile)).isEmpty();

            var suspended = saved(member.suspend());
            assertThat(ports().members().role(directory, profile)).isEmpty();

            var active = saved(suspended.reactivate());
            assertThat(ports().members().role(directory, profile)).contains(Role.AUDITOR);

            inUnit(() -> ports().members().end(active, active.leave()));
            assertThat(ports().members().role(directory, profile)).isEmpty();
        }

        @Test
        void isFoundByItsExternalIdInItsDirectoryAlone() {
            var member = saved(Member.create(directory, profile, Role.MEMBER, PERSON, Role.OWNER, NOW));

            assertThat(ports().members().find(directory, new Name("E-1"))).contains(member);
            assertThat(ports().members().find(directory, new Name("e-1"))).isEmpty();
            assertThat(ports().members().find(aDirectoryId(), new Name("E-1"))).isEmpty();
        }

        @Test
        void isInADirectoryOnce() {
            saved(Member.join(directory, profile, Role.MEMBER, NOW));

            assertRefused(
                    Reason.DIRECTORY_ALREADY_MEMBER, () -> save(Member.join(directory, profile, Role.AUDITOR, NOW)));
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var member = saved(Member.join(directory, profile, Role.MEMBER, NOW));
            save(member.suspend());

            assertThatThrownBy(() -> save(member.describe(PERSON))).isInstanceOf(Stale.class);

            assertThat(ports().members().get(directory, profile).person()).isEqualTo(Person.UNKNOWN);
        }

        @Test
        void leavesNothingBehindAndCanComeBack() {
            var member = saved(Member.create(directory, profile, Role.MEMBER, PERSON, Role.OWNER, NOW));

            inUnit(() -> ports().members().end(member, member.leave()));

            assertThat(ports().members().find(directory, profile)).isEmpty();
            assertThat(ports().members().find(directory, new Name("E-1"))).isEmpty();
            assertThat(saved(Member.create(directory, profile, Role.MEMBER, PERSON, Role.OWNER, NOW)))
                    .isEqualTo(member);
        }

        @Test
        void doesNotLeaveWhereItChangedMeanwhileOrIsGone() {
            var member = saved(Member.join(directory, profile, Role.MEMBER, NOW));
            var changed = saved(member.describe(PERSON));

            assertThatThrownBy(() -> inUnit(() -> ports().members().end(member, member.leave())))
                    .isInstanceOf(Stale.class);
            inUnit(() -> ports().members().end(changed, changed.leave()));
            assertThatThrownBy(() -> inUnit(() -> ports().members().end(changed, changed.leave())))
                    .isInstanceOf(Stale.class);
        }
    }

    @Nested
    class AnExternalId {

        private final ProfileId holder = aSavedProfile().id();
        private final ProfileId other = aSavedProfile().id();

        @BeforeEach
        void giveIt() {
            save(Member.create(directory, holder, Role.MEMBER, PERSON, Role.OWNER, NOW));
        }

        @Test
        void isGivenOnceInADirectory() {
            assertRefused(
                    Reason.DIRECTORY_EXTERNAL_ID_TAKEN,
                    () -> save(Member.create(directory, other, Role.MEMBER, PERSON, Role.OWNER, NOW)));

            assertThat(ports().members().find(directory, other)).isEmpty();
        }

        @Test
        void isNotGivenToAMemberThatIsThereAlready() {
            var member = saved(Member.join(directory, other, Role.MEMBER, NOW));

            assertRefused(Reason.DIRECTORY_EXTERNAL_ID_TAKEN, () -> save(member.describe(PERSON)));

            assertThat(ports().members().get(directory, other)).isEqualTo(member);
        }

        @Test
        void canBeGivenInAnotherDirectoryToo() {
            var elsewhere = Member.create(aDirectoryId(), holder, Role.MEMBER, PERSON, Role.OWNER, NOW);

            assertThat(saved(elsewhere)).isEqualTo(at(1, elsewhere.after()));
        }

        @Test
        void goesToOneOfTwoThatWantItAtOnce() {
            var place = aDirectoryId();
            var one = saved(Member.join(place, holder, Role.MEMBER, NOW));
            var two = saved(Member.join(place, other, Role.MEMBER, NOW));

            var second = meanwhile(() -> ports().members().save(one.describe(PERSON)), () -> ports().members()
                    .save(two.describe(PERSON)));

            assertThatLost(second, Reason.DIRECTORY_EXTERNAL_ID_TAKEN);
            assertThat(ports().members().find(place, new Name("E-1")))
                    .hasValueSatisfying(member -> assertThat(member.profile()).isEqualTo(holder));
        }
    }

    @Test
    void oneOfTwoThatLetSomebodyInAtOnceIsFirst() {
        var profile = aSavedProfile().id();

        var second = meanwhile(
                () -> ports().members().save(Member.join(directory, profile, Role.MEMBER, NOW)),
                () -> ports().members().save(Member.join(directory, profile, Role.AUDITOR, NOW)));

        assertThatLost(second, Reason.DIRECTORY_ALREADY_MEMBER);
        assertThat(ports().members().role(directory, profile)).contains(Role.MEMBER);
    }

    @Test
    void aProfileThatIsRemovedComesIntoNoDirectory() {
        var gone = aSavedProfile();
        var going = aSavedProfile();
        inUnit(() -> ports().profiles().save(gone.remove()));

        var second = meanwhile(() -> ports().profiles().save(going.remove()), () -> ports().members()
                .save(Member.join(directory, going.id(), Role.MEMBER, NOW)));

        assertThatLost(second, Reason.PROFILE_NOT_FOUND);
        assertThat(ports().members().of(going.id())).isEmpty();
        assertRefused(Reason.PROFILE_NOT_FOUND, () -> save(Member.join(directory, gone.id(), Role.MEMBER, NOW)));
    }

    @Test
    void aProfileHasAllItsMembershipsWhateverTheirState() {
        var profile = aSavedProfile().id();
        var one = saved(Member.join(directory, profile, Role.MEMBER, NOW));
        var two = saved(
                saved(Member.join(aDirectoryId(), profile, Role.AUDITOR, NOW)).suspend());

        assertThat(ports().members().of(profile)).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void twoShareADirectoryWhileNeitherIsSuspendedThere() {
        var one = aSavedProfile().id();
        var other = aSavedProfile().id();
        saved(Member.join(directory, one, Role.MEMBER, NOW));
        saved(Member.join(aDirectoryId(), other, Role.MEMBER, NOW));
        assertThat(ports().members().share(one, other)).isFalse();

        var member = saved(Member.join(directory, other, Role.MEMBER, NOW));
        assertThat(ports().members().share(one, other)).isTrue();
        assertThat(ports().members().share(other, one)).isTrue();

        saved(member.suspend());
        assertThat(ports().members().share(one, other)).isFalse();
        assertThat(ports().members().share(other, one)).isFalse();
    }

    private Member saved(Change<Member> change) {
        save(change);
        return ports().members().get(change.after().directory(), change.after().profile());
    }

    private void save(Change<Member> change) {
        inUnit(() -> ports().members().save(change));
    }

    private static Member at(long revision, Member member) {
        return new Member(
                member.directory(),
                member.profile(),
                member.role(),
                member.managed(),
                member.state(),
                member.person(),
                member.joinedAt(),
                revision);
    }
}
