package io.privicore.adapters.rest.fake;

import io.privicore.application.query.ProvisioningQuery;
import io.privicore.application.query.ProvisioningQuery.ClientView;
import io.privicore.application.query.ProvisioningQuery.FoundUsers;
import io.privicore.application.query.ProvisioningQuery.GroupMember;
import io.privicore.application.query.ProvisioningQuery.GroupMembers;
import io.privicore.application.query.ProvisioningQuery.Position;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a provisioning client finds: one user, who is in one group. */
public final class ProvisioningAnswers {

    public static final ProvisioningClientId CLIENT =
            new ProvisioningClientId(UUID.fromString("5d0f2c1e-8b1c-4f7e-9a51-3c1f2b7f9d33"));
    public static final GroupId GROUP = new GroupId(UUID.fromString("6e1f3d2f-9c2d-4a8f-8b62-4d2a3c8a0e44"));

    private static final Instant NOON = RecordingPrivicore.NOON;

    private ProvisioningAnswers() {}

    static Object answer(ProvisioningQuery<?> query) {
        return switch (query) {
            case ProvisioningQuery.Enter enter -> {
                if (!enter.directory().value().equals("acme")) {
                    throw new Refusal(Reason.DIRECTORY_NOT_FOUND, "Expected a directory");
                }
                yield DirectoryAnswers.DIRECTORY;
            }
            case ProvisioningQuery.ListClients _ ->
                List.of(new ClientView(CLIENT, "Okta", RecordingPrivicore.PROFILE, NOON));
            case ProvisioningQuery.FindUser find -> {
                if (!find.profile().equals(DirectoryAnswers.USER)) {
                    throw new Refusal(Reason.PROFILE_NOT_FOUND, "Expected a user");
                }
                yield user();
            }
            case ProvisioningQuery.FindUsers _ ->
                new FoundUsers(List.of(user()), 26, Optional.of(new Position("ada", DirectoryAnswers.USER)));
            case ProvisioningQuery.GroupsOfUsers _ -> Map.of(DirectoryAnswers.USER, List.of(group()));
            case ProvisioningQuery.ListGroups _ -> List.of(group());
            case ProvisioningQuery.FindGroup find -> {
                if (!find.group().equals(GROUP)) {
                    throw new Refusal(Reason.GROUP_NOT_FOUND, "Expected a group");
                }
                yield group();
            }
            case ProvisioningQuery.MembersOfGroups _ ->
                new GroupMembers(Map.of(GROUP, List.of(member())), Map.of(Role.AUDITOR, List.of(member())));
        };
    }

    private static ProvisionedUser user() {
        return new ProvisionedUser(
                DirectoryAnswers.USER,
                "ada@acme.example",
                Optional.of("Ada"),
                Optional.of("Lovelace"),
                Optional.of("ada@acme.example"),
                Optional.of("E-1815"),
                Role.AUDITOR,
                MemberState.ACTIVE,
                true,
                new Metadata(Map.of("team", "blue")),
                NOON,
                NOON.plusSeconds(1),
                7);
    }

    private static ProvisionedGroup group() {
        return new ProvisionedGroup(GROUP, "Board", Optional.of("G-1"), NOON, NOON.plusSeconds(1), 3);
    }

    private static GroupMember member() {
        return new GroupMember(DirectoryAnswers.USER, "ada@acme.example");
    }
}
