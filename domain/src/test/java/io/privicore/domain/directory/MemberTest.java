package io.privicore.domain.directory;

import static io.privicore.domain.directory.DirectoryFixture.ANOTHER;
import static io.privicore.domain.directory.DirectoryFixture.DIRECTORY;
import static io.privicore.domain.directory.DirectoryFixture.NOW;
import static io.privicore.domain.directory.DirectoryFixture.SOMEBODY;
import static io.privicore.domain.directory.DirectoryFixture.aManagedUser;
import static io.privicore.domain.directory.DirectoryFixture.anInvitedUser;
import static io.privicore.domain.directory.DirectoryFixture.assertRefused;
import static io.privicore.domain.directory.DirectoryFixture.theOwner;
import static io.privicore.domain.kernel.Reason.DIRECTORY_FORBIDDEN;
import static io.privicore.domain.kernel.Reason.DIRECTORY_OWNER_STAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.directory.DirectoryEvent.RoleAssigned;
import io.privicore.domain.directory.DirectoryEvent.UserCreated;
import io.privicore.domain.directory.DirectoryEvent.UserJoined;
import io.privicore.domain.directory.DirectoryEvent.UserReactivated;
import io.privicore.domain.directory.DirectoryEvent.UserRemoved;
import io.privicore.domain.directory.DirectoryEvent.UserSuspended;
import io.privicore.domain.directory.DirectoryEvent.UserUpdated;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Refusal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MemberTest {

    @Nested
    final class ThatIsTheOwner {

        @Test
        void isNotSuspended() {
            assertRefused(
                    DIRECTORY_OWNER_STAYS, "is its owner", () -> theOwner().suspend());
        }

        @Test
        void doesNotLeave() {
            assertRefused(
                    DIRECTORY_OWNER_STAYS, "is its owner", () -> theOwner().leave());
        }

        @ParameterizedTest
        @EnumSource
        void getsNoOtherRole(Role actor) {
            for (var next : Role.values()) {
                if (next != Role.OWNER) {
                    assertRefused(DIRECTORY_FORBIDDEN, "governs \"owner\"", () -> theOwner()
                            .assign(next, actor));
                }
            }
        }
    }

    @Nested
    final class ThatIsCreated {

        @Test
        void isManagedAndActive() {
            var created = Member.create(DIRECTORY, SOMEBODY, Role.AUDITOR, Person.UNKNOWN, Role.ADMINISTRATOR, NOW);

            assertThat(created.after().managed()).isTrue();
            assertThat(created.after().state()).isEqualTo(MemberState.ACTIVE);
            assertThat(created.events()).containsExactly(new UserCreated(SOMEBODY, DIRECTORY, "auditor"));
            assertThat(created.events()).extracting(Event::subject).containsExactly(SOMEBODY.toString());
        }

        @ParameterizedTest
        @EnumSource
        void getsNoRoleThatItsCreatorCannotGive(Role creator) {
            for (var role : Role.values()) {
                if (!creator.governs(role)) {
                    assertRefused(
                            DIRECTORY_FORBIDDEN,
                            "governs \"%s\", but \"%s\" does not".formatted(role.wire(), creator.wire()),
                            () -> Member.create(DIRECTORY, ANOTHER, role, Person.UNKNOWN, creator, NOW));
                }
            }
        }
    }

    @Test
    void isNotManagedOnceInvited() {
        var joined = Member.join(DIRECTORY, SOMEBODY, Role.MEMBER, NOW);

        assertThat(joined.after().managed()).isFalse();
        assertThat(joined.events()).containsExactly(new UserJoined(SOMEBODY, DIRECTORY, "member"));
    }

    @Test
    void isSuspendedAndReactivatedHoweverOften() {
        var member = aManagedUser(Role.MEMBER);

        var suspended = member.suspend();
        assertThat(suspended.after().state()).isEqualTo(MemberState.SUSPENDED);
        assertThat(suspended.events()).containsExactly(new UserSuspended(SOMEBODY, DIRECTORY));
        assertThat(suspended.after().suspend().after()).isEqualTo(suspended.after());
        assertThat(suspended.after().suspend().events()).isEmpty();

        var reactivated = suspended.after().reactivate();
        assertThat(reactivated.after()).isEqualTo(member);
        assertThat(reactivated.events()).containsExactly(new UserReactivated(SOMEBODY, DIRECTORY));
        assertThat(reactivated.after().reactivate().events()).isEmpty();
    }

    @Test
    void keepsItsRoleWhileSuspended() {
        var suspended = aManagedUser(Role.AUDITOR).suspend().after();

        assertThat(suspended.role()).isEqualTo(Role.AUDITOR);
        assertThat(suspended.assign(Role.MEMBER, Role.OWNER).after().state()).isEqualTo(MemberState.SUSPENDED);
    }

    /** Of what it had and of what it gets, whoever gives it must stand above both. */
    @Test
    void getsARoleOnlyFromWhoeverGovernsTheOldAndTheNew() {
        for (var actor : Role.values()) {
            for (var from : Role.values()) {
                for (var to : Role.values()) {
                    if (from == Role.OWNER || from == to) {
                        continue;
                    }
                    var member = aManagedUser(from);
                    if (actor.governs(from) && actor.governs(to)) {
                        var assigned = member.assign(to, actor);
                        assertThat(assigned.after().role()).isEqualTo(to);
                        assertThat(assigned.events())
                                .containsExactly(new RoleAssigned(SOMEBODY, DIRECTORY, from.wire(), to.wire()));
                    } else {
                        assertRefused(DIRECTORY_FORBIDDEN, "does not", () -> member.assign(to, actor));
                    }
                }
            }
        }
    }

    @Test
    void keepsARoleThatItHasAlready() {
        var member = aManagedUser(Role.ADMINISTRATOR);

        assertThat(member.assign(Role.ADMINISTRATOR, Role.ADMINISTRATOR).events())
                .isEmpty();
    }

    /** Whatever chain of assignments is tried by whoever is not the owner, nobody becomes one or makes administrators. */
    @Test
    void neverRisesByThoseBelowTheOwner() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var below = new Role[] {Role.ADMINISTRATOR, Role.AUDITOR, Role.MEMBER};
        for (int round = 0; round < 1000; round++) {
            var member = aManagedUser(random.nextBoolean() ? Role.AUDITOR : Role.MEMBER);
            for (int step = 0; step < 10; step++) {
                try {
                    member = member.assign(Role.values()[random.nextInt(4)], below[random.nextInt(3)])
                            .after();
                } catch (Refusal refusal) {
                    assertThat(refusal.reason()).isEqualTo(DIRECTORY_FORBIDDEN);
                }
                assertThat(member.role()).as("seed %d, round %d", seed, round).isIn(Role.AUDITOR, Role.MEMBER);
            }
        }
    }

    @Test
    void isDescribedAnewAndSaysSoOnlyWhereItChanged() {
        var ada = new Person(
                Optional.of(new Name("Ada")),
                Optional.of(new Name("Lovelace")),
                Optional.of(new Email("ada@acme.example")),
                Optional.empty(),
                Metadata.EMPTY);

        var described = anInvitedUser(Role.MEMBER).describe(ada);

        assertThat(described.after().person()).isEqualTo(ada);
        assertThat(described.events()).containsExactly(new UserUpdated(SOMEBODY, DIRECTORY));
        assertThat(described.after().describe(ada).events()).isEmpty();
    }

    @Test
    void leavesAndSaysWhetherItsProfileEndedWithIt() {
        assertThat(aManagedUser(Role.ADMINISTRATOR).leave().after()).isEmpty();
        assertThat(aManagedUser(Role.ADMINISTRATOR).leave().events())
                .containsExactly(new UserRemoved(SOMEBODY, DIRECTORY, true));
        assertThat(anInvitedUser(Role.MEMBER).suspend().after().leave().events())
                .containsExactly(new UserRemoved(SOMEBODY, DIRECTORY, false));
    }
}
