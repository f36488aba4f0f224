package io.privicore.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What votes decide, counted from a receipt. Signatures are checked where devices make them. */
class PollReceiptTest {

    private static final String IN_TIME = "2026-02-21T15:33:44.000+00:00";
    private static final String CLOSES = "2026-02-21T15:35:00.000+00:00";
    private static final String OWNER = "6f1c0f0e-0000-4000-8000-000000000001";
    private static final String OTHER = "6f1c0f0e-0000-4000-8000-000000000002";

    @Test
    void oneYesApprovesUnanimouslyOnceTheTimeIsOver() {
        var ballots = List.of(vote(1, "yes"), silent("lapsed"));

        assertThat(flaws("approved", CLOSES, ballots)).isEmpty();
        assertThat(flaws("approved", IN_TIME, ballots))
                .singleElement()
                .asString()
                .contains("by its votes it is open");
    }

    @Test
    void whoeverWasRemovedIsNotWaitedFor() {
        assertThat(flaws("approved", IN_TIME, List.of(vote(1, "yes"), silent("voided"))))
                .isEmpty();
    }

    @Test
    void aQuorumThatIsMissedIsAFailureAndNoRejection() {
        var ballots = List.of(silent("lapsed"), silent("lapsed"));

        assertThat(flaws("failed", CLOSES, ballots)).isEmpty();
        assertThat(flaws("rejected", CLOSES, ballots)).hasSize(1);
    }

    @Test
    void whatIsOpenCanBeCancelledAlsoWhenItsTimeIsJustOver() {
        assertThat(flaws("cancelled", CLOSES, List.of(vote(1, "yes"), silent("lapsed"))))
                .isEmpty();
        assertThat(flaws("cancelled", CLOSES, List.of(vote(1, "no"), silent("lapsed"))))
                .hasSize(1);
    }

    @Test
    void anAttemptThatWasApprovedIsTheLast() {
        assertThat(PollReceipt.check(
                                receipt("approved", 2, IN_TIME, false, List.of(vote(1, "yes"), vote(2, "yes"))),
                                Map.of())
                        .flaws())
                .singleElement()
                .asString()
                .contains("Attempt 1 was approved");
        assertThat(PollReceipt.check(
                                receipt("approved", 2, IN_TIME, false, List.of(vote(1, "no"), vote(2, "yes"))),
                                Map.of())
                        .flaws())
                .isEmpty();
    }

    @Test
    void whereOthersMustAgreeTheirYesIsLookedFor() {
        var own = List.of(vote(1, "yes"));
        var anothers = List.of(ballot(OTHER, 1, "cast", "\"yes\""));

        assertThat(PollReceipt.check(receipt("approved", 1, IN_TIME, true, own), Map.of())
                        .flaws())
                .hasSize(1);
        assertThat(PollReceipt.check(receipt("approved", 1, IN_TIME, true, anothers), Map.of())
                        .flaws())
                .isEmpty();
    }

    @Test
    void aVoteWithoutSignatureIsCountedAndReported() {
        var findings = PollReceipt.check(receipt("approved", 1, IN_TIME, false, List.of(vote(1, "yes"))), Map.of());

        assertThat(findings.isSound()).isTrue();
        assertThat(findings.unsigned()).isEqualTo(1);
    }

    @Test
    void whatIsNoReceiptIsSaidToBeNone() {
        var whole = receipt("approved", 1, IN_TIME, false, List.of(vote(1, "yes")));

        Stream.of("", "{}", "nothing", whole.replace("approved", "perhaps"), whole.replace("unanimous", "by lot"))
                .forEach(text -> assertThatExceptionOfType(ClientFailure.class)
                        .as(text)
                        .isThrownBy(() -> PollReceipt.check(text, Map.of())));
    }

    private static List<String> flaws(String status, String endedAt, List<String> ballots) {
        return PollReceipt.check(receipt(status, 1, endedAt, false, ballots), Map.of())
                .flaws();
    }

    private static String vote(int attempt, String vote) {
        return ballot(OWNER, attempt, "cast", "\"" + vote + "\"");
    }

    private static String silent(String state) {
        return ballot(OWNER, 1, state, "null");
    }

    private static String ballot(String owner, int attempt, String state, String vote) {
        return """
                {"ballotId": "%s", "deviceIdentifier": "%s", "ownerProfileId": "%s", "attempt": %d, "state": "%s",
                 "vote": %s, "reason": null, "castAt": null, "signature": null, "signingKey": null}
                """.formatted(UUID.randomUUID(), UUID.randomUUID(), owner, attempt, state, vote);
    }

    private static String receipt(
            String status, int attempt, String endedAt, boolean othersMustAgree, List<String> ballots) {
        return """
                {"poolId": "%s", "requesterProfileId": "%s", "title": "Lunch", "digest": "%s", "strategy": "unanimous",
                 "strategy_params": {}, "quorumSize": 1, "timeLimit": 300, "attempts": 2, "othersMustAgree": %s,
                 "status": "%s", "attempt": %d, "openedAt": "%s", "closesAt": "%s", "endedAt": "%s", "ballots": [%s]}
                """.formatted(
                        UUID.randomUUID(),
                        OWNER,
                        "00".repeat(32),
                        othersMustAgree,
                        status,
                        attempt,
                        IN_TIME,
                        CLOSES,
                        endedAt,
                        ballots.stream().collect(Collectors.joining(",")));
    }
}
