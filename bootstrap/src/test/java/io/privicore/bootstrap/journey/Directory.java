package io.privicore.bootstrap.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** An organisation, as those who run it use the platform. */
final class Directory {

    static final String PASSWORD = "correct horse battery staple";

    final Client owner;
    final String id;

    private Directory(Client owner, String id) {
        this.owner = owner;
        this.id = id;
    }

    static Directory of(Client owner) {
        return new Directory(
                owner,
                owner.run("/directory/register", Belongings.registration())
                        .expectSuccess()
                        .body());
    }

    /** The fields of a call that is about somebody, and more of them in pairs. */
    Map<String, String> about(String profile, String... more) {
        var fields = new HashMap<>(Map.of("directoryId", id, "profileId", profile));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    /** The fields of a call on the directory, and more of them in pairs. */
    Map<String, String> with(String... more) {
        var fields = about("", more);
        fields.remove("profileId", "");
        return fields;
    }

    static String aName() {
        return "user-" + UUID.randomUUID();
    }

    Outcome create(Client by, String username, String role, String password) {
        var fields = with("username", username, "givenName", "Ada", "familyName", "Lovelace", "role", role);
        if (!password.isEmpty()) {
            fields.put("password", password);
        }
        return by.run("/directory/create-user", fields);
    }

    /** A managed user that is signed in and has a public key. */
    Client user(String role) {
        var name = aName();
        create(owner, name, role, PASSWORD).expectSuccess();
        return Client.signIn(owner.base(), name, PASSWORD).activated();
    }

    String invite(Client guest, String role) {
        return owner.run("/directory/invite-profile", with("username", guest.username(), "role", role))
                .expectSuccess()
                .body();
    }

    static Outcome answer(Client guest, String invitation, boolean accept) {
        return guest.run("/directory/process-invitation", Map.of("invitationId", invitation, "accept", accept));
    }

    /** Lets the time of an invitation be over. */
    void expire(Platform platform, String invitation) throws Exception {
        platform.services()
                .change(("update invitation set sent_at = sent_at - interval '15 days', "
                                + "expires_at = expires_at - interval '15 days' where id = '%s'")
                        .formatted(invitation));
        platform.services()
                .change("update deadline set due_at = now() where kind = 'INVITATION' and subject = '%s'"
                        .formatted(invitation));
        // Changes nothing, and says whether the platform has by now.
        var ended = "update invitation set state = state where state = 'EXPIRED' and id = '%s'".formatted(invitation);
        Patience.until("the end of the invitation", () -> platform.services().change(ended) == 1);
    }

    /** Somebody with a profile of its own who accepted an invitation. */
    Client guest(String role) {
        var guest = Client.active(owner.base());
        answer(guest, invite(guest, role), true).expectSuccess();
        return guest;
    }

    Outcome update(Client by, String profile, String field, String value) {
        return by.run("/directory/update-user-information", about(profile, field, value));
    }

    /** Whether the owner, unlike others, sees somebody in it. */
    boolean has(String profile) {
        return owner.get("/directory/retrieve-directory-profile/" + id + "/" + profile)
                        .status()
                == 200;
    }

    String entry(String profile, String field) {
        return owner.get("/directory/retrieve-directory-profile/" + id + "/" + profile)
                .expect(200)
                .text(field);
    }

    static List<JsonNode> list(Client by, String path) {
        return StreamSupport.stream(by.get(path).expect(200).json().spliterator(), false)
                .toList();
    }

    /** How the directory shows a device. */
    JsonNode device(String device) {
        return list(owner, "/directory/list-devices/" + id).stream()
                .filter(one -> one.path("deviceIdentifier").asText().equals(device))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The directory does not show device " + device));
    }
}
