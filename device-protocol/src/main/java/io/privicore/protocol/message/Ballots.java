package io.privicore.protocol.message;

import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The part of the codec that is about ballots and votes. */
final class Ballots {

    private static final int EMPTY_ATTRIBUTE = 2 * Integer.BYTES;

    private Ballots() {}

    static Writer write(Writer writer, AuthenticatorBallot ballot) {
        writer.uuid(ballot.ballot())
                .uuid(ballot.poll())
                .text(ballot.title())
                .text(ballot.question())
                .int32(ballot.attributes().size());
        ballot.attributes().forEach((name, value) -> writer.text(name).text(value));
        return writer.digest(ballot.operation())
                .int32(ballot.attempt())
                .instant(ballot.openedAt())
                .instant(ballot.closesAt());
    }

    static AuthenticatorBallot ballot(Reader in) throws MalformedMessage {
        return new AuthenticatorBallot(
                in.uuid(),
                in.uuid(),
                in.text(AuthenticatorBallot.LONGEST_TITLE),
                in.text(AuthenticatorBallot.LONGEST_QUESTION),
                attributes(in),
                in.digest(),
                in.int32(),
                in.instant(),
                in.instant());
    }

    private static SequencedMap<String, String> attributes(Reader in) throws MalformedMessage {
        var attributes = new LinkedHashMap<String, String>();
        for (int left = in.count(AuthenticatorBallot.MOST_ATTRIBUTES, EMPTY_ATTRIBUTE); left > 0; left--) {
            var name = in.text(AuthenticatorBallot.LONGEST_NAME);
            if (attributes.put(name, in.text(AuthenticatorBallot.LONGEST_VALUE)) != null) {
                throw new MalformedMessage("Expected every attribute once, but one comes twice");
            }
        }
        return attributes;
    }

    static Writer write(Writer writer, AuthenticatorVote vote) {
        return writer.uuid(vote.ballot())
                .octet(wire(vote.choice()))
                .text(vote.reason())
                .instant(vote.castAt())
                .fixed(vote.signature());
    }

    static AuthenticatorVote vote(Reader in) throws MalformedMessage {
        return new AuthenticatorVote(
                in.uuid(),
                choice(in.octet()),
                in.text(VoteStatement.LONGEST_REASON),
                in.instant(),
                in.fixed(Ed25519Key.SIGNATURE_LENGTH));
    }

    static Writer write(Writer writer, VoteStatement statement) {
        return writer.uuid(statement.ballot())
                .digest(statement.operation())
                .octet(wire(statement.choice()))
                .instant(statement.castAt())
                .text(statement.reason());
    }

    static int wire(Result result) {
        return switch (result) {
            case APPROVED -> 1;
            case REJECTED -> 2;
            case FAILED -> 3;
            case CANCELLED -> 4;
            case LAPSED -> 5;
        };
    }

    static Result result(int wire) throws MalformedMessage {
        return switch (wire) {
            case 1 -> Result.APPROVED;
            case 2 -> Result.REJECTED;
            case 3 -> Result.FAILED;
            case 4 -> Result.CANCELLED;
            case 5 -> Result.LAPSED;
            default -> throw new MalformedMessage("Expected a result, but got " + wire);
        };
    }

    private static int wire(Choice choice) {
        return switch (choice) {
            case YES -> 1;
            case NO -> 2;
            case ABSTAIN -> 3;
        };
    }

    private static Choice choice(int wire) throws MalformedMessage {
        return switch (wire) {
            case 1 -> Choice.YES;
            case 2 -> Choice.NO;
            case 3 -> Choice.ABSTAIN;
            default -> throw new MalformedMessage("Expected a vote, but got " + wire);
        };
    }
}
