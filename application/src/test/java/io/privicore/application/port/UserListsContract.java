package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Paging;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
            var name = aUsername();
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

    @Test
    void textsThatDifferLateAreToldApart() {
        var place = aDirectoryId();
        var same = "y".repeat(80);
        var one = aManagedUser(place, aUsername(), aPerson("First", same + "1", "e-1"));
        var other = aManagedUser(place, aUsername(), aPerson("Second", same + "2", "e-2"));

        for (var sort : UserField.values()) {
            assertThat(ids(new ListUsers(
                            place,
                            new UserFilter(Map.of(UserField.FAMILY_NAME, same + "2", UserField.EMAIL, "second*")),
                            new UserSort(sort, false),
                            Paging.FIRST)))
                    .containsExactly(other);
            assertThat(ids(new ListUsers(
                            place,
                            new UserFilter(Map.of(UserField.FAMILY_NAME, same + "1*", UserField.EXTERNAL_ID, "e-*")),
                            new UserSort(sort, false),
                            Paging.FIRST)))
                    .containsExactly(one);
        }
    }

    /** An index holds much less than a row. */
    @Test
    void theLongestNamesAreKeptAndFound() {
        var place = aDirectoryId();
        var random = new Random(22);
        var username = new Username(letters(random, Username.MAX));
        var person = new Person(
                Optional.of(new Name(letters(random, Name.MAX))),
                Optional.of(new Name(letters(random, Name.MAX))),
                Optional.of(new Email("\u4e2d".repeat(Email.MAX - 2) + "@x")),
                Optional.of(new Name(letters(random, Name.MAX))),
                Metadata.EMPTY);

        var user = aManagedUser(place, username, person);

        assertThat(ids(new ListUsers(
                        place,
                        new UserFilter(Map.of(
                                UserField.USERNAME, username.value(),
                                UserField.EXTERNAL_ID,
                                        person.externalId().orElseThrow().value())),
                        UserSort.DEFAULT,
                        Paging.FIRST)))
                .containsExactly(user);
    }

    /** So many that they are not sorted for each page. */
    @Test
    void aPageOfManyIsCutOutOfTheirOrderWhateverTheyAreFoundBy() {
        var place = aDirectoryId();
        var random = new Random(7);
        List<Listed> everybody = inUnit(() -> IntStream.range(0, 1_200)
                .mapToObj(i -> {
                    var id = aProfileId();
                    var username = aUsername();
                    var person = aPerson("Given" + random.nextInt(9), "Family" + i * 517 % 1_200, "e-" + i);
                    ports().profiles()
                            .save(Profile.create(id, username, PasswordHash.NONE, place, Metadata.EMPTY, NOW));
                    ports().members().save(Member.create(place, id, Role.MEMBER, person, Role.OWNER, NOW));
                    return new Listed(id, person);
                })
                .toList());
        var order = Comparator.comparing(Listed::familyName);

        for (var filter : List.of(
                Map.of(UserField.GIVEN_NAME, "given*"),
                Map.of(UserField.EXTERNAL_ID, "E-*", UserField.ROLE, "member"),
                Map.of(UserField.FAMILY_NAME, "family*", UserField.EMAIL, "given*"),
                Map.of(UserField.EXTERNAL_ID, "e-1*", UserField.FAMILY_NAME, "f*"))) {
            boolean some = "e-1*".equals(filter.get(UserField.EXTERNAL_ID));
            var wanted = everybody.stream()
                    .filter(user -> !some || user.externalId().startsWith("e-1"))
                    .toList();
            for (boolean descending : List.of(false, true)) {
                var expected = wanted.stream()
                        .sorted(descending ? order.reversed() : order)
                        .map(Listed::profile)
                        .toList();
                for (int number : List.of(1, 3, expected.size() / 50)) {
                    var page = ports().directoryViews()
                            .users(new ListUsers(
                                    place,
                                    new UserFilter(filter),
                                    new UserSort(UserField.FAMILY_NAME, descending),
                                    new Paging(number, 50)));

                    assertThat(page.count()).isEqualTo(expected.size());
                    assertThat(page.items())
                            .extracting(UserView::profile)
                            .containsExactlyElementsOf(expected.subList((number - 1) * 50, number * 50));
                }
            }
        }
    }

    private record Listed(ProfileId profile, Person person) {

        String familyName() {
            return person.familyName().orElseThrow().value();
        }

        String externalId() {
            return person.externalId().orElseThrow().value();
        }
    }

    private Username aUsername() {
        return new Username(mark + " " + UUID.randomUUID());
    }

    /** Ideographs of four bytes each, of which no two are alike. */
    private static String letters(Random random, int length) {
        return random.ints(length, 0x20000, 0x2A6D0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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
