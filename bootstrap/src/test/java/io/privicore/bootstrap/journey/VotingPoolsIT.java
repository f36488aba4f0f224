package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Users are removed only where the authenticators of a board agree, whoever asks. */
@ExtendWith(SharedPlatform.class)
class VotingPoolsIT {

    private static final String BOARD = "Board";

    private final Platform platform;
    private final Client owner;
    private final Directory acme;
    private final Client administrator;
    private final Voters voters;
    private final String leaver;

    VotingPoolsIT(Platform platform, @TempDir Path folder) throws Exception {
        this.platform = platform;
        owner = Client.active(platform.address());
        acme = Directory.of(owner);
        administrator = acme.guest("administrator");
        leaver = Belongings.profileOf(acme.guest("member"));
        voters = Voters.online(owner, folder);
        owner.runJson(
                        "/directory/create-voting-pool",
                        Map.of(
                                "directoryId",
                                acme.id,
                                "name",
                                BOARD,
                                "strategy",
                                "minimum_percentage",
                                "percentageRequired",
                                67,
                                "quorumSize",
                                2,
                                "timeLimit",
                                300,
                                "profileIds",
                                List.of(Belongings.profileOf(owner))))
                .expectSuccess();
        owner.runJson(
                        "/directory/store-meta",
                        Map.of(
                                "directoryId",
                                acme.id,
                                "meta",
                                Map.of("policy", Map.of("mandatory", Map.of(BOARD, List.of("directory.remove-user"))))))
                .expectSuccess();
    }

    @AfterEach
    void close() {
        voters.close();
    }

    @Test
    void removeAUserOnceTheyAgreed() throws Exception {
        try (var wire = Wire.engine(platform);
                var channel = Channel.join(administrator)) {
            var heard = wire.listen(Wire.EVENTS, "#");
            var removal = administrator.submit("/directory/remove-user", acme.about(leaver));
            var poll = voters.pollOf(administrator, removal);
            assertThat(administrator.status(removal)).isEqualTo(1);
            assertThat(acme.has(leaver)).isTrue();
            assertThat(voters.ballot(0, poll).attributes())
                    .containsEntry("operation", "directory.remove-user")
                    .containsEntry("requesterName", administrator.username());

            voters.approve(poll);

            channel.outcome(removal).expectSuccess();
            assertThat(acme.has(leaver)).isFalse();
            Patience.until("the word of it", () -> Events.all(heard).stream()
                    .filter(event -> event.toString().contains(leaver))
                    .anyMatch(event -> Events.name(event).equals("directory.user.removed")));
        }
    }

    @Test
    void keepAUserWhomTheyDeniedToRemove() throws Exception {
        var removal = administrator.submit("/directory/remove-user", acme.about(leaver));

        voters.deny(voters.pollOf(administrator, removal));

        administrator.outcome(removal).expectRejection("policy.denied");
        assertThat(acme.has(leaver)).isTrue();
    }

    @Test
    void doNothingForWhoeverLostItsRoleMeanwhile() throws Exception {
        var removal = administrator.submit("/directory/remove-user", acme.about(leaver));
        var poll = voters.pollOf(administrator, removal);

        acme.update(owner, Belongings.profileOf(administrator), "role", "auditor")
                .expectSuccess();
        voters.approve(poll);

        administrator.outcome(removal).expectRejection("directory.forbidden");
        assertThat(acme.has(leaver)).isTrue();
    }

    @Test
    void areUsableByEveryMemberAndCannotBeRemovedMeanwhile() {
        var member = acme.guest("member");

        assertThat(Directory.list(member, "/directory/list-voting-pools/" + acme.id))
                .extracting(pool -> pool.path("name").asText())
                .containsExactly(BOARD);
        member.runJson(
                        "/policy/register",
                        Map.of(
                                "policyTemplateId",
                                "data-access",
                                "applyingEventIds",
                                List.of("data-token.delete"),
                                "name",
                                "careful",
                                "configurationId",
                                BOARD))
                .expectSuccess();
        member.run("/policy/activate", Map.of("policyId", "careful")).expectSuccess();
        owner.run("/directory/remove-voting-pool", acme.with("name", BOARD))
                .expectRejection("voting_configuration.in_use");
    }
}
