package io.privicore.adapters.rest.fake;

import io.privicore.application.command.CommandId;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.DirectoryQuery.DirectoryDeviceView;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.ImportView;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Page;
import io.privicore.application.query.Table;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is known of directories: one, with one managed user, one invitation and one device. */
public final class DirectoryAnswers {

    public static final DirectoryId DIRECTORY =
            new DirectoryId(UUID.fromString("9d3f0a64-2f0e-4d0b-8f43-0f6f8f2f7a11"));
    public static final InvitationId INVITATION =
            new InvitationId(UUID.fromString("c2a1f0d4-7a63-4c2c-9a53-2f1d7f0f9b20"));
    public static final ProfileId USER = ProfileId.of("1b4e28ba-2fa1-41d2-883f-0016d3cca428");

    private static final Instant NOON = RecordingPrivicore.NOON;

    private DirectoryAnswers() {}

    static Object answer(DirectoryQuery<?> query, DeviceView device) {
        return switch (query) {
            case DirectoryQuery.ListOwned _ -> List.of(directory(Role.OWNER));
            case DirectoryQuery.ListAssigned _ -> List.of(directory(Role.AUDITOR));
            case DirectoryQuery.Retrieve retrieve -> {
                if (!retrieve.directory().equals(DIRECTORY)) {
                    throw new Refusal(Reason.DIRECTORY_NOT_FOUND, "Expected a directory");
                }
                yield directory(Role.OWNER);
            }
            case DirectoryQuery.RetrieveProfile _ -> user();
            case DirectoryQuery.ListUsers list -> new Page<>(List.of(user()), 26, list.paging());
            case DirectoryQuery.ProfilesInfo _ -> List.of(user());
            case DirectoryQuery.ListOwnInvites _, DirectoryQuery.ListInvites _ -> List.of(invitation());
            case DirectoryQuery.ListVotingPools _ -> List.of(pool());
            case DirectoryQuery.ExportUsers _ ->
                table(
                        List.of("username", "familyName", "meta.x"),
                        List.of("ada@acme.example", "=cmd|' /C calc'!A0", "a,\"b\"\r\nc"),
                        List.of("bob", "'+41", ""));
            case DirectoryQuery.RetrieveImport retrieve -> anImport(retrieve.command());
            case DirectoryQuery.ReportImport _ ->
                table(List.of("line", "action"), List.of("2", "created"), List.of("3", "refused"));
            case DirectoryQuery.ListDevices _ ->
                List.of(new DirectoryDeviceView(device, USER, true, List.of(RecordingPrivicore.PROFILE)));
        };
    }

    /** A row at a time. */
    @SafeVarargs
    private static Table table(List<String> columns, List<String>... rows) {
        var left = List.of(rows).iterator();
        return new Table() {
            @Override
            public List<String> columns() {
                return columns;
            }

            @Override
            public Optional<List<List<String>>> next() {
                return left.hasNext() ? Optional.of(List.of(left.next())) : Optional.empty();
            }
        };
    }

    private static ImportView anImport(CommandId command) {
        return new ImportView(
                command,
                MatchBy.EXTERNAL_ID,
                true,
                "broken-off",
                Optional.of("directory.forbidden"),
                9,
                1,
                2,
                3,
                1,
                NOON,
                Optional.of(NOON.plusSeconds(1)),
                Optional.empty());
    }

    private static DirectoryView directory(Role role) {
        return new DirectoryView(
                DIRECTORY,
                "Acme Ltd",
                "acme",
                RecordingPrivicore.PROFILE,
                role,
                41,
                6,
                new Metadata(Map.of("country", "CH")),
                NOON);
    }

    private static UserView user() {
        return new UserView(
                USER,
                "ada@acme.example",
                Optional.of("Ada"),
                Optional.of("Lovelace"),
                Optional.empty(),
                Optional.of("E-1815"),
                Role.AUDITOR,
                MemberState.SUSPENDED,
                true,
                Optional.of("31420500"),
                2,
                Metadata.EMPTY,
                NOON,
                NOON.plusSeconds(1),
                7,
                Optional.empty());
    }

    private static InvitationView invitation() {
        return new InvitationView(
                INVITATION,
                DIRECTORY,
                "Acme Ltd",
                USER,
                "ada@acme.example",
                RecordingPrivicore.PROFILE,
                Role.MEMBER,
                InvitationState.PENDING,
                NOON,
                NOON.plus(Duration.ofDays(14)));
    }

    private static VotingPool pool() {
        return new VotingPool(
                new VotingConfigurationId(INVITATION.value()),
                DIRECTORY,
                new Name("board"),
                new VotingRules(new Strategy.MinimumPercentage(67), 2, Duration.ofMinutes(5), 1),
                Set.of(USER),
                Set.of(),
                false,
                NOON,
                3);
    }
}
