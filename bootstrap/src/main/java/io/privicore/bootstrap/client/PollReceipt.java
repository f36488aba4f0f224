package io.privicore.bootstrap.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Tally;
import io.privicore.domain.voting.VotingRules;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.RefusedKey;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.VoteStatement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What shows how a poll was decided, checked without the platform that says so. */
public final class PollReceipt {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode receipt;
    private final Map<UUID, Bytes> trusted;
    private final List<String> flaws = new ArrayList<>();
    private final List<Checked> votes = new ArrayList<>();

    private PollReceipt(JsonNode receipt, Map<UUID, Bytes> trusted) {
        this.receipt = receipt;
        this.trusted = trusted;
    }

    /**
     * One vote.
     *
     * @param signed whether the device's signature fits; otherwise only the platform vouches for it
     * @param known whether that is so under a key that was known from elsewhere, and not only under the receipt's own
     */
    public record Checked(String device, int attempt, String vote, String reason, boolean signed, boolean known) {}

    /**
     * What was found.
     *
     * @param flaws why the receipt does not show what it claims; empty where it does
     */
    public record Findings(String poll, String title, String status, List<Checked> votes, List<String> flaws) {

        public boolean isSound() {
            return flaws.isEmpty();
        }

        /** How many votes nobody but the platform vouches for. */
        public long unsigned() {
            return votes.stream().filter(vote -> !vote.signed()).count();
        }
    }

    /**
     * Checks every signature, that nobody voted twice, and that the votes decide what the receipt says.
     *
     * @param trusted the Ed25519 keys that devices are known to have, by device; others are taken from the receipt
     */
    public static Findings check(String text, Map<UUID, Bytes> trusted) {
        try {
            var receipt = JSON.readTree(text);
            if (!receipt.path("ballots").isArray() || !receipt.path("digest").isTextual()) {
                throw new ClientFailure("Expected a receipt of a poll, but got something else.");
            }
            return new PollReceipt(receipt, trusted).findings();
        } catch (JsonProcessingException e) {
            throw new ClientFailure("Expected a receipt as JSON, but got something else.", e);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new ClientFailure("Expected a whole receipt, but a part of it cannot be read: " + e.getMessage(), e);
        }
    }

    private Findings findings() {
        requireOneBallotADevice();
        ballots().filter(ballot -> ballot.path("vote").isTextual()).forEach(this::check);
        requireDecided();
        return new Findings(
                receipt.path("poolId").asText(),
                receipt.path("title").asText(),
                receipt.path("status").asText(),
                List.copyOf(votes),
                List.copyOf(flaws));
    }

    private void requireOneBallotADevice() {
        Set<String> seen = new HashSet<>();
        ballots().forEach(ballot -> {
            var device = ballot.path("deviceIdentifier").asText();
            var id = ballot.path("ballotId").asText();
            if (!seen.add(id)) {
                flaws.add("Ballot " + id + " is there twice.");
            }
            if (!seen.add(device + " in attempt " + ballot.path("attempt").asInt())) {
                flaws.add("Device " + device + " has two ballots of one attempt.");
            }
        });
    }

    private void check(JsonNode ballot) {
        var device = ballot.path("deviceIdentifier").asText();
        boolean signed = ballot.path("signature").isTextual();
        if (signed && !isSigned(ballot, UUID.fromString(device))) {
            flaws.add("The signature of device " + device + " does not fit its vote.");
            signed = false;
        }
        votes.add(new Checked(
                device,
                ballot.path("attempt").asInt(),
                ballot.path("vote").asText(),
                ballot.path("reason").asText(),
                signed,
                signed && trusted.containsKey(UUID.fromString(device))));
    }

    private boolean isSigned(JsonNode ballot, UUID device) {
        var statement = new VoteStatement(
                UUID.fromString(ballot.path("ballotId").asText()),
                Digest.of(HexFormat.of().parseHex(receipt.path("digest").asText())),
                Choice.valueOf(ballot.path("vote").asText().toUpperCase(Locale.ROOT)),
                OffsetDateTime.parse(ballot.path("castAt").asText()).toInstant(),
                ballot.path("reason").asText());
        try {
            var key = trusted.getOrDefault(device, bytes(ballot.path("signingKey")));
            return statement.isSignedBy(new Ed25519Key(key), device.toString(), bytes(ballot.path("signature")));
        } catch (RefusedKey weak) {
            return false;
        }
    }

    /** By the rules of the contract, from nothing but the votes. */
    private void requireDecided() {
        int last = receipt.path("attempt").asInt();
        for (int attempt = 1; attempt < last; attempt++) {
            if (standing(attempt, false) == VotingRules.Standing.APPROVED) {
                flaws.add("Attempt " + attempt + " was approved by its votes, but another one followed.");
            }
        }
        var status = PollState.ofWire(receipt.path("status").asText());
        var counted = standing(last, isCutShort(status));
        var claimed =
                switch (status) {
                    // Nobody can cancel what is decided.
                    case OPEN, CANCELLED -> VotingRules.Standing.OPEN;
                    case APPROVED -> VotingRules.Standing.APPROVED;
                    case REJECTED -> VotingRules.Standing.REJECTED;
                    case FAILED -> VotingRules.Standing.FAILED;
                };
        if (counted != claimed) {
            flaws.add("It is said to be %s, but by its votes it is %s."
                    .formatted(status.wire(), counted.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Whether those who did not vote still could have when the last attempt ended. */
    private boolean isCutShort(PollState status) {
        return switch (status) {
            case OPEN, CANCELLED -> true;
            case APPROVED, REJECTED, FAILED ->
                OffsetDateTime.parse(receipt.path("endedAt").asText())
                        .isBefore(OffsetDateTime.parse(receipt.path("closesAt").asText()));
        };
    }

    private VotingRules.Standing standing(int attempt, boolean cutShort) {
        var requester = receipt.path("requesterProfileId").asText();
        var ballots = ballots()
                .filter(ballot -> ballot.path("attempt").asInt() == attempt)
                .toList();
        var others = ballots.stream()
                .filter(ballot -> !ballot.path("ownerProfileId").asText().equals(requester))
                .toList();
        var tally = new Tally(
                count(ballots, "yes"),
                count(ballots, "no"),
                count(ballots, "abstain"),
                cutShort ? outstanding(ballots) : 0,
                count(others, "yes"),
                cutShort ? outstanding(others) : 0);
        return rules().standing(tally, receipt.path("othersMustAgree").asBoolean());
    }

    private static int count(List<JsonNode> ballots, String vote) {
        return (int) ballots.stream()
                .filter(ballot -> ballot.path("vote").asText().equals(vote))
                .count();
    }

    private static int outstanding(List<JsonNode> ballots) {
        return (int) ballots.stream()
                .filter(ballot -> !ballot.path("vote").isTextual()
                        && !ballot.path("state").asText().equals("voided"))
                .count();
    }

    private VotingRules rules() {
        return new VotingRules(
                strategy(),
                receipt.path("quorumSize").asInt(),
                Duration.ofSeconds(receipt.path("timeLimit").asLong()),
                receipt.path("attempts").asInt());
    }

    private Strategy strategy() {
        var name = receipt.path("strategy").asText();
        return switch (name) {
            case "unanimous" -> new Strategy.Unanimous();
            case "consensus" -> new Strategy.Consensus();
            case "affirmative" -> new Strategy.Affirmative();
            case "minimum_percentage" ->
                new Strategy.MinimumPercentage(
                        receipt.path("strategy_params").path("percentage").asInt());
            default -> throw new IllegalArgumentException("the strategy \"" + name + "\" is unknown");
        };
    }

    private java.util.stream.Stream<JsonNode> ballots() {
        return StreamSupport.stream(receipt.path("ballots").spliterator(), false);
    }

    private static Bytes bytes(JsonNode hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex.asText()));
    }
}
