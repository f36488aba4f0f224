package io.privicore.domain.directory;

import static io.privicore.domain.directory.DirectoryFixture.ANOTHER;
import static io.privicore.domain.directory.DirectoryFixture.DIRECTORY;
import static io.privicore.domain.directory.DirectoryFixture.INVITATION;
import static io.privicore.domain.directory.DirectoryFixture.NOW;
import static io.privicore.domain.directory.DirectoryFixture.OWNER;
import static io.privicore.domain.directory.DirectoryFixture.SOMEBODY;
import static io.privicore.domain.directory.DirectoryFixture.assertRefused;
import static io.privicore.domain.kernel.Reason.DIRECTORY_FORBIDDEN;
import static io.privicore.domain.kernel.Reason.INVITATION_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.domain.directory.DirectoryEvent.InvitationAccepted;
import io.privicore.domain.directory.DirectoryEvent.InvitationDeclined;
import io.privicore.domain.directory.DirectoryEvent.InvitationExpired;
import io.privicore.domain.directory.DirectoryEvent.InvitationResent;
import io.privicore.domain.directory.DirectoryEvent.InvitationRevoked;
import io.privicore.domain.directory.DirectoryEvent.InvitationSent;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InvitationTest {

    private static final Optional<Role> BY_OWNER = Optional.of(Role.OWNER);
    private static final Instant END = NOW.plus(Invitation.DEFAULT_LIFETIME);

    private static Invitation anInvitation() {
        return sent(Role.OWNER, Role.MEMBER, Invitation.DEFAULT_LIFETIME).after();
    }

    private static Change<Invitation> sent(Role inviter, Role role, Duration lifetime) {
        return Invitation.send(INVITATION, DIRECTORY, SOMEBODY, OWNER, inviter, role, lifetime, NOW);
    }

    private static Invitation in(InvitationState state) {
        var pending = anInvitation();
        return switch (state) {
            case PENDING -> pending;
            case ACCEPTED -> pending.accept(BY_OWNER, NOW).after();
            case DECLINED -> pending.decline(NOW).after();
            case REVOKED -> pending.revoke(Role.OWNER, NOW).after();
            case EXPIRED -> pending.expire(END).after();
        };
    }

    @Nested
    final class WhenItIsSent {

        @Test
        void waitsForItsAnswer() {
            var sent = sent(Role.ADMINISTRATOR, Role.AUDITOR, Duration.ofDays(90));

            assertThat(sent.after().state()).isEqualTo(InvitationState.PENDING);
            assertThat(sent.after().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(90)));
            assertThat(sent.events()).containsExactly(new InvitationSent(SOMEBODY, DIRECTORY, INVITATION, "auditor"));
        }

        @Test
        void offersNoRoleThatTheInviterCannotGive() {
            for (var inviter : Role.values()) {
                for (var role : Role.values()) {
                    if (!inviter.governs(role)) {
                        assertRefused(
                                DIRECTORY_FORBIDDEN,
                                "governs \"%s\"".formatted(role.wire()),
                                () -> sent(inviter, role, Invitation.DEFAULT_LIFETIME));
                    }
                }
            }
        }

        @ParameterizedTest
        @MethodSource("io.privicore.domain.directory.InvitationTest#impossibleLifetimes")
        void lastsFromAMomentTo90Days(Duration lifetime) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sent(Role.OWNER, Role.MEMBER, lifetime))
                    .withMessageContaining("1 to 90 days");
        }
    }

    static List<Duration> impossibleLifetimes() {
        return List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(90).plusNanos(1));
    }

    /** One operation and the states in which it is possible. */
    private record Attempt(String name, Operation operation, InvitationState to, List<InvitationState> from) {

        interface Operation {
            Change<Invitation> on(Invitation invitation, Instant now);
        }
    }

    private static final List<Attempt> ATTEMPTS = List.of(
            new Attempt(
                    "accept",
                    (invitation, now) -> invitation.accept(BY_OWNER, now),
                    InvitationState.ACCEPTED,
                    List.of(InvitationState.PENDING)),
            new Attempt("decline", Invitation::decline, InvitationState.DECLINED, List.of(InvitationState.PENDING)),
            new Attempt(
                    "revoke",
                    (invitation, now) -> invitation.revoke(Role.OWNER, now),
                    InvitationState.REVOKED,
                    List.of(InvitationState.PENDING)),
            new Attempt(
                    "resend",
                    (invitation, now) -> invitation.resend(OWNER, Role.OWNER, now),
                    InvitationState.PENDING,
                    List.of(InvitationState.PENDING, InvitationState.EXPIRED)));

    @Test
    void isAnsweredTakenBackOrSentAgainInTheRightStatesAlone() {
        for (var attempt : ATTEMPTS) {
            for (var state : InvitationState.values()) {
                var invitation = in(state);
                if (attempt.from().contains(state)) {
                    assertThat(attempt.operation().on(invitation, NOW).after().state())
                            .as("%s when %s", attempt.name(), state)
                            .isEqualTo(attempt.to());
                } else {
                    assertRefused(
                            INVITATION_CLOSED,
                            "Expected to %s invitation %s, but it is %s"
                                    .formatted(
                                            attempt.name(),
                                            INVITATION,
                                            state.name().toLowerCase(Locale.ROOT)),
                            () -> attempt.operation().on(invitation, NOW));
                }
            }
        }
    }

    @Test
    void tellsWhatBecameOfIt() {
        assertThat(anInvitation().accept(BY_OWNER, NOW).events())
                .containsExactly(new InvitationAccepted(SOMEBODY, DIRECTORY, INVITATION));
        assertThat(anInvitation().decline(NOW).events())
                .containsExactly(new InvitationDeclined(SOMEBODY, DIRECTORY, INVITATION));
        assertThat(anInvitation().revoke(Role.OWNER, NOW).events())
                .containsExactly(new InvitationRevoked(SOMEBODY, DIRECTORY, INVITATION));
        assertThat(anInvitation().resend(OWNER, Role.OWNER, NOW).events())
                .containsExactly(new InvitationResent(SOMEBODY, DIRECTORY, INVITATION));
        assertThat(anInvitation().expire(END).events())
                .containsExactly(new InvitationExpired(SOMEBODY, DIRECTORY, INVITATION));
    }

    @Nested
    final class AtItsEnd {

        private final Instant before = END.minusNanos(1);

        @Test
        void canBeAnsweredUntilThenAndNotAfter() {
            assertThat(anInvitation().accept(BY_OWNER, before).after().state()).isEqualTo(InvitationState.ACCEPTED);
            assertRefused(INVITATION_CLOSED, "is expired", () -> anInvitation().accept(BY_OWNER, END));
            assertRefused(INVITATION_CLOSED, "is expired", () -> anInvitation().decline(END));
            assertRefused(INVITATION_CLOSED, "is expired", () -> anInvitation().revoke(Role.OWNER, END));
        }

        @Test
        void countsAsExpiredWhetherOrNotItsDeadlineCame() {
            assertThat(anInvitation().stateAt(before)).isEqualTo(InvitationState.PENDING);
            assertThat(anInvitation().stateAt(END)).isEqualTo(InvitationState.EXPIRED);
        }

        @Test
        void doesNotExpireEarlyOrOnceAnswered() {
            assertThat(anInvitation().expire(before).events()).isEmpty();
            for (var state : InvitationState.values()) {
                if (state != InvitationState.PENDING) {
                    assertThat(in(state).expire(END.plusSeconds(1)).events())
                            .as("%s", state)
                            .isEmpty();
                }
            }
        }

        @Test
        void comesToLifeAgainForAsLongAsBefore() {
            var later = END.plus(Duration.ofDays(100));

            var resent =
                    in(InvitationState.EXPIRED).resend(OWNER, Role.OWNER, later).after();

            assertThat(resent.expiresAt()).isEqualTo(later.plus(Invitation.DEFAULT_LIFETIME));
            assertThat(resent.stateAt(later)).isEqualTo(InvitationState.PENDING);
        }
    }

    @Nested
    final class WhoseInviterChanged {

        private final Invitation forAnAuditor = sent(Role.ADMINISTRATOR, Role.AUDITOR, Invitation.DEFAULT_LIFETIME)
                .after();

        @Test
        void isNotAcceptedOnceTheInviterCouldNotSendItAnyMore() {
            for (var now : Stream.of(Optional.of(Role.AUDITOR), Optional.of(Role.MEMBER), Optional.<Role>empty())
                    .toList()) {
                assertRefused(INVITATION_CLOSED, "may not give its role any more", () -> forAnAuditor.accept(now, NOW));
            }
        }

        @Test
        void canStillBeDeclined() {
            assertThat(forAnAuditor.decline(NOW).after().state()).isEqualTo(InvitationState.DECLINED);
        }

        @Test
        void isOfWhoeverSendsItAgain() {
            var resent = forAnAuditor.resend(ANOTHER, Role.OWNER, NOW).after();

            assertThat(resent.inviter()).isEqualTo(ANOTHER);
            assertThat(resent.accept(BY_OWNER, NOW).after().state()).isEqualTo(InvitationState.ACCEPTED);
        }
    }

    @Test
    void isTakenBackOrSentAgainByNobodyWhoCouldNotHaveSentIt() {
        var forAnAdministrator = sent(Role.OWNER, Role.ADMINISTRATOR, Invitation.DEFAULT_LIFETIME)
                .after();

        assertRefused(
                DIRECTORY_FORBIDDEN,
                "\"administrator\" does not",
                () -> forAnAdministrator.revoke(Role.ADMINISTRATOR, NOW));
        assertRefused(
                DIRECTORY_FORBIDDEN,
                "\"administrator\" does not",
                () -> forAnAdministrator.resend(ANOTHER, Role.ADMINISTRATOR, NOW));
    }

    /** Whatever is done to it in whatever order, it is answered or taken back at most once, and never past its time. */
    @Test
    void endsAtMostOnceWhateverHappens() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int ended = 0;
        for (int round = 0; round < 2000; round++) {
            var invitation = anInvitation();
            var now = NOW;
            int answers = 0;
            for (int step = 0; step < 12; step++) {
                now = now.plus(Duration.ofDays(random.nextInt(6)));
                var before = invitation;
                try {
                    invitation = random.nextInt(5) == 0
                            ? invitation.expire(now).after()
                            : ATTEMPTS.get(random.nextInt(ATTEMPTS.size()))
                                    .operation()
                                    .on(invitation, now)
                                    .after();
                } catch (Refusal refusal) {
                    assertThat(refusal.reason()).isEqualTo(INVITATION_CLOSED);
                }
                if (isAnswered(invitation) && !isAnswered(before)) {
                    answers++;
                    assertThat(now).as("seed %d, round %d", seed, round).isBefore(before.expiresAt());
                }
                if (isAnswered(before)) {
                    assertThat(invitation).as("seed %d, round %d", seed, round).isEqualTo(before);
                }
            }
            assertThat(answers).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(1);
            ended += answers;
        }
        assertThat(ended).as("seed %d", seed).isPositive();
    }

    private static boolean isAnswered(Invitation invitation) {
        return invitation.state() != InvitationState.PENDING && invitation.state() != InvitationState.EXPIRED;
    }
}
