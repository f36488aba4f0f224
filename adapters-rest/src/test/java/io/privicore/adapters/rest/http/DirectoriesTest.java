package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.fake.DirectoryAnswers.DIRECTORY;
import static io.privicore.adapters.rest.fake.DirectoryAnswers.INVITATION;
import static io.privicore.adapters.rest.fake.DirectoryAnswers.USER;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.Paging;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DirectoriesTest {

    private static final String PASSWORD = "correct horse battery staple";

    @Inject
    RecordingPrivicore privicore;

    @Test
    void areRegisteredAndDescribed() {
        submit("register", Map.of("directoryName", "Acme Ltd", "directoryShortName", "acme", "meta", Map.of("a", 1)));
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.Register(
                        new Name("Acme Ltd"), new ShortName("acme"), new Metadata(Map.of("a", 1))));

        submit("store-meta", Map.of("directoryId", DIRECTORY.toString(), "meta", Map.of("b", 2)));
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.StoreMeta(DIRECTORY, new Metadata(Map.of("b", 2))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrieve-owned-directories", "retrieve-assigned-directories", "retrieve-directory/"})
    void areShownInTheContractsWords(String operation) {
        var answer = json(get("/directory/" + operation + (operation.endsWith("/") ? DIRECTORY.toString() : "")));

        var directory = answer.isArray() ? answer.get(0) : answer;
        assertThat(directory.fieldNames())
                .toIterable()
                .containsExactly(
                        "directoryId",
                        "directoryName",
                        "directoryShortName",
                        "ownerProfileId",
                        "role",
                        "users",
                        "devices",
                        "meta",
                        "createdAt");
        assertThat(directory.get("role").asText()).isEqualTo(operation.contains("assigned") ? "auditor" : "owner");
    }

    @Test
    void areNotFoundUnderWhatIsNoId() {
        assertThat(get("/directory/retrieve-directory/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void takeUsersWithAndWithoutAPassword() {
        var fields = new HashMap<String, Object>(Map.of(
                "directoryId",
                DIRECTORY.toString(),
                "username",
                "ada@acme.example",
                "givenName",
                "Ada",
                "familyName",
                "Lovelace"));

        submit("create-user", fields);
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.CreateUser(
                        DIRECTORY,
                        new Username("ada@acme.example"),
                        Optional.empty(),
                        Role.MEMBER,
                        new Person(
                                Optional.of(new Name("Ada")),
                                Optional.of(new Name("Lovelace")),
                                Optional.empty(),
                                Optional.empty(),
                                Metadata.EMPTY)));

        fields.putAll(Map.of(
                "password",
                PASSWORD,
                "role",
                "administrator",
                "email",
                "ada@acme.example",
                "externalId",
                "E-1815",
                "meta",
                Map.of("floor", 3)));
        submit("create-user", fields);
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.CreateUser(
                        DIRECTORY,
                        new Username("ada@acme.example"),
                        Optional.of(new Password(PASSWORD)),
                        Role.ADMINISTRATOR,
                        new Person(
                                Optional.of(new Name("Ada")),
                                Optional.of(new Name("Lovelace")),
                                Optional.of(new Email("ada@acme.example")),
                                Optional.of(new Name("E-1815")),
                                new Metadata(Map.of("floor", 3)))));
    }

    @Test
    void nameEveryFieldOfAUserThatIsAtFault() {
        var answer = post(
                "/directory/create-user",
                Map.of(
                        "directoryId",
                        "x",
                        "username",
                        "ab",
                        "password",
                        "short",
                        "familyName",
                        " ",
                        "email",
                        "nobody",
                        "role",
                        "king",
                        "shoeSize",
                        44));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "directoryId", "username", "password", "givenName", "familyName", "email", "role", "shoeSize");
        assertThat(answer.body()).doesNotContain("short\"");
    }

    @Test
    void changeOnlyWhatIsSaidOfAUser() {
        submit(
                "update-user-information",
                Map.of("directoryId", DIRECTORY.toString(), "profileId", USER.toString(), "state", "suspended"));

        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.UpdateUser(
                        DIRECTORY,
                        USER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(MemberState.SUSPENDED),
                        Metadata.EMPTY));
    }

    @Test
    void setPasswordsAndMakeLinks() {
        var who = Map.of("directoryId", DIRECTORY.toString(), "profileId", USER.toString());
        var withPassword = new HashMap<String, Object>(who);
        withPassword.put("password", PASSWORD);

        submit("set-profile-password", withPassword);
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.SetPassword(DIRECTORY, USER, new Password(PASSWORD)));
        submit("renew-enrolment", who);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.RenewEnrolment(DIRECTORY, USER));
        submit("remove-user", who);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.RemoveUser(DIRECTORY, USER));
    }

    @Test
    void letAnybodyEnrolWhoHasALink() {
        var answer = send(Client.Type.JSON_OBJECT.body(
                request("/directory/enrol"), Map.of("token", "en-1", "password", PASSWORD)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.Enrol("en-1", new Password(PASSWORD)));
    }

    @Test
    void inviteByIdOrByNameButNotByBoth() {
        submit("invite-profile", Map.of("directoryId", DIRECTORY.toString(), "profileId", USER.toString()));
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.Invite(
                        DIRECTORY, Optional.of(USER), Optional.empty(), Role.MEMBER, Invitation.DEFAULT_LIFETIME));

        submit(
                "invite-profile",
                Map.of(
                        "directoryId",
                        DIRECTORY.toString(),
                        "username",
                        "grace",
                        "role",
                        "auditor",
                        "expiresInDays",
                        90));
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.Invite(
                        DIRECTORY,
                        Optional.empty(),
                        Optional.of(new Username("grace")),
                        Role.AUDITOR,
                        Duration.ofDays(90)));

        var neither = post("/directory/invite-profile", Map.of("directoryId", DIRECTORY.toString()));
        assertThat(neither.statusCode()).isEqualTo(422);
        assertThat(json(neither).at("/errors/username/0").asText()).isEqualTo("required");
        var both = post(
                "/directory/invite-profile",
                Map.of("directoryId", DIRECTORY.toString(), "username", "grace", "profileId", USER.toString()));
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(json(both).at("/errors/profileId/0").asText()).isEqualTo("ambiguous");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "91", "-1", "soon", "1.5"})
    void refuseInvitationsOfOtherLengths(String days) {
        var answer = post(
                "/directory/invite-profile",
                Map.of("directoryId", DIRECTORY.toString(), "username", "grace", "expiresInDays", days));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/expiresInDays").isArray()).isTrue();
    }

    @Test
    void answerInvitations() {
        submit("process-invitation", Map.of("invitationId", INVITATION.toString(), "accept", "false"));
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.ProcessInvitation(INVITATION, false));

        var which = Map.of("directoryId", DIRECTORY.toString(), "invitationId", INVITATION.toString());
        submit("resend-invitation", which);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.ResendInvitation(DIRECTORY, INVITATION));
        submit("revoke-invitation", which);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.RevokeInvitation(DIRECTORY, INVITATION));
        assertThat(post("/directory/process-invitation", Map.of("invitationId", INVITATION.toString()))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void listInvitationsOfTheCallerOrOfADirectory() {
        assertThat(get("/directory/list-invites").statusCode()).isEqualTo(200);
        assertThat(privicore.lastQuery).isEqualTo(new DirectoryQuery.ListOwnInvites());

        var answer = json(get("/directory/list-invites?directoryId=" + DIRECTORY));
        assertThat(privicore.lastQuery).isEqualTo(new DirectoryQuery.ListInvites(DIRECTORY));
        assertThat(answer.get(0).get("invitationId").asText()).isEqualTo(INVITATION.toString());
        assertThat(answer.get(0).get("expiresAt").asText()).isEqualTo("2026-03-07T15:33:44+00:00");

        assertThat(get("/directory/list-invites?directoryId=x").statusCode()).isEqualTo(422);
    }

    @Test
    void listUsersByFiltersOrdersAndPages() {
        var answer = json(get("/directory/list-users/" + DIRECTORY
                + "?filters%5BfamilyName%5D=Love*&filters%5Bstate%5D=active&sort=-familyName&page=2&perPage=25"));

        assertThat(privicore.lastQuery)
                .isEqualTo(new DirectoryQuery.ListUsers(
                        DIRECTORY,
                        new UserFilter(Map.of(UserField.FAMILY_NAME, "Love*", UserField.STATE, "active")),
                        new UserSort(UserField.FAMILY_NAME, true),
                        new Paging(2, 25)));
        assertThat(answer.at("/meta").toString()).isEqualTo("{\"count\":26,\"page\":2,\"perPage\":25,\"pages\":2}");
        assertThat(answer.at("/items/0").fieldNames())
                .toIterable()
                .containsExactly(
                        "profileId",
                        "username",
                        "givenName",
                        "familyName",
                        "email",
                        "externalId",
                        "role",
                        "state",
                        "managed",
                        "publicKey",
                        "devices",
                        "meta",
                        "createdAt",
                        "lastSeenAt");
        assertThat(answer.at("/items/0/state").asText()).isEqualTo("suspended");
        assertThat(answer.at("/items/0/email").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"filters%5Bshoe%5D=4", "filters%5BcreatedAt%5D=2026", "sort=shoe", "sort=--email", "perPage=201"})
    void refuseListsThatCannotBeMeant(String query) {
        assertThat(get("/directory/list-users/" + DIRECTORY + "?" + query).statusCode())
                .isEqualTo(422);
    }

    @Test
    void showOneUserOrSome() {
        assertThat(json(get("/directory/retrieve-directory-profile/" + DIRECTORY + "/" + USER))
                        .get("username")
                        .asText())
                .isEqualTo("ada@acme.example");
        assertThat(privicore.lastQuery).isEqualTo(new DirectoryQuery.RetrieveProfile(DIRECTORY, USER));

        var answer = post(
                "/directory/profiles-info",
                Map.of("directoryId", DIRECTORY.toString(), "profileIds", List.of(USER.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).isArray()).isTrue();
        assertThat(privicore.lastQuery).isEqualTo(new DirectoryQuery.ProfilesInfo(DIRECTORY, List.of(USER)));
    }

    @Test
    void showAtMost200UsersAtOnce() {
        var tooMany = Collections.nCopies(201, USER.toString());

        var answer =
                post("/directory/profiles-info", Map.of("directoryId", DIRECTORY.toString(), "profileIds", tooMany));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/profileIds").isArray()).isTrue();
        assertThat(post("/directory/profiles-info", Map.of("directoryId", DIRECTORY.toString()))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void giveUsersDevicesAndRoomOnOthers() {
        var device = RecordingPrivicore.DEVICE;
        var who = Map.of("directoryId", DIRECTORY.toString(), "profileId", USER.toString());
        var named = new HashMap<String, Object>(who);
        named.put("deviceName", "Vault");
        var stored = new HashMap<String, Object>(who);
        stored.put("deviceId", device.toString());

        submit("create-profile-device", named);
        assertThat(privicore.lastCommand)
                .isEqualTo(new DirectoryCommand.CreateDevice(DIRECTORY, USER, new Name("Vault")));
        submit("add-storage-device", stored);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.AddStorage(DIRECTORY, USER, device));
        stored.put("force", true);
        submit("remove-storage-device", stored);
        assertThat(privicore.lastCommand).isEqualTo(new DirectoryCommand.RemoveStorage(DIRECTORY, USER, device, true));
    }

    @Test
    void showWhoseEachDeviceIsAndForWhomItStores() {
        var device = json(get("/directory/list-devices/" + DIRECTORY)).get(0);

        assertThat(device.get("deviceIdentifier").asText()).isEqualTo(RecordingPrivicore.DEVICE.toString());
        assertThat(device.get("ownerProfileId").asText()).isEqualTo(USER.toString());
        assertThat(device.get("createdByDirectory").asBoolean()).isTrue();
        assertThat(device.at("/storesForProfileIds/0").asText()).isEqualTo(RecordingPrivicore.PROFILE.toString());
    }

    private static void submit(String operation, Map<String, ?> fields) {
        var answer = post("/directory/" + operation, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
}
