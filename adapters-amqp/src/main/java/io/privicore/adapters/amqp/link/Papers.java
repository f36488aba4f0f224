package io.privicore.adapters.amqp.link;

import io.privicore.application.port.DeviceLinks.BallotEnd;
import io.privicore.application.port.DeviceLinks.BallotPaper;
import io.privicore.domain.voting.Choice;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Ballots and votes as the engine knows them, and as they are on the wire. */
final class Papers {

    private static final String CUT = "…";

    private Papers() {}

    /**
     * The message that brings a ballot to its device. What the wire has no room for is cut and shown to be: a voter who sees
     * too little can vote no, one who sees nothing cannot vote.
     */
    static AuthenticatorBallot message(BallotPaper paper) {
        var motion = paper.motion();
        SequencedMap<String, String> attributes = new LinkedHashMap<>();
        motion.attributes().entrySet().stream()
                .filter(attribute -> !attribute.getKey().isEmpty())
                .limit(AuthenticatorBallot.MOST_ATTRIBUTES)
                .forEach(attribute -> attributes.put(
                        cut(attribute.getKey(), AuthenticatorBallot.LONGEST_NAME),
                        cut(attribute.getValue(), AuthenticatorBallot.LONGEST_VALUE)));
        return new AuthenticatorBallot(
                paper.ballot().value(),
                paper.poll().value(),
                cut(motion.title(), AuthenticatorBallot.LONGEST_TITLE),
                cut(motion.question(), AuthenticatorBallot.LONGEST_QUESTION),
                attributes,
                Digest.of(motion.digest().view()),
                paper.attempt(),
                paper.openedAt(),
                paper.closesAt());
    }

    static Result result(BallotEnd end) {
        return switch (end) {
            case APPROVED -> Result.APPROVED;
            case REJECTED -> Result.REJECTED;
            case FAILED -> Result.FAILED;
            case CANCELLED -> Result.CANCELLED;
            case RETRIED -> Result.LAPSED;
        };
    }

    static Choice choice(io.privicore.protocol.message.Choice choice) {
        return switch (choice) {
            case YES -> Choice.YES;
            case NO -> Choice.NO;
            case ABSTAIN -> Choice.ABSTAIN;
        };
    }

    private static String cut(String text, int most) {
        var whole = StandardCharsets.UTF_8
                .decode(StandardCharsets.UTF_8.encode(text))
                .toString();
        return whole.codePointCount(0, whole.length()) <= most
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, most - 1)) + CUT;
    }
}
