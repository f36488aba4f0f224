package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.privicore.application.query.DirectoryQuery.DirectoryDeviceView;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Paging;
import io.privicore.domain.access.Session;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class DirectoryViewsContract extends PersistenceContract {

    /** Before what any clock of the tests shows. */
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private static final Duration LIFETIME = Duration.ofDays(14);

    private ProfileId owner;
    private DirectoryId directory;

    @BeforeEach
    void saveADirectory() {
        owner = aSavedProfile().id();
        directory = aDirectory(owner);
    }

    @Nested
    class Directories {

        @Test
        void areListedForTheirOwnerAndForTheirMembersApart() {
            var member = aSavedProfile().id();
            join(directory, member);

            assertThat(ports().directoryViews().ofProfile(owner, true))
                    .singleElement()
                    .satisfies(view -> {
                        var saved = ports().directories().get(directory);
                        assertThat(view)
                                .isEqualTo(new DirectoryView(
                                        directory,
                                        saved.name().value(),
                                        saved.shortName().value(),
                                        owner,
                                        Role.OWNER,
                                        2,
                                        0,
                                        Metadata.EMPTY,
                                        NOW));
                    });
            assertThat(ports().directoryViews().ofProfile(owner, false)).isEmpty();
            assertThat(ports().directoryViews().ofProfile(member, true)).isEmpty();
            assertThat(ports().directoryViews().ofProfile(member, false))
                    .extracting(DirectoryView::directory, DirectoryView::role)
                    .containsExactly(tuple(directory, Role.MEMBER));
        }

        @Test
        void areNotShownToWhomTheyDoNotConcern() {
            var member = aSavedProfile().id();
            join(directory, member);
            assertThat(ports().directoryViews().find(directory, member)).isPresent();
            assertThat(ports().directoryViews().find(directory, aProfileId())).isEmpty();

            suspend(member);

            assertThat(ports().directoryViews().find(directory, member)).isEmpty();
            assertThat(ports().directoryViews().ofProfile(member, false)).isEmpty();
        }
    }

    @Nested
    class AUser {

        @Test
        void isShownWithAllThatIsKnownOfIt() {
            var profile = aManagedUser(directory, new Username("Ada " + UUID.randomUUID()), aPerson("Ada", "L", "E-1"));
            inUnit(() -> ports().profiles().save(ports().profiles().get(profile).registerPublicKey(aPublicKey())));
            aStorageDevice(profile);
            var member = ports().members().get(directory, profile);

            assertThat(user(profile))
                    .isEqualTo(new UserView(
                            profile,
                            ports().profiles().get(profile).username().value(),
                            Optional.of("Ada"),
                            Optional.of("L"),
                            member.person().email().map(email -> email.value()),
                            Optional.of("E-1"),
                            Role.MEMBER,
                            MemberState.ACTIVE,
                            true,
                            Optional.of(aPublicKey().hex()),
                            1,
                            member.person().meta(),
                            NOW,
                            NOW,
                            1,
                            Optional.empty()));
        }

        @Test
        void wasSeenWhenItSignedInLastThoughTheSessionEnded() {
            var session = Session.begin(UUID.randomUUID(), owner, aHash(), NOW, Duration.ofHours(1));
            inUnit(() -> ports().sessions().save(session));
            assertThat(user(owner).lastSeenAt()).contains(NOW);

            inUnit(() -> ports().sessions().endAll(owner));

            assertThat(user(owner).lastSeenAt()).contains(NOW);
        }

        @Test
        void isListedUnderItsNewNameAtOnce() {
            var profile = aManagedUser(directory, new Username("zoe " + UUID.randomUUID()), aPerson("Z", "Z", "z"));
            var name = new Username("Adam " + UUID.randomUUID());
            inUnit(() -> ports().profiles().save(ports().profiles().get(profile).rename(name)));

            assertThat(user(profile).username()).isEqualTo(name.value());
            var named = new ListUsers(
                    directory,
                    new UserFilter(Map.of(UserField.USERNAME, name.value())),
                    UserSort.DEFAULT,
                    Paging.FIRST);
            assertThat(ports().directoryViews().users(named).items())
                    .extracting(UserView::profile)
                    .containsExactly(profile);
        }

        @Test
        void isAnsweredInTheOrderAskedForIfItIsInTheDirectory() {
            var member = aSavedProfile().id();
            join(directory, member);
            var stranger = aSavedProfile().id();

            assertThat(ports().directoryViews().users(directory, List.of(member, stranger, owner)))
                    .extracting(UserView::profile)
                    .containsExactly(member, owner);
        }
    }

    @Nested
    class Invitations {

        private final ProfileId invitee = aSavedProfile().id();

        @Test
        void areShownToWhomTheyConcernWhileTheyCanBeAnswered() {
            var sent = send(directory, NOW);
            var older = send(aDirectory(owner), NOW.minusSeconds(7));
            send(aDirectory(owner), LONG_AGO);
            var declined = send(aDirectory(owner), NOW);
            inUnit(() -> ports().invitations().save(declined.decline(NOW)));

            assertThat(ports().directoryViews().invitationsTo(invitee))
                    .extracting(InvitationView::invitation)
                    .containsExactly(older.id(), sent.id());
            assertThat(ports().directoryViews().invitationsTo(owner)).isEmpty();
            assertThat(ports().directoryViews().invitationsTo(invitee).getLast())
                    .isEqualTo(new InvitationView(
                            sent.id(),
                            directory,
                            ports().directories().get(directory).name().value(),
                            invitee,
                            ports().profiles().get(invitee).username().value(),
                            owner,
                            Role.AUDITOR,
                            InvitationState.PENDING,
                            NOW,
                            NOW.plus(LIFETIME)));
        }

        @Test
        void areListedNewestFirstAndExpiredOnceTheirTimeIsOver() {
            var old = send(directory, LONG_AGO);
            assertThat(ports().directoryViews().invitationsOf(directory))
                    .extracting(InvitationView::state)
                    .containsExactly(InvitationState.EXPIRED);
            inUnit(() -> ports().invitations().save(old.expire(NOW)));
            var declined = send(directory, NOW);
            inUnit(() -> ports().invitations().save(declined.decline(NOW)));
            var open = send(directory, NOW.plusSeconds(1));

            assertThat(ports().directoryViews().invitationsOf(directory))
                    .extracting(InvitationView::invitation, InvitationView::state)
                    .containsExactly(
                            tuple(open.id(), InvitationState.PENDING),
                            tuple(declined.id(), InvitationState.DECLINED),
                            tuple(old.id(), InvitationState.EXPIRED));
        }

        private Invitation send(DirectoryId directory, Instant at) {
            var sent = Invitation.send(
                    new InvitationId(UUID.randomUUID()),
                    directory,
                    invitee,
                    owner,
                    Role.OWNER,
                    Role.AUDITOR,
                    LIFETIME,
                    at);
            inUnit(() -> ports().invitations().save(sent));
            return ports().invitations().get(sent.after().id());
        }
    }

    @Nested
    class Devices {

        private ProfileId managed;
        private ProfileId invited;

        @BeforeEach
        void saveUsers() {
            managed = aManagedUser(directory, new Username("m " + UUID.randomUUID()), aPerson("M", "M", "m"));
            invited = aSavedProfile().id();
            join(directory, invited);
        }

        @Test
        void ofADirectoryAreThoseOfManagedUsersThoseMadeForOthersAndThoseThatStoreForUsers() {
            var ofManaged = aStorageDevice(managed);
            var made = aStorageDevice(invited);
            created(made);
            var lent = aStorageDevice(owner);
            share(lent, managed);
            share(lent, invited);
            aStorageDevice(invited);
            aStorageDevice(owner);

            assertThat(ports().directoryViews().devices(directory))
                    .extracting(
                            view -> view.device().device(),
                            DirectoryDeviceView::owner,
                            DirectoryDeviceView::createdByDirectory,
                            view -> Set.copyOf(view.profiles()))
                    .containsExactlyInAnyOrder(
                            tuple(ofManaged.id(), managed, false, Set.<ProfileId>of()),
                            tuple(made.id(), invited, true, Set.<ProfileId>of()),
                            tuple(lent.id(), owner, false, Set.of(managed, invited)));
            assertThat(count()).isEqualTo(3);
        }

        @Test
        void areCountedOnceForWhateverReasonTheyAreThere() {
            var device = aStorageDevice(managed);
            created(device);
            share(device, invited);

            assertThat(ports().directoryViews().devices(directory)).hasSize(1);
            assertThat(count()).isEqualTo(1);
        }

        @Test
        void areNotListedOnceTheyWereRemoved() {
            var device = aStorageDevice(managed);
            share(device, invited);

            inUnit(() -> ports().devices().save(device.remove()));

            assertThat(ports().directoryViews().devices(directory)).isEmpty();
            assertThat(count()).isZero();
        }

        @Test
        void ofSomebodyWhoLeftAreNotTheDirectorysAnyMore() {
            share(aStorageDevice(invited), managed);
            assertThat(count()).isEqualTo(1);

            var member = ports().members().get(directory, invited);
            inUnit(() -> ports().members().end(member, member.leave()));

            assertThat(ports().directoryViews().devices(directory)).isEmpty();
            assertThat(count()).isZero();
        }

        private long count() {
            return ports().directoryViews().find(directory, owner).orElseThrow().devices();
        }

        private void created(Device device) {
            inUnit(() -> ports().directoryDevices()
                    .created(directory, device.owner(), device.id(), event(device.id(), device.owner())));
        }

        private void share(Device device, ProfileId profile) {
            inUnit(() ->
                    ports().directoryDevices().share(directory, profile, device.id(), event(device.id(), profile)));
        }

        private DirectoryEvent event(DeviceId device, ProfileId profile) {
            return new DirectoryEvent.UserDeviceCreated(profile, directory, device);
        }
    }

    private UserView user(ProfileId profile) {
        return ports().directoryViews().users(directory, List.of(profile)).getFirst();
    }

    private void suspend(ProfileId profile) {
        Member member = ports().members().get(directory, profile);
        inUnit(() -> ports().members().save(member.suspend()));
    }
}
