package io.privicore.bootstrap.journey;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.engine.AuthorizationMatrix;
import io.privicore.application.engine.AuthorizationMatrix.Party;
import io.privicore.application.engine.AuthorizationMatrix.Row;
import io.privicore.bootstrap.journey.Operations.Operation;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everybody sends every request of the contract, and is answered as was meant. */
@ExtendWith(SharedPlatform.class)
class AuthorizationMatrixIT {

    /** Trails as lines instead of pages. */
    private static final Set<String> EXPORTS = Set.of("audit.export", "directory.export-audit");

    /** The requests of off-the-shelf OAuth clients, which are tested by one. */
    private static final String STANDARD = "/oauth/";

    /** Ends what other requests need, so it comes last, in this order. */
    private static final List<String> LAST =
            List.of("directory.remove-user", "public-key.register", "profile.reauthorize", "profile.revoke");

    private static final Map<String, String> VALID = Map.of(
            "password", "correct horse battery staple",
            "currentPassword", "not the present passphrase",
            "newPassword", "quite another long passphrase",
            "policyTemplateId", "data-access",
            "applyingEventIds", "data-token.delete",
            "signingKey", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    private static final Set<Integer> GOOD = Set.of(200, 202);

    /** What can be had once is not there for whoever comes second, which is none of our business here. */
    private static final Set<String> ONCE = Set.of("oauth.already_retrieved", "device.configuration_already_retrieved");

    private final Map<String, Operation> requests =
            Operations.all().stream().collect(toMap(Operation::toString, Function.identity()));
    private final Platform platform;
    private final Path folder;
    private Map<String, String> things = new HashMap<>();
    private Map<String, String> unknown = Map.of();

    AuthorizationMatrixIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    @Test
    void holdsEveryRequestOfTheContract() {
        assertThat(AuthorizationMatrix.expected().stream().flatMap(row -> row.requests().stream()))
                .filteredOn(request -> !request.contains(STANDARD))
                .as("the requests in authorization.txt")
                .containsAll(requests.keySet())
                .allMatch(requests::containsKey);
    }

    @Test
    void isWhatEverybodyIsTold() throws Exception {
        var owner = Client.active(platform.address());
        try (var _ = Devices.online(owner, folder, 1)) {
            things = Belongings.of(owner);
            things.put("publicKey", owner.get("/generate-keys").expect(200).text("public"));
            unknown = Belongings.unknown(things);
            var everybody = new Everybody(owner, things.getOrDefault("directoryId", ""));
            var softly = new SoftAssertions();
            AuthorizationMatrix.expected().stream()
                    .sorted(Comparator.comparing(row -> LAST.indexOf(row.operation())))
                    .forEach(row -> row.requests().stream()
                            .filter(request -> !request.contains(STANDARD))
                            .forEach(request -> check(everybody, row, request, softly)));
            softly.assertAll();
        }
    }

    private void check(Everybody everybody, Row row, String request, SoftAssertions softly) {
        var operation = requests.get(request);
        if (operation == null) {
            throw new AssertionError(request);
        }
        for (var party : Party.values()) {
            if (operation.auth().equals("public") && party != Party.NOBODY && party != Party.OWNER) {
                continue;
            }
            var call = new Call(everybody, row, operation, party);
            softly.assertThatCode(() -> check(call))
                    .as("%s by %s", request, party.word())
                    .doesNotThrowAnyException();
        }
    }

    private record Call(Everybody everybody, Row row, Operation operation, Party party) {

        boolean isOnDirectory() {
            return AuthorizationMatrix.isOnDirectory(row.operation());
        }

        Client client() {
            return everybody.caller(party, AuthorizationMatrix.scopeOf(row.operation()));
        }

        AuthorizationMatrix.Answer expected() {
            return row.answer(party);
        }

        /** Whether what the owner has is the caller's own. */
        boolean isByOwner() {
            return party == Party.OWNER || party == Party.APPLICATION || party == Party.NARROW;
        }
    }

    private void check(Call call) {
        switch (call.expected()) {
            case YES -> expectAllowed(call, send(call, allowed(call)));
            case SELF -> {
                expectRefused(send(call, things), 403, "directory.forbidden");
                var itself = new HashMap<>(things);
                itself.put("profileId", call.everybody().profile(call.party()));
                assertThat(GOOD).contains(send(call, itself).status());
            }
            case PROOF ->
                assertThat(send(call, things).expectProblem(401).header("WWW-Authenticate"))
                        .isNotBlank();
            case UNAUTHENTICATED -> expectRefused(send(call, things), 401, "access.unauthenticated");
            case KEY_MISSING -> expectRefused(send(call, things), 403, "profile.public_key_missing");
            case SCOPE_MISSING -> expectRefused(send(call, things), 403, "oauth.insufficient_scope");
            case ROLE_TOO_SMALL -> expectRefused(send(call, things), 403, "directory.forbidden");
            case NOT_FOUND -> expectNotFound(call);
        }
    }

    private void expectAllowed(Call call, Answer answer) {
        if (call.isOnDirectory() || call.isByOwner() || call.operation().auth().equals("public")) {
            if (answer.status() != 422 || !ONCE.contains(answer.key())) {
                assertThat(GOOD).as(answer.body()).contains(answer.status());
            }
        } else {
            assertThat(answer.status()).as(answer.body()).isIn(200, 202, 404);
        }
        if (call.row().operation().equals("profile.reauthorize")) {
            call.everybody().use(call.party(), answer.text("authorizationToken"));
        }
    }

    private static void expectRefused(Answer answer, int status, String key) {
        answer.expectProblem(status);
        assertThat(answer.key()).isEqualTo(key);
    }

    /** At once, or where it is a command about a thing, as its outcome. */
    private void expectNotFound(Call call) {
        var reason = call.row().foreign().orElseThrow();
        var answer = send(call, things);
        if (call.isOnDirectory() || !AuthorizationMatrix.isCommand(call.row().operation())) {
            expectRefused(answer, 404, reason);
        } else {
            call.client().outcome(answer.expect(202).text("commandId")).expectRejection(reason);
        }
    }

    /** Commands that are allowed are about nothing that there is, so that everything is there for the next one. */
    private Map<String, String> allowed(Call call) {
        boolean isCommand = AuthorizationMatrix.isCommand(call.row().operation());
        boolean isForEverybody = call.operation().auth().equals("public");
        var about = new HashMap<>(
                !isCommand && (call.isByOwner() || call.isOnDirectory() || isForEverybody) ? things : unknown);
        for (var field : List.of("directoryId", "publicKey")) {
            about.put(field, things.getOrDefault(field, ""));
        }
        if (!isCommand && !call.isOnDirectory() && call.operation().needsToken()) {
            about.put("profileId", call.everybody().profile(person(call.party())));
        }
        return about;
    }

    private static Party person(Party party) {
        return party == Party.APPLICATION || party == Party.NARROW ? Party.OWNER : party;
    }

    private Answer send(Call call, Map<String, String> about) {
        var fields = new HashMap<>(VALID);
        fields.putAll(about);
        fields.put("username", "fresh-" + UUID.randomUUID());
        fields.put("directoryShortName", "fresh-" + UUID.randomUUID().toString().substring(0, 13));
        fields.put("nonce", UUID.randomUUID().toString());
        fields.put(
                "publicKey",
                call.everybody().person(Party.OWNER).get("/generate-keys").text("public"));
        fields.putAll(proof(call));
        if (call.row().operation().equals("directory.list-own-invites")) {
            return call.client().get("/directory/list-invites");
        }
        return EXPORTS.contains(call.row().operation())
                ? call.operation().call(call.client(), fields, Map.of("Accept", "application/x-ndjson"))
                : call.operation().call(call.client(), fields);
    }

    /** What those show who need no token. */
    private static Map<String, String> proof(Call call) {
        var owner = call.everybody().person(Party.OWNER);
        return switch (call.row().operation()) {
            case "profile.authenticate" -> Map.of("username", owner.username(), "password", owner.password());
            case "device.pair" ->
                Map.of(
                        "qrToken",
                        owner.post("/profile/generate-token-qr", Map.of())
                                .expect(200)
                                .text("qrToken"));
            case "directory.enrol" ->
                Map.of(
                        "token",
                        owner.run(
                                        "/directory/create-user",
                                        Map.of(
                                                "directoryId",
                                                call.everybody().directory,
                                                "username",
                                                "fresh-" + UUID.randomUUID(),
                                                "givenName",
                                                "Ada",
                                                "familyName",
                                                "Lovelace"))
                                .expectSuccess()
                                .body());
            default -> Map.of();
        };
    }
}
