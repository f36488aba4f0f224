package io.privicore.application.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DirectoryQuery.ListVotingPools;
import io.privicore.application.query.DirectoryQuery.ProfilesInfo;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.profile.Username;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AVotingPoolTest {

    private static final String POOL = "board";
    private static final VotingRules BOTH = new VotingRules(new Strategy.Unanimous(), 2, Duration.ofSeconds(60), 1);

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();
    private final DirectoryId directory = DirectoryId.of(
            made(owner, new DirectoryCommand.Register(new Name("Acme"), new ShortName("acme"), Metadata.EMPTY)));
    private final Caller administrator = aMember(Role.ADMINISTRATOR);
    private final DeviceId ownersDevice = platform.anAuthenticator(owner);
    private final DeviceId administratorsDevice = platform.anAuthenticator(administrator);

    /** */
    @Test
    void hasTheAuthenticatorsOfItsAdministratorsWhereNobodyIsNamed() {
        var outcome = platform.done(owner, pool(BOTH));

        assertThat(outcome.state()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(platform.ask(administrator, new ListVotingPools(directory)))
                .extracting(VotingPool::name)
                .containsExactly(new Name(POOL));
    }

    @Test
    void isRefusedWhereItsVotersCouldNeverReachTheQuorum() {
        var three = new VotingRules(new Strategy.Unanimous(), 3, Duration.ofSeconds(60), 1);

        assertThat(platform.done(owner, pool(three)).body()).contains(Reason.VOTING_UNREACHABLE.key());
    }

    @Test
    void isNotRemovedWhileAMandateNeedsIt() {
        mandate("directory.remove-user");

        var removed = platform.done(owner, new DirectoryCommand.RemoveVotingPool(directory, POOL));

        assertThat(removed.body()).contains(Reason.VOTING_CONFIGURATION_IN_USE.key());
    }

    @Test
    void cannotBeMandatedForAnOperationThatNoTemplateKnows() {
        platform.submit(owner, pool(BOTH));

        assertThatThrownBy(() ->
                        platform.submit(owner, meta(Map.of("mandatory", Map.of(POOL, List.of("data-token.teleport"))))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.DIRECTORY_SETTINGS_MALFORMED));
    }

    @Test
    void isMandatedByTheOwnerAlone() {
        mandate("directory.remove-user");

        var mandated =
                platform.done(administrator, meta(Map.of("mandatory", Map.of(POOL, List.of("directory.update-user")))));
        var undone = platform.done(administrator, meta(Map.of()));

        assertThat(mandated.body()).contains(Reason.DIRECTORY_FORBIDDEN.key());
        assertThat(undone.body()).contains(Reason.DIRECTORY_FORBIDDEN.key());
        assertThat(platform.done(owner, meta(Map.of())).state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void leavesAdministratorsWhatSaysTheSameOfPolicies() {
        var mandatory = Map.of("mandatory", Map.of(POOL, List.of("directory.remove-user")));
        mandate("directory.remove-user");

        var stored = platform.done(
                administrator,
                new DirectoryCommand.StoreMeta(
                        directory, new Metadata(Map.of("policy", mandatory, "country", "CH", "password", Map.of()))));

        assertThat(stored.state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void doesNotTakeThePlaceOfOneByItsIdForAName() {
        var id = made(owner, pool(BOTH));
        platform.submit(owner, meta(Map.of("mandatory", Map.of(id, List.of("directory.remove-user")))));
        platform.submit(
                administrator,
                new DirectoryCommand.CreateVotingPool(
                        directory,
                        new Name(id),
                        new VotingRules(new Strategy.Affirmative(), 1, Duration.ofSeconds(60), 1),
                        Set.of(idOf(administrator)),
                        Set.of()));

        platform.submit(owner, new DirectoryCommand.RemoveUser(directory, aUser()));

        assertThat(platform.links.ballots.openOf(ownersDevice)).hasSize(1);
    }

    /** */
    @Nested
    class ThatIsMandatoryForRemovals {

        private final ProfileId leaver = aUser();
        private final CommandId removal;

        ThatIsMandatoryForRemovals() {
            mandate("directory.remove-user");
            removal = platform.submit(administrator, new DirectoryCommand.RemoveUser(directory, leaver));
        }

        @Test
        void holdsTheRemovalUntilBothHaveAgreed() {
            vote(ownersDevice, Choice.YES);
            assertThat(stateOf(removal)).isEqualTo(CommandState.STARTED);

            vote(administratorsDevice, Choice.YES);

            assertThat(stateOf(removal)).isEqualTo(CommandState.SUCCEEDED);
            assertThat(platform.ask(owner, new ProfilesInfo(directory, List.of(leaver))))
                    .isEmpty();
        }

        @Test
        void keepsTheUserWhereOneSaysNo() {
            vote(ownersDevice, Choice.NO);

            assertThat(platform.outcome(administrator, removal).body()).contains(Reason.POLICY_DENIED.key());
            assertThat(platform.ask(owner, new ProfilesInfo(directory, List.of(leaver))))
                    .hasSize(1);
        }

        @Test
        void tellsVotersWhoIsToGo() {
            assertThat(platform.links
                            .ballots
                            .openOf(ownersDevice)
                            .getFirst()
                            .motion()
                            .attributes())
                    .containsEntry("username", "the leaver")
                    .containsEntry("directoryName", "acme")
                    .containsKey("requesterName");
        }

        @Test
        void doesNotLetWhoeverLostTheRoleGoOn() {
            platform.submit(
                    owner,
                    new DirectoryCommand.UpdateUser(
                            directory,
                            idOf(administrator),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Role.MEMBER),
                            Optional.empty(),
                            Metadata.EMPTY));

            vote(ownersDevice, Choice.YES);
            vote(administratorsDevice, Choice.YES);

            assertThat(platform.outcome(administrator, removal).body()).contains(Reason.DIRECTORY_FORBIDDEN.key());
        }
    }

    @Nested
    class ThatIsMandatoryForChangesOfUsers {

        private final ProfileId user = aUser();

        @Test
        void holdsAReplacementSinceThatIsAChange() {
            mandate("directory.update-user");

            var replacement = platform.submit(administrator, replacement());

            assertThat(stateOf(replacement)).isEqualTo(CommandState.STARTED);
            vote(ownersDevice, Choice.YES);
            vote(administratorsDevice, Choice.YES);
            assertThat(stateOf(replacement)).isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void isAskedOnceForWhatItIsMandatoryForTwice() {
            mandate("directory.replace-user", "directory.update-user");

            platform.submit(administrator, replacement());

            assertThat(platform.links.ballots.openOf(ownersDevice))
                    .singleElement()
                    .satisfies(ballot -> assertThat(ballot.motion().attributes())
                            .containsEntry("operation", "directory.replace-user")
                            .containsEntry("policies", "board of acme"));
        }

        private DirectoryCommand.ReplaceUser replacement() {
            return new DirectoryCommand.ReplaceUser(
                    directory, user, new Username("renamed"), Role.MEMBER, MemberState.ACTIVE, Person.UNKNOWN);
        }
    }

    @Nested
    class ThatIsMandatoryEverywhere {

        private final Caller member = aMember(Role.MEMBER);
        private final DeviceId membersDevice = platform.anAuthenticator(member);

        ThatIsMandatoryEverywhere() {
            platform.submit(owner, pool(BOTH));
            platform.submit(owner, meta(Map.of("mandatory", true)));
        }

        @Test
        void isMadeAndRemovedByTheOwnerAlone() {
            var another =
                    new DirectoryCommand.CreateVotingPool(directory, new Name("another"), BOTH, Set.of(), Set.of());
            var removal = new DirectoryCommand.RemoveVotingPool(directory, POOL);

            assertThat(platform.done(administrator, another).body()).contains(Reason.DIRECTORY_FORBIDDEN.key());
            assertThat(platform.done(administrator, removal).body()).contains(Reason.DIRECTORY_FORBIDDEN.key());
            assertThat(platform.done(owner, another).state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(platform.done(owner, removal).state()).isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void holdsNothingThatNoPolicyHolds() {
            assertThat(platform.done(member, aReservation()).state()).isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void isAskedBesideEveryPolicyOfAMember() {
            gate(Optional.empty());
            var reserved = platform.submit(member, aReservation());

            vote(membersDevice, Choice.YES);
            assertThat(platform.outcome(member, reserved).state()).isEqualTo(CommandState.STARTED);
            vote(ownersDevice, Choice.YES);
            vote(administratorsDevice, Choice.YES);

            assertThat(platform.outcome(member, reserved).state()).isEqualTo(CommandState.SUCCEEDED);
        }

        private void gate(Optional<String> configuration) {
            platform.submit(
                    member,
                    new PolicyCommand.Register(
                            "data-access",
                            Set.of("data-token.reserve"),
                            Optional.of(new Name("gate")),
                            Conditions.NONE,
                            Optional.empty(),
                            configuration));
            platform.submit(member, new PolicyCommand.Activate("gate"));
        }
    }

    @Nested
    class ThatAMembersPolicyUses {

        private final Caller member = aMember(Role.MEMBER);

        @Test
        void decidesInsteadOfTheMembersOwnDevices() {
            platform.submit(owner, pool(BOTH));
            platform.submit(
                    member,
                    new PolicyCommand.Register(
                            "data-access",
                            Set.of("data-token.reserve"),
                            Optional.of(new Name("gate")),
                            Conditions.NONE,
                            Optional.empty(),
                            Optional.of(POOL)));
            platform.submit(member, new PolicyCommand.Activate("gate"));
            var reserved = platform.submit(member, aReservation());

            vote(ownersDevice, Choice.YES);
            vote(administratorsDevice, Choice.YES);

            assertThat(platform.outcome(member, reserved).state()).isEqualTo(CommandState.SUCCEEDED);
        }
    }

    /** */
    @Test
    void isNotDecidedByTheRequesterAlone() {
        platform.submit(
                owner,
                new DirectoryCommand.CreateVotingPool(
                        directory,
                        new Name(POOL),
                        new VotingRules(new Strategy.Affirmative(), 1, Duration.ofSeconds(60), 1),
                        Set.of(),
                        Set.of()));
        platform.submit(owner, meta(Map.of("mandatory", Map.of(POOL, List.of("directory.remove-user")))));
        var removal = platform.submit(administrator, new DirectoryCommand.RemoveUser(directory, aUser()));

        vote(administratorsDevice, Choice.YES);
        assertThat(stateOf(removal)).isEqualTo(CommandState.STARTED);
        vote(ownersDevice, Choice.YES);

        assertThat(stateOf(removal)).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void losesTheVoiceOfAnAdministratorWhoIsSuspended() {
        mandate("directory.remove-user");
        var leaver = aUser();
        platform.submit(
                owner,
                new DirectoryCommand.UpdateUser(
                        directory,
                        idOf(administrator),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(MemberState.SUSPENDED),
                        Metadata.EMPTY));

        var removal = platform.done(owner, new DirectoryCommand.RemoveUser(directory, leaver));

        assertThat(removal.body()).contains(Reason.POLICY_DENIED.key());
    }

    private void mandate(String... operations) {
        platform.submit(owner, pool(BOTH));
        platform.submit(owner, meta(Map.of("mandatory", Map.of(POOL, List.of(operations)))));
    }

    private DirectoryCommand.CreateVotingPool pool(VotingRules rules) {
        return new DirectoryCommand.CreateVotingPool(directory, new Name(POOL), rules, Set.of(), Set.of());
    }

    private DirectoryCommand.StoreMeta meta(Map<String, Object> policy) {
        return new DirectoryCommand.StoreMeta(directory, new Metadata(Map.of("policy", policy)));
    }

    private static TokenCommand.Reserve aReservation() {
        return new TokenCommand.Reserve(new DataContext("letters"), new Ttl(5), Metadata.EMPTY);
    }

    private Caller aMember(Role role) {
        var member = platform.anActiveProfile();
        var invitation = made(
                owner,
                new DirectoryCommand.Invite(
                        directory, Optional.of(idOf(member)), Optional.empty(), role, Invitation.DEFAULT_LIFETIME));
        platform.submit(member, new DirectoryCommand.ProcessInvitation(InvitationId.of(invitation), true));
        return member;
    }

    private ProfileId aUser() {
        return new ProfileId(platform.submit(
                        owner,
                        new DirectoryCommand.CreateUser(
                                directory, new Username("the leaver"), Optional.empty(), Role.MEMBER, Person.UNKNOWN))
                .value());
    }

    private ProfileId idOf(Caller caller) {
        return platform.ask(caller, new RetrieveId());
    }

    private String made(Caller caller, DirectoryCommand command) {
        return platform.done(caller, command).body().orElseThrow();
    }

    private void vote(DeviceId device, Choice choice) {
        platform.links.ballots.vote(device, choice, platform.reports);
        platform.settle();
    }

    private CommandState stateOf(CommandId command) {
        return platform.outcome(administrator, command).state();
    }
}
