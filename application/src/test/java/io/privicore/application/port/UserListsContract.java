package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Paging;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link DirectoryViews} promises of pages of users. */
public abstract class UserListsContract extends PersistenceContract {

    /** So that names are told apart from those of other tests. */
    private final String mark = UUID.randomUUID().toString();

    private final DirectoryId directory = aDirectoryId();

    private ProfileId ada;
    private ProfileId bob;
    private ProfileId eve;

    @BeforeEach
    void saveUsers() {
        ada = user("ada", "Ada", "Lovelace", "E-1");
        bob = user("Bob", "Bob", "100%", "E_2");
        eve = user("eve", "Eva", "lovelace", "é-3");
    }

    @Test
    void anEmptyDirectoryHasNoUsers() {
        var page = ports().directoryViews()
                .users(new ListUsers(aDirectoryId(), UserFilter.ALL, UserSort.DEFAULT, Paging.FIRST));

        assertThat(page.items()).isEmpty();
        assertThat(page.count()).isZero();
    }

    @Test
    void aPageOfAListKnowsHowManyThereAreOnAll() {
        var page = page(UserFilter.ALL, UserSort.DEFAULT, new Paging(2, 2));

        assertThat(page).containsExactly(eve);
        assertThat(ports().directoryViews()
                        .users(new ListUsers(directory, UserFilter.ALL, UserSort.DEFAULT, new Paging(3, 2)))
                        .count())
                .isEqualTo(3);
        assertThat(page(UserFilter.ALL, UserSort.DEFAULT, new Paging(3, 2))).isEmpty();
    }

    @Test
    void usersAreSortedWithoutRegardToCase() {
        assertThat(sorted(UserField.USERNAME, false)).containsExactly(ada, bob, eve);
        assertThat(sorted(UserField.USERNAME, true)).containsExactly(eve, bob, ada);
        assertThat(sorted(UserField.GIVEN_NAME, false)).containsExactly(ada, bob, eve);
        assertThat(sorted(UserField.FAMILY_NAME, false)).startsWith(bob);
        assertThat(sorted(UserField.EMAIL, true)).containsExactly(eve, bob, ada);
        assertThat(sorted(UserField.EXTERNAL_ID, false)).containsExactly(ada, bob, eve);
    }

    @Test
    void usersAreSortedByRoleAndStateAndTime() {
        inUnit(() -> ports().members()
                .save(member(bob).assign(Role.AUDITOR, Role.OWNER).then(Member::suspend)));
        var late = aSavedProfile().id();
        inUnit(() -> ports().members().save(Member.join(directory, late, Role.MEMBER, NOW.plusMillis(1))));

        assertThat(sorted(UserField.ROLE, false)).startsWith(bob);
        assertThat(sorted(UserField.STATE, false)).endsWith(bob);
        assertThat(sorted(UserField.CREATED_AT, true)).startsWith(late);
    }

    @Test
    void whoHasNothingThereComesFirst() {
        var nameless = aSavedProfile().id();
        join(directory, nameless);

        assertThat(sorted(UserField.GIVEN_NAME, false)).startsWith(nameless);
        assertThat(sorted(UserField.EXTERNAL_ID, true)).endsWith(nameless);
    }

    @ParameterizedTest
    @CsvSource({
        "USERNAME,      ADA-, true",
        "GIVEN_NAME,    aDA,  false",
        "EMAIL,         ada@, true",
        "EXTERNAL_ID,   e-1,  false",
        "EXTERNAL_ID,   E-,   true"
    })
    void usersAreFoundByATextOrABeginningInAnyCase(UserField field, String text, boolean beginning) {
        assertThat(found(Map.of(field, beginning ? text + "*" : text))).containsExactly(ada);
    }

    @Test
    void aTextIsTheWholeAndABeginningIsNoPattern() {
        assertThat(found(Map.of(UserField.GIVEN_NAME, "Ad"))).isEmpty();
        assertThat(found(Map.of(UserField.FAMILY_NAME, "100%"))).containsExactly(bob);
        assertThat(found(Map.of(UserField.FAMILY_NAME, "1%*"))).isEmpty();
        assertThat(found(Map.of(UserField.EXTERNAL_ID, "E_*"))).containsExactly(bob);
        assertThat(found(Map.of(UserField.EXTERNAL_ID, "É*"))).containsExactly(eve);
        assertThat(found(Map.of(UserField.GIVEN_NAME, "*"))).containsExactly(ada, bob, eve);
    }

    @Test
    void everythingThatIsWantedMustFit() {
        assertThat(found(Map.of(UserField.FAMILY_NAME, "LOVELACE"))).containsExactly(ada, eve);
        assertThat(found(Map.of(UserField.FAMILY_NAME, "love*", UserField.GIVEN_NAME, "ev*")))
                .containsExactly(eve);
        assertThat(found(Map.of(UserField.FAMILY_NAME, "100%", UserField.GIVEN_NAME, "ev*")))
                .isEmpty();
    }

    @Test
    void usersAreFoundByRoleAndStateAndTime() {
        inUnit(() -> ports().members()
                .save(member(bob).assign(Role.ADMINISTRATOR, Role.OWNER).then(Member::suspend)));

        assertThat(found(Map.of(UserField.ROLE, "administrator"))).containsExactly(bob);
        assertThat(found(Map.of(UserField.ROLE, "Mem*"))).containsExactly(ada, eve);
        assertThat(found(Map.of(UserField.STATE, "suspended"))).containsExactly(bob);
        assertThat(found(Map.of(UserField.STATE, "ACTIVE", UserField.ROLE, "member")))
                .containsExactly(ada, eve);
        assertThat(found(Map.of(UserField.CREATED_AT, "2026-03*"))).containsExactly(ada, bob, eve);
        assertThat(found(Map.of(UserField.CREATED_AT, "2026-03-01T12:00:00Z"))).containsExactly(ada, bob, eve);
        assertThat(found(Map.of(UserField.CREATED_AT, "2026-03"))).isEmpty();
        assertThat(found(Map.of(UserField.CREATED_AT, "2027*"))).isEmpty();
    }

    @Test
    void whoLeftIsNotListed() {
        inUnit(() -> ports().members().end(member(bob), member(bob).leave()));

        assertThat(found(Map.of())).containsExactly(ada, eve);
    }

    @ParameterizedTest
    @EnumSource(UserField.class)
    void allPagesTogetherHaveEverybodyOnceWhateverTheOrder(UserField field) {
        var place = aDirectoryId();
        var everybody = IntStream.range(0, 11)
                .mapToObj(i -> {
                    var profile = aSavedProfile().id();
                    join(place, profile);
                    return profile;
                })
                .toList();

        for (boolean descending : List.of(false, true)) {
            List<ProfileId> listed = new ArrayList<>();
            for (int page = 1; page <= 6; page++) {
                listed.addAll(ids(
                        new ListUsers(place, UserFilter.ALL, new UserSort(field, descending), new Paging(page, 2))));
            }
            assertThat(listed).containsExactlyInAnyOrderElementsOf(everybody);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyPageHasItsPartOfTheOrder(int number) {
        List<String> names = new ArrayList<>();
        var place = aDirectoryId();
        for (int i = 0; i < 10; i++) {
            var name = new Username(mark + " " + UUID.randomUUID());
            names.add(name.value());
            aManagedUser(place, name, aPerson("Same", "Same", "e-" + i));
        }
        names.sort(Comparator.naturalOrder());

        for (var filter : List.of(UserFilter.ALL, new UserFilter(Map.of(UserField.GIVEN_NAME, "same")))) {
            var page = ports().directoryViews()
                    .users(new ListUsers(place, filter, UserSort.DEFAULT, new Paging(number, 3)));

            assertThat(page.items())
                    .extracting(UserView::username)
                    .containsExactlyElementsOf(names.subList((number - 1) * 3, Math.min(10, number * 3)));
        }
    }

    private ProfileId user(String name, String givenName, String familyName, String externalId) {
        return aManagedUser(directory, new Username(name + "-" + mark), aPerson(givenName, familyName, externalId));
    }

    private Member member(ProfileId profile) {
        return ports().members().get(directory, profile);
    }

    private List<ProfileId> found(Map<UserField, String> wanted) {
        return page(new UserFilter(wanted), UserSort.DEFAULT, Paging.FIRST);
    }

    private List<ProfileId> sorted(UserField field, boolean descending) {
        return page(UserFilter.ALL, new UserSort(field, descending), Paging.FIRST);
    }

    private List<ProfileId> page(UserFilter filter, UserSort sort, Paging paging) {
        return ids(new ListUsers(directory, filter, sort, paging));
    }

    private List<ProfileId> ids(ListUsers query) {
        return ports().directoryViews().users(query).items().stream()
                .map(UserView::profile)
                .toList();
    }
}
