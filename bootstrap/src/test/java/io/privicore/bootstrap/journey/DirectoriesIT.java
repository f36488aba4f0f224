package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An organisation comes and goes: users of its own, people who were invited, and what becomes of them. */
@ExtendWith(SharedPlatform.class)
class DirectoriesIT {

    private static final String ANOTHER = "quite another long passphrase";

    private final Platform platform;
    private final Client owner;
    private final Directory acme;

    DirectoriesIT(Platform platform) {
        this.platform = platform;
        owner = Client.active(platform.address());
        acme = Directory.of(owner);
    }

    private Client anybody() {
        return Client.stranger(platform.address());
    }

    @Test
    void isItsOwnersAndToldOfToThoseWhoAreInIt() {
        var member = acme.guest("member");
        var view = owner.get("/directory/retrieve-directory/" + acme.id).expect(200);

        assertThat(view.text("role")).isEqualTo("owner");
        assertThat(view.text("ownerProfileId")).isEqualTo(Belongings.profileOf(owner));
        assertThat(view.json().path("users").asInt()).isEqualTo(2);
        assertThat(Directory.list(owner, "/directory/retrieve-owned-directories"))
                .hasSize(1);
        assertThat(Directory.list(owner, "/directory/retrieve-assigned-directories"))
                .isEmpty();
        assertThat(Directory.list(member, "/directory/retrieve-assigned-directories"))
                .extracting(one -> one.path("role").asText())
                .containsExactly("member");
        owner.run(
                        "/directory/register",
                        Map.of("directoryName", "Other", "directoryShortName", view.text("directoryShortName")))
                .expectRejection("directory.short_name_taken");
    }

    @Test
    void aUserWithoutAPasswordGivesItselfOneByItsLink() throws Exception {
        try (var wire = Wire.engine(platform)) {
            var heard = wire.listen(Wire.EVENTS, "#");
            var name = Directory.aName();
            var created = acme.create(owner, name, "member", "").expectSuccess();
            var link = created.body();
            var enrol = Map.of("token", link, "password", Directory.PASSWORD);

            anybody()
                    .post("/directory/enrol", Map.of("token", link, "password", "password1234"))
                    .expectProblem(422);
            var enrolled = anybody().submit("/directory/enrol", enrol);
            Patience.until("the enrolment", () -> anybody().status(enrolled) == 2);

            assertThat(anybody()
                            .post("/directory/enrol", enrol)
                            .expectProblem(401)
                            .key())
                    .isEqualTo("enrolment.invalid");
            var user =
                    Client.signIn(platform.address(), name, Directory.PASSWORD).activated();
            var profile = Belongings.profileOf(user);
            assertThat(profile).isEqualTo(created.command());
            assertThat(acme.entry(profile, "managed")).isEqualTo("true");
            expectTold(heard, profile, "directory.user.created", "directory.user.enrolled", "profile.signed-in");
            assertThat(heard.stream().map(one -> new String(one.body(), UTF_8)))
                    .noneMatch(event -> event.contains(link) || event.contains("Lovelace"));
        }
    }

    @Test
    void aNewLinkEndsTheOneBeforeAndAPasswordEndsTokens() {
        var user = acme.user("member");
        var profile = Belongings.profileOf(user);
        var first = owner.run("/directory/renew-enrolment", acme.about(profile))
                .expectSuccess()
                .body();
        owner.run("/directory/renew-enrolment", acme.about(profile)).expectSuccess();
        anybody()
                .post("/directory/enrol", Map.of("token", first, "password", ANOTHER))
                .expectProblem(401);

        owner.run("/directory/set-profile-password", acme.about(profile, "password", ANOTHER))
                .expectSuccess();

        user.get("/profile/retrieve-profile-id").expectProblem(401);
        Client.signIn(platform.address(), user.username(), ANOTHER);
        owner.run("/directory/set-profile-password", acme.about(profile, "password", Directory.PASSWORD))
                .expectRejection("profile.password_reused");
    }

    @Test
    void anInvitationIsAcceptedDeclinedRevokedAndSentAgain() throws Exception {
        try (var wire = Wire.engine(platform)) {
            var heard = wire.listen(Wire.EVENTS, "#");
            var guest = Client.active(platform.address());
            var profile = Belongings.profileOf(guest);
            var declined = acme.invite(guest, "auditor");
            owner.run("/directory/invite-profile", acme.with("username", guest.username()))
                    .expectRejection("invitation.already_sent");
            assertThat(Directory.list(guest, "/directory/list-invites"))
                    .extracting(one -> one.path("invitationId").asText())
                    .containsExactly(declined);
            Directory.answer(owner, declined, true).expectRejection("invitation.not_found");
            Directory.answer(guest, declined, false).expectSuccess();
            Directory.answer(guest, declined, true).expectRejection("invitation.closed");

            var revoked = acme.invite(guest, "auditor");
            owner.run("/directory/revoke-invitation", acme.with("invitationId", revoked))
                    .expectSuccess();
            Directory.answer(guest, revoked, true).expectRejection("invitation.closed");

            var sent = acme.invite(guest, "auditor");
            owner.run("/directory/resend-invitation", acme.with("invitationId", sent))
                    .expectSuccess();
            assertThat(Directory.answer(guest, sent, true).expectSuccess().body())
                    .isEqualTo(acme.id);

            assertThat(acme.entry(profile, "role")).isEqualTo("auditor");
            assertThat(acme.entry(profile, "managed")).isEqualTo("false");
            owner.run("/directory/set-profile-password", acme.about(profile, "password", ANOTHER))
                    .expectRejection("directory.not_managed");
            expectTold(
                    heard,
                    profile,
                    "directory.invitation.sent",
                    "directory.invitation.declined",
                    "directory.invitation.revoked",
                    "directory.invitation.resent",
                    "directory.invitation.accepted",
                    "directory.user.joined");
        }
    }

    @Test
    void anInvitationThatIsLateIsOfNoUseUntilItIsSentAgain() throws Exception {
        var guest = Client.active(platform.address());
        var invitation = acme.invite(guest, "member");

        acme.expire(platform, invitation);

        assertThat(Directory.list(guest, "/directory/list-invites")).isEmpty();
        Directory.answer(guest, invitation, true).expectRejection("invitation.closed");
        owner.run("/directory/resend-invitation", acme.with("invitationId", invitation))
                .expectSuccess();
        Directory.answer(guest, invitation, true).expectSuccess();
    }

    @Test
    void aRoleReachesAsFarAsItSays() {
        var administrator = acme.guest("administrator");
        var other = Belongings.profileOf(acme.guest("administrator"));
        var member = acme.guest("member");
        var profile = Belongings.profileOf(member);

        acme.update(administrator, other, "role", "member").expectRejection("directory.forbidden");
        acme.update(administrator, other, "state", "suspended").expectRejection("directory.forbidden");
        acme.update(administrator, Belongings.profileOf(owner), "givenName", "Eve")
                .expectRejection("directory.forbidden");
        acme.update(administrator, profile, "role", "administrator").expectRejection("directory.forbidden");
        acme.create(administrator, Directory.aName(), "administrator", Directory.PASSWORD)
                .expectRejection("directory.forbidden");
        acme.update(administrator, profile, "role", "auditor").expectSuccess();
        acme.update(owner, Belongings.profileOf(owner), "role", "member").expectRejection("directory.forbidden");
        acme.update(owner, Belongings.profileOf(owner), "state", "suspended").expectRejection("directory.owner_stays");
        administrator
                .run("/directory/remove-user", acme.about(Belongings.profileOf(owner)))
                .expectRejection("directory.forbidden");
        assertThat(acme.entry(other, "role")).isEqualTo("administrator");
        assertThat(acme.entry(profile, "role")).isEqualTo("auditor");
    }

    @Test
    void whoLeavesOneOfSeveralLosesWhatThatOneGave() {
        var other = Directory.of(Client.active(platform.address()));
        var guest = acme.guest("member");
        var profile = Belongings.profileOf(guest);
        Directory.answer(guest, other.invite(guest, "member"), true).expectSuccess();
        var own = Devices.request(guest, "own");
        var given = device(acme, profile);
        var kept = device(other, profile);

        guest.run("/directory/remove-user", acme.about(profile)).expectSuccess();

        guest.get("/directory/retrieve-directory/" + acme.id).expectProblem(404);
        guest.get("/directory/retrieve-directory/" + other.id).expect(200);
        assertThat(Directory.list(guest, "/device/retrieve-profile-devices"))
                .filteredOn(one -> !one.path("state").asText().equals("removed"))
                .extracting(one -> one.path("deviceIdentifier").asText())
                .contains(own, kept)
                .doesNotContain(given);
        assertThat(acme.has(profile)).isFalse();
        assertThat(other.has(profile)).isTrue();
    }

    private static String device(Directory directory, String profile) {
        return directory
                .owner
                .run("/directory/create-profile-device", directory.about(profile, "deviceName", "a device"))
                .expectSuccess()
                .body();
    }

    @Test
    void aManagedUserThatIsRemovedEndsAndItsNameIsFree() {
        var user = acme.user("member");
        var profile = Belongings.profileOf(user);

        owner.run("/directory/remove-user", acme.about(profile)).expectSuccess();

        user.get("/profile/retrieve-profile-id").expectProblem(401);
        acme.create(owner, user.username(), "member", Directory.PASSWORD).expectSuccess();
    }

    @Test
    void itsTrailIsReadByAuditorsAndNotByMembers() {
        var auditor = acme.guest("auditor");
        var member = acme.guest("member");
        var path = "/directory/audit/" + acme.id;
        var profile = Belongings.profileOf(member);
        acme.update(owner, profile, "givenName", "Grace").expectSuccess();

        Patience.until("the trail to tell", () -> operations(auditor.get(path)).contains("directory.update-user"));
        assertThat(operations(auditor.get(path))).contains("directory.invite");
        assertThat(auditor.get(path).body()).doesNotContain("Grace");
        assertThat(member.get(path).expectProblem(403).key()).isEqualTo("directory.forbidden");
        Client.active(platform.address()).get(path).expectProblem(404);
    }

    private static List<String> operations(Answer page) {
        return page.expect(200).json().path("items").findValuesAsText("operation");
    }

    /** Each of them, whatever else, as it is promised. */
    private static void expectTold(List<Wire.Heard> heard, String profile, String... names) {
        Predicate<JsonNode> isAboutIt = event -> event.toString().contains(profile);
        for (var name : names) {
            var event = Patience.await(name, () -> Events.all(heard).stream()
                    .filter(isAboutIt)
                    .filter(one -> Events.name(one).equals(name))
                    .findFirst());
            Events.expectValid(event);
        }
    }
}
