package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.bootstrap.client.PollReceipt;
import io.privicore.protocol.message.Choice;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Data is handed out after a vote of devices, and what was voted can be checked by anybody. */
@ExtendWith(SharedPlatform.class)
class VotingIT {

    private static final byte[] SECRET = "handed out after a vote".getBytes(UTF_8);

    private final Platform platform;
    private final Client client;
    private final Channel channel;
    private final Voters voters;
    private final String token;

    VotingIT(Platform platform, @TempDir Path folder) throws Exception {
        this.platform = platform;
        client = Client.active(platform.address());
        voters = Voters.online(client, folder);
        channel = Channel.join(client);
        token = client.store("votes", SECRET);
        voters.guard("data-access", "data-token.request");
    }

    /** A request for the data that waits. */
    private record Request(String command, String request, UUID poll) {}

    private Request ask() {
        var asked =
                client.post("/data-token/request-data", Map.of("token", token)).expect(202);
        var command = asked.text("commandId");
        return new Request(command, asked.text("requestId"), voters.pollOf(client, command));
    }

    @AfterEach
    void close() {
        channel.close();
        voters.close();
    }

    @Test
    void whatIsApprovedIsHandedOutAndEveryStepIsTold() throws Exception {
        try (var wire = Wire.engine(platform)) {
            var heard = wire.listen(Wire.EVENTS, "#");
            var request = ask();
            var waiting = channel.await("the word that it waits", message -> isProgressOf(request.command(), message));
            assertThat(waiting.data().path("body").isNull()).isTrue();
            assertThat(notice(request.poll(), "open").path("title").asText()).isEqualTo("Data is requested");
            expectBallotShowsWhatItIsAbout(request);

            voters.vote(0, request.poll(), Choice.YES);
            assertThat(client.status(request.command())).isEqualTo(1);
            voters.vote(1, request.poll(), Choice.YES);

            var delivered = channel.delivered(request.request());
            assertThat(Base64.getDecoder().decode(delivered.path("body").asText()))
                    .isEqualTo(SECRET);
            channel.outcome(request.command()).expectSuccess();
            notice(request.poll(), "approved");
            expectApproved(request);
            expectEvents(request, heard);
        }
    }

    private void expectBallotShowsWhatItIsAbout(Request request) {
        var ballot = voters.ballot(0, request.poll());
        assertThat(ballot.attributes())
                .containsEntry("operation", "data-token.request")
                .containsEntry("requester", profile())
                .containsEntry("policies", "data-token.request");
        assertThat(ballot.attributes().toString()).doesNotContain(token);
        var receipt = Answer.parse(Voters.receiptOf(client, request.poll()));
        assertThat(receipt.path("digest").asText()).isEqualTo(ballot.operation().toString());
    }

    private void expectApproved(Request request) {
        var status = Voters.statusOf(client, request.poll());
        assertThat(status.path("status").asText()).isEqualTo("approved");
        assertThat(status.path("commandId").asText()).isEqualTo(request.command());
        assertThat(status.at("/ballots/total").asInt()).isEqualTo(3);
        assertThat(status.at("/ballots/yes").asInt()).isEqualTo(2);
        assertThat(status.at("/ballots/abstain").asInt()).isEqualTo(1);
        assertThat(Voters.polls(client)).containsExactly(status);
        assertThat(client.get("/voting/list-polls?filters%5Bstatus%5D=open")
                        .expect(200)
                        .json()
                        .at("/meta/count")
                        .asInt())
                .isZero();
    }

    private void expectEvents(Request request, List<Wire.Heard> heard) throws Exception {
        var profile = profile();
        Patience.until("the events of the poll", () -> {
            var events = Events.of(profile, heard);
            return Events.count(events, "poll.approved") == 1 && Events.count(events, "data-token.delivered") == 1;
        });
        var events = Events.of(profile, heard);
        events.forEach(Events::expectValid);
        assertThat(events.stream()
                        .filter(event -> event.at("/data/poll")
                                .asText()
                                .equals(request.poll().toString()))
                        .map(Events::name))
                .containsExactly(
                        "poll.opened", "poll.ballot-cast", "poll.ballot-cast", "poll.ballot-cast", "poll.approved");
        assertThat(Events.count(events, "data-token.requested")).isEqualTo(1);
    }

    @Test
    void whatIsDeniedIsRefusedAndTheCommandNamesThePoll() throws Exception {
        var request = ask();

        voters.deny(request.poll());

        var refused = channel.delivered(request.request());
        assertThat(refused.path("command_status").asInt()).isEqualTo(3);
        assertThat(refused.path("body").asText()).isEqualTo("policy.denied");
        channel.outcome(request.command()).expectRejection("policy.denied");
        notice(request.poll(), "rejected");
        var told = client.get("/request-status/" + request.command()).expect(200);
        assertThat(told.text("detail")).isEqualTo("poll " + request.poll() + " was rejected");
        var stranger = Client.stranger(client.base())
                .get("/request-status/" + request.command())
                .expect(200);
        assertThat(stranger.json().has("detail")).isFalse();
        assertThat(Voters.statusOf(client, request.poll()).path("status").asText())
                .isEqualTo("rejected");
    }

    @Test
    void whatIsAskedAgainUnderTheSameKeyIsVotedOnOnce() throws Exception {
        var ask = Client.form(Map.of("token", token));
        var key = Map.of("Idempotency-Key", "one question");

        var first = client.send("POST", "/data-token/request-data", Client.FORM, BodyPublishers.ofString(ask), key);
        var second = client.send("POST", "/data-token/request-data", Client.FORM, BodyPublishers.ofString(ask), key);

        var command = first.expect(202).text("commandId");
        assertThat(second.expect(202).text("commandId")).isEqualTo(command);
        voters.approve(voters.pollOf(client, command));
        channel.outcome(command).expectSuccess();
        assertThat(Voters.polls(client)).hasSize(1);
        assertThat(channel.messages().stream()
                        .filter(message -> message.data().path("type").asText().equals(Client.REQUEST)))
                .hasSize(1);
    }

    @Test
    void policiesThatVoteDifferentlyMustAllAgree() throws Exception {
        client.runJson(
                        "/verified-authenticator/voting-configuration/register",
                        Map.of(
                                "name",
                                "the first alone",
                                "strategy",
                                "unanimous",
                                "timeLimit",
                                300,
                                "deviceIdentifiers",
                                List.of(voters.get(0).id)))
                .expectSuccess();
        voters.guard("data-access", "data-token.request", "another", "the first alone");

        var request = ask();
        var alone = openPoll("unanimous");
        voters.vote(0, alone, Choice.YES);
        notice(alone, "approved");
        assertThat(client.status(request.command())).isEqualTo(1);
        voters.approve(openPoll("minimum_percentage"));
        channel.outcome(request.command()).expectSuccess();

        var denied = ask();
        openPoll("minimum_percentage");
        voters.vote(0, openPoll("unanimous"), Choice.NO);
        channel.outcome(denied.command()).expectRejection("policy.denied");
        assertThat(Voters.polls(client).stream()
                        .filter(poll -> poll.path("commandId").asText().equals(denied.command()))
                        .map(poll -> poll.path("status").asText()))
                .containsExactlyInAnyOrder("rejected", "cancelled");
    }

    private UUID openPoll(String strategy) {
        return Voters.polls(client).stream()
                .filter(poll -> poll.path("status").asText().equals("open")
                        && poll.path("strategy").asText().equals(strategy))
                .map(poll -> UUID.fromString(poll.path("poolId").asText()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPollThatIsCancelledDeniesWhatWaitsForIt() throws Exception {
        var request = ask();
        var ballot = voters.ballot(0, request.poll());

        client.run("/voting/cancel-pool", Map.of("poolId", request.poll())).expectSuccess();

        channel.outcome(request.command()).expectRejection("policy.denied");
        notice(request.poll(), "cancelled");
        voters.castOverHttp(0, ballot.ballot(), "yes").expectProblem(409);
    }

    @Test
    void nobodyElseSeesAPoll() {
        var request = ask();
        var other = Client.active(client.base());

        for (var path : List.of("/voting/check-pool-status/", "/voting/poll-receipt/")) {
            assertThat(other.get(path + request.poll()).expectProblem(404).key())
                    .isEqualTo("voting.poll_not_found");
        }
        other.run("/voting/cancel-pool", Map.of("poolId", request.poll())).expectRejection("voting.poll_not_found");
        assertThat(Voters.polls(other)).isEmpty();
        assertThat(client.status(request.command())).isEqualTo(1);
    }

    @Test
    void aBallotIsCastOnceOverHttpWithTheSecretOfItsDevice() throws Exception {
        var request = ask();
        var first = voters.ballot(0, request.poll()).ballot();
        var second = voters.ballot(1, request.poll()).ballot();
        var id = voters.secret(0, "client-id");
        var secret = voters.secret(0, "client-secret");

        Voters.castOverHttp(client, id, "", first, "yes").expectProblem(401);
        Voters.castOverHttp(client, id, secret + "x", first, "yes").expectProblem(401);
        Voters.castOverHttp(client, id, voters.secret(1, "client-secret"), first, "yes")
                .expectProblem(401);
        expectRefused(voters.castOverHttp(0, UUID.randomUUID(), "yes"), 404, "voting.ballot_not_found");
        expectRefused(voters.castOverHttp(0, second, "yes"), 404, "voting.ballot_not_found");
        voters.castOverHttp(0, first, "maybe").expectProblem(422);
        assertThat(Voters.statusOf(client, request.poll()).at("/ballots/yes").asInt())
                .isZero();

        voters.castOverHttp(0, first, "yes").expect(200);
        expectRefused(voters.castOverHttp(0, first, "no"), 409, "voting.ballot_closed");
        assertThat(client.status(request.command())).isEqualTo(1);
        voters.castOverHttp(1, second, "yes").expect(200);

        channel.outcome(request.command()).expectSuccess();
        expectRefused(voters.castOverHttp(1, second, "no"), 409, "voting.ballot_closed");
        var findings = PollReceipt.check(Voters.receiptOf(client, request.poll()), Map.of());
        assertThat(findings.flaws()).isEmpty();
        assertThat(findings.unsigned()).isEqualTo(2);
    }

    private static void expectRefused(Answer answer, int status, String key) {
        assertThat(answer.expectProblem(status).key()).isEqualTo(key);
    }

    @Test
    void aReceiptShowsHowThePollWasDecidedAndATamperedOneDoesNot() throws Exception {
        var request = ask();
        voters.approve(request.poll());
        channel.outcome(request.command()).expectSuccess();
        var receipt = Voters.receiptOf(client, request.poll());

        var sound = PollReceipt.check(receipt, Map.of());

        assertThat(sound.flaws()).isEmpty();
        assertThat(sound.status()).isEqualTo("approved");
        assertThat(sound.votes()).hasSize(3).allSatisfy(vote -> assertThat(vote.signed())
                .isTrue());
        expectFlaw(receipt, "does not fit its vote", with -> ballot(with, "yes").put("vote", "no"));
        expectFlaw(receipt, "does not fit its vote", with -> ballot(with, "abstain")
                .put("vote", "yes"));
        expectFlaw(receipt, "does not fit its vote", with -> ballot(with, "yes").put("reason", "another"));
        expectFlaw(receipt, "does not fit its vote", with -> {
            var vote = ballot(with, "yes");
            var signature = vote.path("signature").asText();
            vote.put("signature", (signature.startsWith("0") ? "1" : "0") + signature.substring(1));
        });
        expectFlaw(receipt, "does not fit its vote", with -> with.put("digest", "00".repeat(32)));
        for (var status : List.of("rejected", "failed", "cancelled", "open")) {
            expectFlaw(receipt, "said to be " + status, with -> with.put("status", status));
        }
        expectFlaw(receipt, "by its votes it is open", with -> ballot(with, "abstain")
                .put("state", "lapsed")
                .putNull("vote"));
        expectFlaw(receipt, "two ballots", with -> with.withArray("ballots")
                .add(ballot(with, "yes").deepCopy()));
    }

    @Test
    void aReceiptOfAVoteAgainstCannotBeTurnedIntoAnApproval() throws Exception {
        var request = ask();
        voters.deny(request.poll());
        channel.outcome(request.command()).expectRejection("policy.denied");
        var receipt = Voters.receiptOf(client, request.poll());

        assertThat(PollReceipt.check(receipt, Map.of()).flaws()).isEmpty();
        expectFlaw(receipt, "by its votes it is rejected", with -> with.put("status", "approved"));
    }

    private interface Tampering {
        void on(ObjectNode receipt);
    }

    private void expectFlaw(String receipt, String flaw, Tampering tampering) {
        var tampered = (ObjectNode) Answer.parse(receipt);
        tampering.on(tampered);
        assertThat(PollReceipt.check(tampered.toString(), Map.of()).flaws())
                .anySatisfy(found -> assertThat(found).contains(flaw));
    }

    private static ObjectNode ballot(JsonNode receipt, String vote) {
        return StreamSupport.stream(receipt.path("ballots").spliterator(), false)
                .filter(ballot -> ballot.path("vote").asText().equals(vote))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private String profile() {
        return client.get("/profile/retrieve-profile-id").expect(200).text("profileId");
    }

    private JsonNode notice(UUID poll, String status) {
        return channel.await(
                        "the word that the poll is " + status,
                        message -> message.data().path("type").asText().equals("BALLOT")
                                && message.data().path("poolId").asText().equals(poll.toString())
                                && message.data().path("status").asText().equals(status))
                .data();
    }

    private static boolean isProgressOf(String command, Channel.Message message) {
        return message.data().path("type").asText().equals(Client.COMMAND)
                && message.data().path("id").asText().equals(command)
                && message.data().path("command_status").asInt() == 1;
    }
}
