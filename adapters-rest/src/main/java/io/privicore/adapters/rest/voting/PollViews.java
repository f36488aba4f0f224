package io.privicore.adapters.rest.voting;

import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.view.Times;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.Vote;
import java.util.HexFormat;
import java.util.Locale;

/** How polls are shown: where they stand, and everything that shows how they came to it. */
final class PollViews {

    static final String STATUS = """
            {"poolId": "2f6b1c1e-58a2-4a0f-9a44-5d0b7e1f3c90", "title": "Quarterly report", "question": "May it go out?",
             "nonce": "q1-2026", "status": "open", "attempt": 1, "attempts": 2, "strategy": "consensus", "quorumSize": 2,
             "openedAt": "2026-02-21T15:33:44+00:00", "closesAt": "2026-02-21T15:43:44+00:00",
             "ballots": {"total": 3, "yes": 1, "no": 0, "abstain": 0, "pending": 2}, "commandId": null}""";

    static final String RECEIPT = """
            {"poolId": "2f6b1c1e-58a2-4a0f-9a44-5d0b7e1f3c90", "requesterProfileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
             "title": "Data is deleted", "question": "Data is deleted. May this go on?", "nonce": null,
             "attributes": {"operation": "data-token.delete", "context": "invoices"},
             "commandId": "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001",
             "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             "strategy": "minimum_percentage", "strategy_params": {"percentage": 67}, "quorumSize": 1, "timeLimit": 300,
             "attempts": 1, "othersMustAgree": false, "status": "approved", "attempt": 1,
             "openedAt": "2026-02-21T15:33:44.987+00:00", "closesAt": "2026-02-21T15:38:44.987+00:00",
             "endedAt": "2026-02-21T15:34:02.113+00:00",
             "ballots": [{"ballotId": "b1d0c0a4-3ad1-4a55-b4c5-b1b0ad3c2f10",
               "deviceIdentifier": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11",
               "ownerProfileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "attempt": 1, "state": "cast", "vote": "yes",
               "reason": "as agreed", "castAt": "2026-02-21T15:34:02.101+00:00", "signature": "e5564300c360ac72…",
               "signingKey": "d75a980182b10ab7…"}]}""";

    private PollViews() {}

    static Json status(PollView poll) {
        return Json.of("poolId", poll.poll())
                .with("title", poll.title())
                .with("question", poll.question())
                .with("nonce", poll.nonce())
                .with("status", poll.state().wire())
                .with("attempt", poll.attempt())
                .with("attempts", poll.attempts())
                .with("strategy", poll.strategy().wire())
                .with("quorumSize", poll.quorumSize())
                .with("openedAt", poll.openedAt())
                .with("closesAt", poll.closesAt())
                .with(
                        "ballots",
                        Json.of("total", poll.total())
                                .with("yes", poll.yes())
                                .with("no", poll.no())
                                .with("abstain", poll.abstain())
                                .with("pending", poll.pending()))
                .with("commandId", poll.command());
    }

    static Json receipt(Poll poll) {
        var motion = poll.motion();
        var rules = poll.rules();
        return Json.of("poolId", poll.id())
                .with("requesterProfileId", poll.requester())
                .with("title", motion.title())
                .with("question", motion.question())
                .with("nonce", motion.nonce())
                .with("attributes", motion.attributes())
                .with("commandId", motion.command())
                .with("digest", hex(motion.digest()))
                .with("strategy", rules.strategy().wire())
                .with("strategy_params", VotingFields.parameters(rules.strategy()))
                .with("quorumSize", rules.quorumSize())
                .with("timeLimit", rules.timeLimit().toSeconds())
                .with("attempts", rules.attempts())
                .with("othersMustAgree", poll.othersMustAgree())
                .with("status", poll.state().wire())
                .with("attempt", poll.attempt())
                .with("openedAt", Times.precise(poll.openedAt()))
                .with("closesAt", Times.precise(poll.closesAt()))
                .with("endedAt", poll.endedAt().map(Times::precise))
                .with("ballots", Json.list(poll.ballots(), PollViews::ballot));
    }

    private static Json ballot(Ballot ballot) {
        var vote = ballot.vote();
        var signature = vote.flatMap(Vote::signature);
        return Json.of("ballotId", ballot.id())
                .with("deviceIdentifier", ballot.device())
                .with("ownerProfileId", ballot.owner())
                .with("attempt", ballot.attempt())
                .with("state", ballot.state().name().toLowerCase(Locale.ROOT))
                .with("vote", vote.map(cast -> cast.choice().wire()))
                .with("reason", vote.map(Vote::reason))
                .with("castAt", vote.map(cast -> Times.precise(cast.castAt())))
                .with("signature", signature.map(signed -> hex(signed.value())))
                .with("signingKey", signature.map(signed -> hex(signed.key())));
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.view());
    }
}
