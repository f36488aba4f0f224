package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.journey.Devices.Store;
import io.privicore.device.authenticator.Desk;
import io.privicore.device.authenticator.Opinion;
import io.privicore.device.authenticator.RuleFile;
import io.privicore.device.authenticator.Voter;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Three devices of one profile that store and vote: two people, and a service that abstains by its rule file. */
final class Voters implements AutoCloseable {

    static final String TWO_OF_THREE = "two-of-three";

    private static final String RULES = """
            {"rules": [], "default": {"vote": "abstain", "reason": "people decide that"}}
            """;

    private final Client owner;
    private final Devices devices;

    private Voters(Client owner, Devices devices) {
        this.owner = owner;
        this.devices = devices;
    }

    static Voters online(Client owner, Path folder) throws Exception {
        var devices = new Devices(owner, folder);
        var rules = Files.writeString(folder.resolve("rules.json"), RULES);
        for (var voter : List.of(Voter.PERSON, Voter.PERSON, RuleFile.read(rules))) {
            var store = devices.add("voter").votingBy(voter);
            owner.run("/verified-authenticator/register", Map.of("deviceIdentifier", store.id))
                    .expectSuccess();
            store.start();
        }
        devices.awaitOnline();
        owner.run(
                        "/verified-authenticator/voting-configuration/register",
                        Map.of(
                                "name",
                                TWO_OF_THREE,
                                "strategy",
                                "minimum_percentage",
                                "percentageRequired",
                                67,
                                "quorumSize",
                                2,
                                "timeLimit",
                                300))
                .expectSuccess();
        return new Voters(owner, devices);
    }

    /** From here on the operation waits for two of three. */
    void guard(String template, String operation) {
        guard(template, operation, operation, TWO_OF_THREE);
    }

    /** From here on the operation waits for a vote of that kind, too. */
    void guard(String template, String operation, String policy, String configuration) {
        owner.runJson(
                        "/policy/register",
                        Map.of(
                                "policyTemplateId",
                                template,
                                "applyingEventIds",
                                List.of(operation),
                                "name",
                                policy,
                                "configurationId",
                                configuration))
                .expectSuccess();
        owner.run("/policy/activate", Map.of("policyId", policy)).expectSuccess();
    }

    Store get(int index) {
        return devices.get(index);
    }

    /** The poll that the operation waits for. */
    UUID pollOf(Client asking, String command) {
        return Patience.await("the poll of " + command, () -> polls(asking).stream()
                .filter(poll -> poll.path("commandId").asText().equals(command))
                .map(poll -> UUID.fromString(poll.path("poolId").asText()))
                .findFirst());
    }

    static List<JsonNode> polls(Client asking) {
        return StreamSupport.stream(
                        asking.get("/voting/list-polls")
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .toList();
    }

    static JsonNode statusOf(Client asking, UUID poll) {
        return asking.get("/voting/check-pool-status/" + poll).expect(200).json();
    }

    static String receiptOf(Client asking, UUID poll) {
        return asking.get("/voting/poll-receipt/" + poll).expect(200).body();
    }

    /** The ballot of that poll that lies on the desk of one of the two people. */
    AuthenticatorBallot ballot(int person, UUID poll) {
        return Patience.await("a ballot for person " + person, () -> desk(person).open().stream()
                .filter(ballot -> ballot.poll().equals(poll))
                .findFirst());
    }

    void vote(int person, UUID poll, Choice choice) throws IOException {
        var cast = desk(person).cast(ballot(person, poll).ballot(), new Opinion(choice, "person " + person));
        assertThat(cast).isEqualTo(Desk.Casting.CAST);
    }

    /** Both people say yes. */
    void approve(UUID poll) throws IOException {
        vote(0, poll, Choice.YES);
        vote(1, poll, Choice.YES);
    }

    /** One of the two says no, which suffices. */
    void deny(UUID poll) throws IOException {
        vote(0, poll, Choice.NO);
    }

    /** Casts a vote as a script would that has nothing but the bundle. */
    static Answer castOverHttp(Client at, String clientId, String secret, UUID ballot, String vote) {
        Map<String, String> headers = new HashMap<>();
        if (!secret.isEmpty()) {
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(UTF_8)));
        }
        return Client.stranger(at.base())
                .send(
                        "POST",
                        "/voting/cast-ballot",
                        Client.FORM,
                        BodyPublishers.ofString(Client.form(Map.of("ballotId", ballot, "vote", vote))),
                        headers);
    }

    Answer castOverHttp(int voter, UUID ballot, String vote) {
        return castOverHttp(owner, secret(voter, "client-id"), secret(voter, "client-secret"), ballot, vote);
    }

    String secret(int voter, String entry) {
        return get(voter).secret(entry);
    }

    private Desk desk(int person) {
        Optional<Desk> desk = get(person).device().desk();
        return desk.orElseThrow(() -> new AssertionError("Nobody sits at device " + person));
    }

    @Override
    public void close() {
        devices.close();
    }
}
