package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.query.CommandState;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnImportTest extends ImportSituation {

    @Test
    void createsUsersThatTheDirectoryManages() {
        var command = run(
                Map.of(
                        "username", "ada",
                        "givenName", "Ada",
                        "familyName", "Lovelace",
                        "email", "ada@acme.example",
                        "externalId", "E-1",
                        "role", "auditor",
                        "meta.team", "blue"),
                Map.of("username", "bob", "state", "suspended"));

        assertThat(body(command)).isEqualTo(DONE.formatted(2, 2, 0, 0, 0, false));
        var ada = situation.view(profileOf("ada")).orElseThrow();
        assertThat(ada.managed()).isTrue();
        assertThat(ada.role()).isEqualTo(Role.AUDITOR);
        assertThat(ada.familyName()).contains("Lovelace");
        assertThat(ada.meta()).isEqualTo(new Metadata(Map.of("team", "blue")));
        assertThat(situation.view(profileOf("bob")).orElseThrow().state()).isEqualTo(MemberState.SUSPENDED);
        assertThat(report(command))
                .containsExactly(
                        List.of("2", "created", profileOf("ada").toString(), "", ""),
                        List.of("3", "created", profileOf("bob").toString(), "", ""));
    }

    @Test
    void changesWhoIsThereAndLeavesWhatARowDoesNotSay() {
        run(Map.of("username", "ada", "givenName", "Ada", "familyName", "Lovelace", "meta.team", "blue"));

        var command = run(Map.of("username", "ADA", "familyName", "King", "meta.floor", "3", "role", "auditor"));

        assertThat(body(command)).isEqualTo(DONE.formatted(1, 0, 1, 0, 0, false));
        var ada = situation.view(profileOf("ada")).orElseThrow();
        assertThat(ada.givenName()).contains("Ada");
        assertThat(ada.familyName()).contains("King");
        assertThat(ada.meta().fields()).isEqualTo(Map.of("team", "blue", "floor", "3"));
        assertThat(ada.username()).isEqualTo("ada");
    }

    @Test
    void doesNothingTwice() {
        run(Map.of("username", "ada", "familyName", "King", "externalId", "E-1"));
        int events = platform.outbox.types().size();

        var command = run(Map.of("username", "ada", "familyName", "King", "externalId", "E-1"));

        assertThat(body(command)).isEqualTo(DONE.formatted(1, 0, 0, 1, 0, false));
        assertThat(platform.outbox.types().stream().skip(events).filter(type -> type.startsWith("directory.")))
                .isEmpty();
    }

    @Test
    void knowsUsersByTheirExternalIdsAndRenamesThem() {
        run(Map.of("username", "ada", "externalId", "E-1"));

        var command = run(
                situation.owner,
                MatchBy.EXTERNAL_ID,
                false,
                Map.of("username", "countess", "externalId", "E-1"),
                Map.of("username", "bob", "externalId", "E-2"),
                Map.of("username", "ada", "externalId", "E-3"));

        assertThat(report(command)).extracting(row -> row.get(1)).containsExactly("updated", "created", "created");
        assertThat(platform.ports.profiles().find(new Username("countess"))).isPresent();
    }

    @Test
    void refusesRowsOneByOneAndGoesOnWithTheOthers() {
        platform.anActiveProfile("taken");
        run(Map.of("username", "bob", "externalId", "E-1"));

        var command = run(
                Map.of("username", "xx"),
                Map.of("givenName", "Ada"),
                Map.of("username", "taken"),
                Map.of("username", "carl", "email", "nonsense"),
                Map.of("username", "carl2", "role", "king"),
                Map.of("username", "carl3", "externalId", "E-1"),
                Map.of("username", "ada"),
                Map.of("username", "carl4", "role", "owner"));

        assertThat(report(command))
                .extracting(row -> row.get(1) + " " + row.get(3) + " " + row.get(4))
                .containsExactly(
                        "refused import.row_invalid username",
                        "refused import.row_invalid username",
                        "refused profile.username_taken username",
                        "refused import.row_invalid email",
                        "refused import.row_invalid role",
                        "refused directory.external_id_taken externalId",
                        "created  ",
                        "refused directory.forbidden ");
        assertThat(platform.ports.profiles().find(new Username("carl"))).isEmpty();
    }

    @Test
    void takesOneRowForOneUser() {
        var command = run(
                Map.of("username", "ada", "externalId", "E-1"),
                Map.of("username", "Ada", "familyName", "King"),
                Map.of("username", "bob", "externalId", "E-1"));

        assertThat(report(command))
                .extracting(row -> row.get(3))
                .containsExactly("", "import.row_repeated", "import.row_repeated");
        assertThat(situation.view(profileOf("ada")).orElseThrow().familyName()).isEmpty();
    }

    @Test
    void givesNoRoleThatWhoeverImportsCannotGive() {
        var administrator = situation.aUser(Role.ADMINISTRATOR);
        var other = situation.aUser(Role.ADMINISTRATOR);

        var command = run(
                administrator.caller(),
                MatchBy.USERNAME,
                false,
                Map.of("username", "ada", "role", "administrator"),
                Map.of("username", other.name(), "role", "member"),
                Map.of("username", other.name().toUpperCase(Locale.ROOT), "familyName", "King"),
                Map.of("username", administrator.name(), "familyName", "Self"),
                Map.of("username", situation.ownersName, "familyName", "King"));

        assertThat(report(command))
                .extracting(row -> row.get(3))
                .containsExactly(
                        "directory.forbidden", "directory.forbidden", "import.row_repeated", "", "directory.forbidden");
    }

    @Test
    void leavesTheOwnerWhatItIs() {
        var command = run(
                Map.of("username", situation.ownersName, "state", "suspended"),
                Map.of("username", "ada", "role", "member"));

        assertThat(report(command)).extracting(row -> row.get(3)).containsExactly("directory.owner_stays", "");
    }

    @Test
    void tellsInADryRunWhatItWouldDo() {
        run(Map.of("username", "ada"));

        var command = run(
                situation.owner,
                MatchBy.USERNAME,
                true,
                Map.of("username", "ada", "familyName", "King"),
                Map.of("username", "bob"),
                Map.of("username", "x"));

        assertThat(body(command)).isEqualTo(DONE.formatted(3, 1, 1, 0, 1, true));
        assertThat(report(command)).extracting(row -> row.get(1)).containsExactly("updated", "created", "refused");
        assertThat(platform.ports.profiles().find(new Username("bob"))).isEmpty();
        assertThat(situation.view(profileOf("ada")).orElseThrow().familyName()).isEmpty();
    }

    @Test
    void suspendsAsAnUpdateDoes() {
        var user = situation.aUser(Role.MEMBER);

        run(Map.of("username", user.name(), "state", "suspended"));

        assertRefused(Reason.PROFILE_SUSPENDED, () -> platform.signIn(user.name()));
        run(Map.of("username", user.name(), "state", "active"));
        assertThat(platform.signIn(user.name())).isNotNull();
    }

    @Test
    void endsTheLinkOfAUserThatItMakesAnAdministrator() {
        run(Map.of("username", "ada"), Map.of("username", "bob"));
        var adas = situation.result(situation.owner, new RenewEnrolment(situation.directory, profileOf("ada")));
        var bobs = situation.result(situation.owner, new RenewEnrolment(situation.directory, profileOf("bob")));

        run(Map.of("username", "ada", "role", "administrator"), Map.of("username", "bob", "role", "auditor"));

        assertRefused(Reason.ENROLMENT_INVALID, () -> enrol(adas));
        assertThat(enrol(bobs)).isEqualTo(CommandState.SUCCEEDED);
    }

    private CommandState enrol(String link) {
        return platform.done(DirectorySituation.STRANGER, new Enrol(link, new Password(PlatformInMemory.PASSWORD)))
                .state();
    }

    @Test
    void ofWhatWasExportedChangesNothing() {
        run(
                Map.of("username", "ada", "familyName", "King", "externalId", "E-1", "meta.team", "blue"),
                Map.of("username", "bob", "role", "auditor", "state", "suspended"));
        situation.anInvited(Role.ADMINISTRATOR);
        platform.submit(
                situation.owner,
                describing(profileOf("ada"), Map.of("floor", 3, "tags", List.of("a", Map.of("b", true)))));

        var command = run(exported());

        assertThat(body(command)).isEqualTo(DONE.formatted(4, 0, 0, 4, 0, false));
        assertThat(situation
                        .view(profileOf("ada"))
                        .orElseThrow()
                        .meta()
                        .fields()
                        .get("floor"))
                .isEqualTo(3);
    }
}
