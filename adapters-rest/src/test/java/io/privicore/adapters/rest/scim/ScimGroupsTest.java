package io.privicore.adapters.rest.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.rest.fake.DigestTokens;
import io.privicore.application.Accepted;
import io.privicore.application.Accepted.Ending;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.ProvisioningQuery.FindGroup;
import io.privicore.application.query.ProvisioningQuery.ListGroups;
import io.privicore.application.query.ProvisioningQuery.MembersOfGroups;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.Query;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Groups of so many members that no answer shows them. */
class ScimGroupsTest {

    private static final GroupId GROUP = new GroupId(UUID.randomUUID());

    private final List<Command> done = new ArrayList<>();
    private final ScimGroups groups = new ScimGroups(new Cursors(new DigestTokens(), InstantSource.system()));
    private final ScimCall call = new ScimCall(
            new Crowded(), Caller.anonymous("127.0.0.1"), new DirectoryId(UUID.randomUUID()), "https://x/scim/v2/acme");

    @Test
    void areChangedAndNotShown() {
        var body = json("""
                {"Operations": [{"op": "add", "path": "members", "value": [{"value": "%s"}]}]}""".formatted(UUID.randomUUID()));

        var answer = groups.modify(call, GROUP.toString(), body, Optional.empty(), Optional.of(Projection.ALL));

        assertThat(done).hasSize(1);
        assertThat(answer)
                .isEqualTo(new Answer(
                        204,
                        Optional.empty(),
                        Optional.of("https://x/scim/v2/acme/Groups/" + GROUP),
                        Optional.of("W/\"7\"")));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> groups.get(call, GROUP.toString(), Projection.ALL))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DIRECTORY_TOO_MANY));
    }

    @Test
    void areListedWithWhoHasARoleOnlyWhereThatIsAskedFor() {
        var listed = groups.list(call, Listing.ofQuery("")).body().orElseThrow();

        assertThat(listed.path("Resources")).hasSize(4).noneMatch(group -> group.has("members"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> groups.list(call, Listing.ofQuery("attributes=displayName,members.value")));
    }

    private static ObjectNode json(String text) {
        return ScimJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private final class Crowded implements Privicore {

        @Override
        public Accepted submit(Caller caller, Command command) {
            done.add(command);
            return new Accepted(new CommandId(UUID.randomUUID()), Optional.of(new Ending.Succeeded(Optional.empty())));
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R> R ask(Caller caller, Query<R> query) {
            return switch (query) {
                case FindGroup _ ->
                    (R) new ProvisionedGroup(GROUP, "all", Optional.empty(), Instant.EPOCH, Instant.EPOCH, 7);
                case ListGroups _ -> (R) List.of();
                case MembersOfGroups _ -> throw new Refusal(Reason.DIRECTORY_TOO_MANY, "Expected fewer");
                default -> throw new UnsupportedOperationException(query.toString());
            };
        }
    }
}
