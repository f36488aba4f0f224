package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.ProcessInvitation;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.command.DirectoryCommand.RevokeInvitation;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.application.query.ProfileQuery.Reauthorize;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Password;
import io.privicore.domain.token.WriteAcks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What comes at once, and what changes under a command between its authorisation and its work. */
final class RacesInADirectoryTest {

    private static final Reauthorize RENEWAL = new Reauthorize(Duration.ofHours(1));

    /** Done once, when the next command of that name has been authorised and before it begins. */
    private final AtomicReference<Interruption> interruption = new AtomicReference<>();

    private final DirectorySituation situation =
            new DirectorySituation(new PlatformInMemory(WriteAcks.parse("1"), this::judge));
    private final PlatformInMemory platform = situation.platform;

    private record Interruption(String operation, Runnable action) {}

    private Gatekeeper.Verdict judge(Actor actor, String operation, Gatekeeper.Asked asked) {
        var waiting = interruption.get();
        if (waiting != null && waiting.operation().equals(operation) && interruption.compareAndSet(waiting, null)) {
            waiting.action().run();
        }
        return Gatekeeper.PROCEED;
    }

    private String interrupted(String operation, Runnable action, Caller caller, Command command) {
        interruption.set(new Interruption(operation, action));
        return situation.result(caller, command);
    }

    @Nested
    final class BetweenAuthorisationAndWork {

        @Test
        void aCallerThatIsSuspendedDoesNothingMore() {
            var administrator = situation.aUser(Role.ADMINISTRATOR);
            var name = platform.aName();
            interruption.set(new Interruption("directory.create-user", () -> situation.suspend(administrator.id())));

            var command = platform.submit(administrator.caller(), situation.aCreation(name, Role.MEMBER));

            assertThat(platform.outcome(DirectorySituation.STRANGER, command).state())
                    .isEqualTo(CommandState.REJECTED);
            assertThat(situation.view(new ProfileId(command.value()))).isEmpty();
        }

        @Test
        void aCallerThatWasDemotedGivesNoRoles() {
            var administrator = situation.anInvited(Role.ADMINISTRATOR);
            var guest = situation.anOutsider();

            var outcome = interrupted(
                    "directory.invite",
                    () -> platform.submit(situation.owner, situation.inRole(administrator.id(), Role.AUDITOR)),
                    administrator.caller(),
                    situation.anInvitation(situation.directory, guest.id(), Role.MEMBER));

            assertThat(outcome).isEqualTo("directory.forbidden");
        }

        @Test
        void aUserThatRoseIsOutOfReach() {
            var administrator = situation.anInvited(Role.ADMINISTRATOR);
            var user = situation.aUser(Role.MEMBER);

            var outcome = interrupted(
                    "directory.set-password",
                    () -> platform.submit(situation.owner, situation.inRole(user.id(), Role.ADMINISTRATOR)),
                    administrator.caller(),
                    new SetPassword(situation.directory, user.id(), new Password("an entirely new passphrase")));

            assertThat(outcome).isEqualTo("directory.forbidden");
        }

        @Test
        void aSignInWithAPasswordThatIsReplacedOpensNothing() {
            var user = situation.aUser(Role.MEMBER);
            var replacing = new SetPassword(situation.directory, user.id(), new Password("an entirely new passphrase"));
            interruption.set(
                    new Interruption("profile.authenticate", () -> platform.submit(situation.owner, replacing)));

            assertRefused(Reason.INVALID_CREDENTIALS, () -> platform.signIn(user.name()));
        }

        @Test
        void aSignInOfSomebodyWhoIsSuspendedOpensNothing() {
            var user = situation.aUser(Role.MEMBER);
            interruption.set(new Interruption("profile.authenticate", () -> situation.suspend(user.id())));

            assertRefused(Reason.PROFILE_SUSPENDED, () -> platform.signIn(user.name()));
        }

        @Test
        void aTokenThatHasEndedIsNotRenewed() {
            var user = situation.aUser(Role.MEMBER);
            var replacing = new SetPassword(situation.directory, user.id(), new Password("an entirely new passphrase"));
            interruption.set(
                    new Interruption("profile.reauthorize", () -> platform.submit(situation.owner, replacing)));

            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(user.caller(), RENEWAL));
        }

        @Test
        void aTokenThatIsRenewedTwiceGivesOne() {
            var user = situation.aUser(Role.MEMBER);
            var renewed = new ArrayList<IssuedToken>();
            interruption.set(
                    new Interruption("profile.reauthorize", () -> renewed.add(platform.ask(user.caller(), RENEWAL))));

            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(user.caller(), RENEWAL));
            assertThat(platform.ask(Caller.with(renewed.getFirst().token(), "10.0.0.1"), new RetrieveId()))
                    .isEqualTo(user.id());
        }

        @Test
        void anInvitationThatIsTakenBackIsNotAccepted() {
            var guest = situation.anOutsider();
            var invitation = InvitationId.of(situation.result(
                    situation.owner, situation.anInvitation(situation.directory, guest.id(), Role.MEMBER)));

            var outcome = interrupted(
                    "directory.process-invitation",
                    () -> platform.submit(situation.owner, new RevokeInvitation(situation.directory, invitation)),
                    guest.caller(),
                    new ProcessInvitation(invitation, true));

            assertThat(outcome).isEqualTo("invitation.closed");
            assertThat(situation.view(guest.id())).isEmpty();
        }
    }

    @Nested
    final class AtOnce {

        private static final int ROUNDS = 20;

        /** Lets all go at the same moment; answers what became of each. */
        private List<String> race(List<Callable<String>> contenders) throws Exception {
            var barrier = new CyclicBarrier(contenders.size());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var results = contenders.stream()
                        .map(contender -> threads.submit(() -> {
                            barrier.await();
                            return contender.call();
                        }))
                        .toList();
                var all = new ArrayList<String>();
                for (var result : results) {
                    all.add(result.get());
                }
                return all;
            }
        }

        @Test
        void oneOfTwoUsersGetsTheName() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                var name = platform.aName();
                Callable<String> create =
                        () -> situation.result(situation.owner, situation.aCreation(name, Role.MEMBER));

                var results = race(List.of(create, create));

                assertThat(results).containsOnlyOnce("profile.username_taken");
            }
        }

        @Test
        void oneOfTwoInvitationsIsSent() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                var guest = situation.anOutsider();
                var administrator = situation.anInvited(Role.ADMINISTRATOR).caller();
                var invitation = situation.anInvitation(situation.directory, guest.id(), Role.MEMBER);

                var results = race(List.of(
                        () -> situation.result(situation.owner, invitation),
                        () -> situation.result(administrator, invitation)));

                assertThat(results).containsOnlyOnce("invitation.already_sent");
            }
        }

        @Test
        void anInvitationIsAcceptedOnce() throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                var guest = situation.anOutsider();
                var invitation = InvitationId.of(situation.result(
                        situation.owner, situation.anInvitation(situation.directory, guest.id(), Role.MEMBER)));
                Callable<String> accept =
                        () -> situation.result(guest.caller(), new ProcessInvitation(invitation, true));

                var results = race(List.of(accept, accept));

                assertThat(results).containsExactlyInAnyOrder(situation.directory.toString(), "invitation.closed");
            }
        }

        @Test
        void aLinkIsUsedOnce() throws Exception {
            var user = situation.aUser(Role.MEMBER);
            for (int round = 0; round < ROUNDS; round++) {
                var token = situation.result(situation.owner, new RenewEnrolment(situation.directory, user.id()));

                var results =
                        race(List.of(enrol(token, "one passphrase " + round), enrol(token, "two passphrase " + round)));

                assertThat(results).containsExactlyInAnyOrder("SUCCEEDED", "enrolment.invalid");
            }
        }

        private Callable<String> enrol(String token, String password) {
            return () -> {
                try {
                    CommandId command =
                            platform.submit(DirectorySituation.STRANGER, new Enrol(token, new Password(password)));
                    return platform.outcome(DirectorySituation.STRANGER, command)
                            .state()
                            .name();
                } catch (Refusal refusal) {
                    return refusal.reason().key();
                }
            };
        }
    }
}
