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
import io.privicore.application.command.DirectoryCommand.ReplaceUser;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.query.CommandQuery.Status;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.ProvisioningQuery.FindUser;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.application.query.Query;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A change of a user and of its password: two commands, each of which may wait for a vote. */
class ScimUsersTest {

    private static final ProfileId ADA = new ProfileId(UUID.randomUUID());

    private final Map<Class<?>, CommandId> submitted = new LinkedHashMap<>();
    private final ScimUsers users = new ScimUsers(new Cursors(new DigestTokens(), InstantSource.system()));

    @Test
    void setsThePasswordThoughTheRestWaits() {
        assertWaits(ReplaceUser.class, Set.of(ReplaceUser.class));
        assertWaits(ReplaceUser.class, Set.of(ReplaceUser.class, SetPassword.class));
        assertWaits(SetPassword.class, Set.of(SetPassword.class));
    }

    @Test
    void leavesThePasswordWhereTheRestIsRejected() {
        assertThatExceptionOfType(ScimFailure.class)
                .isThrownBy(() -> replace(Set.of(), Set.of(ReplaceUser.class)))
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(409));

        assertThat(submitted).containsOnlyKeys(ReplaceUser.class);
    }

    private void assertWaits(Class<?> shown, Set<Class<?>> waiting) {
        submitted.clear();
        assertThatExceptionOfType(ScimCall.Waiting.class)
                .isThrownBy(() -> replace(waiting, Set.of()))
                .satisfies(waits -> assertThat(waits.command()).isEqualTo(submitted.get(shown)));
        assertThat(submitted).containsOnlyKeys(ReplaceUser.class, SetPassword.class);
    }

    private void replace(Set<Class<?>> waiting, Set<Class<?>> rejected) {
        var call = new ScimCall(
                new Voting(waiting, rejected),
                Caller.anonymous("127.0.0.1"),
                new DirectoryId(UUID.randomUUID()),
                "https://x/scim/v2/acme");
        users.replace(
                call,
                ADA.toString(),
                json("{\"userName\": \"ada\", \"password\": \"quite a long passphrase\"}"),
                Optional.empty(),
                Optional.empty());
    }

    private static ObjectNode json(String text) {
        return ScimJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private final class Voting implements Privicore {

        private final Set<Class<?>> waiting;
        private final Set<Class<?>> rejected;

        private Voting(Set<Class<?>> waiting, Set<Class<?>> rejected) {
            this.waiting = waiting;
            this.rejected = rejected;
        }

        @Override
        public Accepted submit(Caller caller, Command command) {
            var id = new CommandId(UUID.randomUUID());
            submitted.put(command.getClass(), id);
            if (waiting.contains(command.getClass())) {
                return new Accepted(id);
            }
            return new Accepted(
                    id,
                    Optional.of(
                            rejected.contains(command.getClass())
                                    ? new Ending.Rejected(Reason.USERNAME_TAKEN, "Expected another name")
                                    : new Ending.Succeeded(Optional.empty())));
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R> R ask(Caller caller, Query<R> query) {
            return switch (query) {
                case FindUser _ ->
                    (R) new ProvisionedUser(
                            ADA,
                            "ada",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Role.MEMBER,
                            MemberState.ACTIVE,
                            true,
                            Metadata.EMPTY,
                            Instant.EPOCH,
                            Instant.EPOCH,
                            1);
                case Status(var command) ->
                    (R) new StatusView(
                            command,
                            CommandState.STARTED,
                            Optional.empty(),
                            Optional.empty(),
                            Instant.EPOCH,
                            Optional.empty());
                default -> throw new UnsupportedOperationException(query.toString());
            };
        }
    }
}
