package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand.CreateVotingPool;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.DirectoryCommand.StoreMeta;
import io.privicore.application.command.ProvisioningCommand.AssignRoles;
import io.privicore.application.command.ProvisioningCommand.CreateClient;
import io.privicore.application.command.ProvisioningCommand.CreateGroup;
import io.privicore.application.command.ProvisioningCommand.RevokeClient;
import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.Paging;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.application.query.ProvisioningQuery.ClientView;
import io.privicore.application.query.ProvisioningQuery.Enter;
import io.privicore.application.query.ProvisioningQuery.FindUser;
import io.privicore.application.query.ProvisioningQuery.ListClients;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.Link;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AProvisioningClientTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final Caller owner = situation.owner;
    private final DirectoryId directory = situation.directory;
    private final CommandId creation = situation.platform.submit(owner, new CreateClient(directory, new Name("Okta")));
    private final Caller client = callerOf(owner, creation);

    /** */
    @Test
    void getsToWhatIsDeclaredForItAndToNothingElse() {
        assertThat(situation.platform.ask(client, new Enter(new ShortName("acme"))))
                .isEqualTo(directory);
        var user = ProfileId.of(creation(client, "ada"));

        assertThat(situation.platform.ask(client, new FindUser(directory, user)).username())
                .isEqualTo("ada");
        assertRefused(Reason.INSUFFICIENT_SCOPE, () -> situation.platform.ask(client, new RetrieveId()));
        assertRefused(
                Reason.INSUFFICIENT_SCOPE,
                () -> situation.platform.ask(
                        client, new ListUsers(directory, UserFilter.ALL, UserSort.DEFAULT, Paging.FIRST)));
        assertRefused(
                Reason.INSUFFICIENT_SCOPE,
                () -> situation.platform.submit(client, new StoreMeta(directory, Metadata.EMPTY)));
        assertRefused(
                Reason.INSUFFICIENT_SCOPE,
                () -> situation.platform.submit(client, new CreateClient(directory, new Name("another"))));
    }

    /** */
    @Test
    void cannotTellAnotherDirectoryFromNone() {
        var other = situation.register(situation.anOutsider().caller(), "other");

        assertRefused(
                Reason.DIRECTORY_NOT_FOUND, () -> situation.platform.ask(client, new Enter(new ShortName("other"))));
        assertRefused(
                Reason.DIRECTORY_NOT_FOUND, () -> situation.platform.ask(client, new Enter(new ShortName("no-such"))));
        assertRefused(
                Reason.DIRECTORY_NOT_FOUND,
                () -> situation.platform.submit(
                        client, new CreateGroup(other, new Name("g"), Optional.empty(), Set.of())));
    }

    @Test
    void isNotReachedByTheTokenOfAProfile() {
        assertRefused(Reason.UNAUTHENTICATED, () -> situation.platform.ask(owner, new Enter(new ShortName("acme"))));
    }

    /** */
    @Test
    void neverTouchesTheOwnerOrAnAdministrator() {
        var ownersId = situation.platform.ask(owner, new RetrieveId());
        var administrator = situation.aUser(Role.ADMINISTRATOR).id();
        var member = situation.aUser(Role.MEMBER).id();

        for (var somebody : List.of(ownersId, administrator)) {
            assertThat(situation.result(client, new RemoveUser(directory, somebody)))
                    .isEqualTo(Reason.DIRECTORY_FORBIDDEN.key());
            assertThat(situation.result(client, new AssignRoles(directory, Set.of(somebody), Role.MEMBER)))
                    .isEqualTo(Reason.DIRECTORY_FORBIDDEN.key());
        }
        for (var role : List.of(Role.OWNER, Role.ADMINISTRATOR)) {
            assertThat(situation.result(client, new AssignRoles(directory, Set.of(member), role)))
                    .isEqualTo(Reason.DIRECTORY_FORBIDDEN.key());
        }
        assertThat(situation.result(client, new AssignRoles(directory, Set.of(member), Role.AUDITOR)))
                .isEqualTo("done");
    }

    /** */
    @Test
    void staysWhenWhoeverMadeItLeaves() {
        var administrator = situation.aUser(Role.ADMINISTRATOR);
        var made = situation.platform.submit(administrator.caller(), new CreateClient(directory, new Name("Entra")));
        var theirs = callerOf(administrator.caller(), made);
        situation.result(owner, new RemoveUser(directory, administrator.id()));

        assertThat(creation(theirs, "grace")).isNotEmpty();
    }

    /** */
    @Test
    void isDeadOnceItIsRevoked() {
        var id = new ProvisioningClientId(creation.value());
        assertThat(situation.platform.ask(owner, new ListClients(directory)))
                .extracting(ClientView::client)
                .containsExactly(id);

        assertThat(situation.result(owner, new RevokeClient(directory, id))).isEqualTo("done");

        assertRefused(Reason.UNAUTHENTICATED, () -> situation.platform.ask(client, new Enter(new ShortName("acme"))));
        assertThat(situation.platform.ask(owner, new ListClients(directory))).isEmpty();
        assertThat(situation.result(owner, new RevokeClient(directory, id)))
                .isEqualTo(Reason.PROVISIONING_CLIENT_NOT_FOUND.key());
    }

    @Test
    void isMadeByAdministratorsAlone() {
        var auditor = situation.aUser(Role.AUDITOR);

        assertRefused(
                Reason.DIRECTORY_FORBIDDEN,
                () -> situation.platform.submit(auditor.caller(), new CreateClient(directory, new Name("mine"))));
        assertThat(situation.platform.ask(auditor.caller(), new ListClients(directory)))
                .hasSize(1);
    }

    @Test
    void isNamedInTheTrailOfItsDirectory() {
        creation(client, "ada");
        situation.platform.chainer.chainAll();

        var entries = situation
                .platform
                .ports
                .auditTrails()
                .page(directory.value(), AuditQuery.Filter.NONE, Paging.FIRST)
                .items();

        assertThat(entries)
                .extracting(Link::entry)
                .filteredOn(entry -> entry.operation().equals("directory.create-user"))
                .extracting(AuditEntry::profile)
                .containsExactly(Optional.of(new ProfileId(creation.value())));
    }

    /** */
    @Test
    void waitsForTheVotesThatItsDirectoryMandates() {
        var user = situation.aUser(Role.MEMBER).id();
        situation.platform.anAuthenticator(owner);
        situation.result(
                owner,
                new CreateVotingPool(
                        directory,
                        new Name("board"),
                        new VotingRules(new Strategy.Unanimous(), 1, Duration.ofSeconds(60), 1),
                        Set.of(),
                        Set.of()));
        situation.result(
                owner,
                new StoreMeta(
                        directory,
                        new Metadata(Map.of(
                                "policy",
                                Map.of(
                                        "mandatory",
                                        Map.of("board", List.of("directory.remove-user", "directory.update-user")))))));

        for (var command :
                List.of(new RemoveUser(directory, user), new AssignRoles(directory, Set.of(user), Role.AUDITOR))) {
            var held = situation.platform.done(client, command);
            assertThat(held.state()).isEqualTo(CommandState.STARTED);
        }
        assertThat(situation.platform.ask(client, new FindUser(directory, user)).state())
                .isEqualTo(MemberState.ACTIVE);
    }

    private String creation(Caller caller, String username) {
        var command = situation.platform.submit(caller, situation.aCreation(username, Role.MEMBER));
        assertThat(situation.platform.outcome(caller, command).state()).isEqualTo(CommandState.SUCCEEDED);
        return command.toString();
    }

    private Caller callerOf(Caller maker, CommandId creation) {
        var token = situation.platform.outcome(maker, creation).body().orElseThrow();
        assertThat(token).startsWith("scim-");
        return Caller.with(token, "10.0.0.7");
    }
}
