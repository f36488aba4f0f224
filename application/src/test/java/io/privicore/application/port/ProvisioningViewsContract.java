package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.query.Match;
import io.privicore.application.query.Match.Compare;
import io.privicore.application.query.Match.Comparison;
import io.privicore.application.query.ProvisioningQuery.FoundUsers;
import io.privicore.application.query.ProvisioningQuery.GroupMember;
import io.privicore.application.query.ProvisioningQuery.Position;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.application.query.ProvisioningQuery.UserOrder;
import io.privicore.application.query.ProvisioningQuery.UserSearch;
import io.privicore.application.query.ProvisioningQuery.Window;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users are found by, in any order and page by page, and who is in which group. */
public abstract class ProvisioningViewsContract extends PersistenceContract {

    private static final Match<UserAttribute> ALL = Match.all();

    /** So that names are told apart from those of other tests. */
    private final String mark = UUID.randomUUID().toString();

    private final DirectoryId directory = aDirectoryId();
    private ProfileId ada;
    private ProfileId bob;
    private ProfileId eve;
    private ProfileId nobody;
    private GroupId board;

    @BeforeEach
    void saveUsers() {
        ada = aManagedUser(directory, new Username("ada " + mark), person("Ada", "Lovelace", "ada@one.example", "E-1"));
        bob = aManagedUser(directory, new Username("Bob " + mark), person("Bob", "100%_", "bob@two.example", "e-1"));
        eve = aManagedUser(directory, new Username("eve " + mark), person("Eva", "lovelace", "eve@one.example", "E-9"));
        nobody = aManagedUser(directory, new Username("noone " + mark), Person.UNKNOWN);
        inUnit(() ->
                ports().members().save(ports().members().get(directory, bob).suspend()));
        inUnit(() ->
                ports().members().save(ports().members().get(directory, eve).assign(Role.AUDITOR, Role.OWNER)));
        board = aGroup("Board", ada, bob);
    }

    /** */
    @Test
    void everyConditionFindsWhatItSays() {
        assertFound(ALL, ada, bob, eve, nobody);
        assertFound(Match.none());
        assertFound(compare(UserAttribute.USERNAME, Comparison.EQUAL, "ADA " + mark), ada);
        assertFound(compare(UserAttribute.USERNAME, Comparison.STARTS, "b"), bob);
        assertFound(compare(UserAttribute.USERNAME, Comparison.GREATER, "bob " + mark), eve, nobody);
        assertFound(compare(UserAttribute.USERNAME, Comparison.LESS_OR_EQUAL, "bob " + mark), ada, bob);
        assertFound(compare(UserAttribute.FAMILY_NAME, Comparison.EQUAL, "LOVELACE"), ada, eve);
        assertFound(compare(UserAttribute.FAMILY_NAME, Comparison.CONTAINS, "%_"), bob);
        assertFound(compare(UserAttribute.GIVEN_NAME, Comparison.LESS, "b"), ada);
        assertFound(compare(UserAttribute.EMAIL, Comparison.ENDS, "@ONE.example"), ada, eve);
        assertFound(exact(UserAttribute.EXTERNAL_ID, Comparison.EQUAL, "E-1"), ada);
        assertFound(exact(UserAttribute.EXTERNAL_ID, Comparison.STARTS, "E-"), ada, eve);
        assertFound(exact(UserAttribute.EXTERNAL_ID, Comparison.ENDS, "-1"), ada, bob);
        assertFound(exact(UserAttribute.EXTERNAL_ID, Comparison.CONTAINS, "e"), bob);
        assertFound(new Match.Has<>(UserAttribute.EMAIL), ada, bob, eve);
        assertFound(new Match.Not<>(new Match.Has<>(UserAttribute.EXTERNAL_ID)), nobody);
        assertFound(new Match.Not<>(exact(UserAttribute.EXTERNAL_ID, Comparison.EQUAL, "E-1")), bob, eve, nobody);
        assertFound(compare(UserAttribute.ROLE, Comparison.EQUAL, "auditor"), eve);
        assertFound(compare(UserAttribute.ROLE, Comparison.CONTAINS, "m"), ada, bob, nobody);
        assertFound(compare(UserAttribute.ACTIVE, Comparison.EQUAL, "false"), bob);
        assertFound(compare(UserAttribute.ID, Comparison.EQUAL, eve.toString()), eve);
        assertFound(compare(UserAttribute.ID, Comparison.EQUAL, "eve"));
        assertFound(compare(UserAttribute.GROUP, Comparison.EQUAL, board.toString()), ada, bob);
        assertFound(new Match.Not<>(new Match.Has<>(UserAttribute.GROUP)), eve, nobody);
        assertFound(compare(UserAttribute.CREATED, Comparison.EQUAL, UserAttribute.time(NOW)), ada, bob, eve, nobody);
        assertFound(compare(UserAttribute.MODIFIED, Comparison.LESS, "2001-01-01T00:00:00.000000Z"));
        assertFound(
                new Match.Any<>(List.of(
                        new Match.All<>(List.of(
                                compare(UserAttribute.FAMILY_NAME, Comparison.EQUAL, "lovelace"),
                                compare(UserAttribute.ACTIVE, Comparison.EQUAL, "true"))),
                        compare(UserAttribute.ID, Comparison.EQUAL, nobody.toString()))),
                ada,
                eve,
                nobody);
    }

    @Test
    void anEmptyTextIsNobodysBeginningsAndPartsOfItEverybodysWhoHasOne() {
        assertFound(compare(UserAttribute.EMAIL, Comparison.EQUAL, ""));
        for (var comparison :
                EnumSet.of(Comparison.STARTS, Comparison.CONTAINS, Comparison.ENDS, Comparison.GREATER_OR_EQUAL)) {
            assertFound(compare(UserAttribute.EMAIL, comparison, ""), ada, bob, eve);
        }
    }

    @Test
    void usersWithoutAValueComeLast() {
        assertThat(ids(search(ALL, UserAttribute.GIVEN_NAME, false, new Window.Skipping(0, 10))))
                .containsExactly(ada, bob, eve, nobody);
        assertThat(ids(search(ALL, UserAttribute.USERNAME, true, new Window.Skipping(1, 2))))
                .containsExactly(eve, bob);
    }

    @ParameterizedTest
    @EnumSource(
            value = UserAttribute.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ROLE", "ACTIVE", "GROUP"})
    void pagesThatGoOnBehindOneAnotherShowEverybodyOnceInOrder(UserAttribute attribute) {
        for (boolean descending : new boolean[] {false, true}) {
            var whole = ids(search(ALL, attribute, descending, new Window.Skipping(0, 10)));
            List<ProfileId> walked = new ArrayList<>();
            Optional<Position> position = Optional.empty();
            do {
                var page = search(ALL, attribute, descending, new Window.Behind(position, 1));
                assertThat(page.total()).isEqualTo(4);
                walked.addAll(ids(page));
                position = page.next();
            } while (position.isPresent());
            assertThat(walked).isEqualTo(whole).hasSize(4);
        }
    }

    @Test
    void countsWithoutShowing() {
        var found = search(ALL, UserAttribute.USERNAME, false, new Window.Skipping(0, 0));

        assertThat(found.users()).isEmpty();
        assertThat(found.total()).isEqualTo(4);
        assertThat(search(ALL, UserAttribute.USERNAME, false, new Window.Skipping(9, 5))
                        .users())
                .isEmpty();
    }

    @Test
    void aUserIsShownAsItIs() {
        assertThat(ports().provisioningViews().user(directory, ada)).hasValueSatisfying(user -> {
            assertThat(user.username()).isEqualTo("ada " + mark);
            assertThat(user.givenName()).contains("Ada");
            assertThat(user.externalId()).contains("E-1");
            assertThat(user.role()).isEqualTo(Role.MEMBER);
            assertThat(user.state()).isEqualTo(MemberState.ACTIVE);
            assertThat(user.managed()).isTrue();
            assertThat(user.meta()).isEqualTo(new Metadata(Map.of("team", "blue")));
            assertThat(user.createdAt()).isEqualTo(NOW);
            assertThat(user.revision()).isEqualTo(1);
        });
        assertThat(ports().provisioningViews().user(aDirectoryId(), ada)).isEmpty();
    }

    @Test
    void groupsAreShownWithTheirMembers() {
        var empty = aGroup("Another");

        assertThat(ports().provisioningViews().groups(directory))
                .extracting(ProvisionedGroup::group)
                .containsExactly(empty, board);
        assertThat(ports().provisioningViews().group(directory, board))
                .hasValueSatisfying(group -> assertThat(group.name()).isEqualTo("Board"));
        assertThat(ports().provisioningViews().group(aDirectoryId(), board)).isEmpty();
        assertThat(ports().provisioningViews().groupsOf(directory, Set.of(ada, eve)))
                .containsOnlyKeys(ada);
        var members = ports().provisioningViews().members(directory, Set.of(board, empty), Set.of(Role.AUDITOR), 3);
        assertThat(members.ofGroups()).containsOnlyKeys(board);
        assertThat(members.ofGroups().get(board))
                .extracting(GroupMember::profile)
                .containsExactly(ada, bob);
        assertThat(members.ofRoles()).containsOnlyKeys(Role.AUDITOR);
        assertThatThrownBy(() -> ports().provisioningViews().members(directory, Set.of(board), Set.of(Role.AUDITOR), 2))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DIRECTORY_TOO_MANY));
    }

    private void assertFound(Match<UserAttribute> match, ProfileId... users) {
        var found = search(match, UserAttribute.USERNAME, false, new Window.Skipping(0, 10));
        assertThat(ids(found)).as(match.toString()).containsExactly(users);
        assertThat(found.total()).isEqualTo(users.length);
    }

    private FoundUsers search(Match<UserAttribute> match, UserAttribute attribute, boolean descending, Window window) {
        return ports().provisioningViews()
                .users(directory, new UserSearch(match, new UserOrder(attribute, descending), window));
    }

    private static List<ProfileId> ids(FoundUsers found) {
        return found.users().stream().map(ProvisionedUser::profile).toList();
    }

    private static Match<UserAttribute> compare(UserAttribute attribute, Comparison comparison, String value) {
        return new Compare<>(attribute, comparison, value, false);
    }

    private static Match<UserAttribute> exact(UserAttribute attribute, Comparison comparison, String value) {
        return new Compare<>(attribute, comparison, value, true);
    }

    private GroupId aGroup(String name, ProfileId... members) {
        var created = Group.create(
                directory,
                new GroupId(UUID.randomUUID()),
                aProfileId(),
                new Name(name),
                Optional.empty(),
                List.of(members),
                NOW);
        inUnit(() -> {
            ports().groups().save(created);
            ports().groups().join(created.after(), Stream.of(members).toList());
        });
        return created.after().id();
    }

    private static Person person(String givenName, String familyName, String email, String externalId) {
        return new Person(
                Optional.of(new Name(givenName)),
                Optional.of(new Name(familyName)),
                Optional.of(new Email(email)),
                Optional.of(new Name(externalId)),
                new Metadata(Map.of("team", "blue")));
    }
}
