package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.application.event.EventCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything that happens in a directory is told of, and nothing personal with it. */
@ExtendWith(SharedPlatform.class)
class DirectoryEventsIT {

    private static final Set<String> NAMES = EventCatalogue.all().values().stream()
            .filter(name -> name.startsWith("directory."))
            .collect(Collectors.toSet());

    private final Platform platform;
    private final Client owner;

    DirectoryEventsIT(Platform platform) {
        this.platform = platform;
        owner = Client.active(platform.address());
    }

    @Test
    void areHeardAsPromisedAndSayNothingPersonal() throws Exception {
        try (var wire = Wire.engine(platform)) {
            var heard = wire.listen(Wire.EVENTS, "#");
            var acme = Directory.of(owner);
            var user = liveTheLifeOfAUser(acme);
            invite(acme);
            useADevice(acme, user);
            provision(acme, user);
            owner.run("/directory/remove-user", acme.about(user)).expectSuccess();

            Patience.until("every event", () -> namesOf(about(acme, heard)).containsAll(NAMES));
            assertThat(about(acme, heard)).allSatisfy(event -> {
                Events.expectValid(event);
                assertThat(event.toString()).doesNotContain("Ada", "Lovelace", "ada@example.com", "E-1815");
            });
        }
    }

    private String liveTheLifeOfAUser(Directory acme) {
        var fields = acme.with(
                "username", Directory.aName(), "givenName", "Ada", "familyName", "Lovelace", "externalId", "E-1815");
        var created = owner.run("/directory/create-user", fields).expectSuccess();
        var user = created.command();
        var anybody = Client.stranger(platform.address());
        var enrolled =
                anybody.submit("/directory/enrol", Map.of("token", created.body(), "password", Directory.PASSWORD));
        Patience.until("the enrolment", () -> anybody.status(enrolled) == 2);
        acme.update(owner, user, "email", "ada@example.com").expectSuccess();
        acme.update(owner, user, "role", "auditor").expectSuccess();
        acme.update(owner, user, "state", "suspended").expectSuccess();
        acme.update(owner, user, "state", "active").expectSuccess();
        owner.run("/directory/set-profile-password", acme.about(user, "password", "quite another long passphrase"))
                .expectSuccess();
        owner.runJson(
                        "/directory/store-meta",
                        Map.of("directoryId", acme.id, "meta", Map.of("founder", "Ada Lovelace")))
                .expectSuccess();
        return user;
    }

    private void invite(Directory acme) throws Exception {
        var guest = Client.active(platform.address());
        Directory.answer(guest, acme.invite(guest, "member"), false).expectSuccess();
        var revoked = acme.invite(guest, "member");
        owner.run("/directory/revoke-invitation", acme.with("invitationId", revoked))
                .expectSuccess();
        var late = acme.invite(guest, "member");
        acme.expire(platform, late);
        owner.run("/directory/resend-invitation", acme.with("invitationId", late))
                .expectSuccess();
        Directory.answer(guest, late, true).expectSuccess();
    }

    private void useADevice(Directory acme, String user) {
        owner.run("/directory/create-profile-device", acme.about(user, "deviceName", "Ada's"))
                .expectSuccess();
        var device = Devices.request(owner, "everybody's");
        for (var path : List.of("/device/approve-device", "/storage/register", "/verified-authenticator/register")) {
            owner.run(path, Map.of("deviceIdentifier", device)).expectSuccess();
        }
        var shared = acme.about(user, "deviceIdentifier", device, "force", "true");
        owner.run("/directory/add-storage-device", acme.about(user, "deviceIdentifier", device))
                .expectSuccess();
        owner.run("/directory/remove-storage-device", shared).expectSuccess();
        owner.run(
                        "/directory/create-voting-pool",
                        acme.with("name", "Board", "strategy", "unanimous", "timeLimit", "60"))
                .expectSuccess();
        owner.run("/directory/remove-voting-pool", acme.with("name", "Board")).expectSuccess();
    }

    private void provision(Directory acme, String user) {
        var shortName = owner.get("/directory/retrieve-directory/" + acme.id)
                .expect(200)
                .text("directoryShortName");
        var scim = ScimDirectory.of(owner, acme.id, shortName);
        var group = "/Groups/"
                + scim.call("POST", "/Groups", """
                        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Board",
                            "members": [{"value": "%s"}]}""".formatted(user), Map.of())
                        .expect(201)
                        .text("id");
        scim.call("PATCH", group, ScimDirectory.patch("""
                        {"op": "replace", "path": "displayName", "value": "Council"},
                        {"op": "remove", "path": "members[value eq \\"%s\\"]"}""".formatted(user)), Map.of())
                .expect(200);
        scim.call("DELETE", group, "", Map.of()).expect(204);
        owner.run("/directory/revoke-provisioning-client", acme.with("clientId", scim.clientId))
                .expectSuccess();
    }

    private static List<JsonNode> about(Directory acme, List<Wire.Heard> heard) {
        return Events.all(heard).stream()
                .filter(event -> event.toString().contains(acme.id))
                .toList();
    }

    private static Set<String> namesOf(List<JsonNode> events) {
        return events.stream().map(Events::name).collect(Collectors.toSet());
    }
}
