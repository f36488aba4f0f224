package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.port.UserBatches.Known;
import io.privicore.application.port.UserBatches.Listed;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class UserBatchesContract extends PersistenceContract {

    private final DirectoryId directory = aDirectoryId();
    private final String suffix = " " + UUID.randomUUID();

    @Test
    void usersAreCreatedAndFoundTogether() {
        create("ada", aPerson("Ada", "Lovelace", "E-1"));
        create("bob", Person.UNKNOWN);

        var known = known(List.of("ADA", "bob", "nobody"), List.of("E-2"));

        assertThat(known.profiles()).extracting(Profile::username).containsExactlyInAnyOrder(name("ada"), name("bob"));
        assertThat(known.members())
                .extracting(Member::person)
                .containsExactlyInAnyOrder(aPerson("Ada", "Lovelace", "E-1"), Person.UNKNOWN);
        assertThat(known.members()).allMatch(member -> member.managed() && member.revision() == 1);
    }

    @Test
    void membersAreFoundByTheirExternalIdsWithTheirProfiles() {
        var ada = create("ada", aPerson("Ada", "Lovelace", "E-1"));
        create("bob", aPerson("Bob", "Byron", "E-2"));

        var known = known(List.of(), List.of("E-1", "E-3"));

        assertThat(known.profiles()).extracting(Profile::id).containsExactly(ada);
        assertThat(known.members()).extracting(Member::profile).containsExactly(ada);
    }

    @Test
    void profilesOutsideOfTheDirectoryAreFoundByTheirNamesAlone() {
        var stranger = aSavedProfile();

        var known = ports().userBatches().known(directory, List.of(stranger.username()), List.of());

        assertThat(known.profiles()).extracting(Profile::id).containsExactly(stranger.id());
        assertThat(known.members()).isEmpty();
    }

    @Test
    void whatWasNotSavedIsNotThere() {
        var id = aProfileId();

        inFailingUnit(() -> save(List.of(profile(id, "ada")), List.of(member(id, Person.UNKNOWN))));

        assertThat(known(List.of("ada"), List.of()).profiles()).isEmpty();
    }

    @Test
    void usersAreChangedTogether() {
        var ada = create("ada", aPerson("Ada", "Lovelace", "E-1"));
        var bob = create("bob", Person.UNKNOWN);

        inUnit(() -> save(
                List.of(ports().profiles().get(ada).rename(name("countess"))),
                List.of(
                        ports().members().get(directory, ada).describe(aPerson("Ada", "King", "E-1")),
                        ports().members().get(directory, bob).assign(Role.AUDITOR, Role.OWNER))));

        assertThat(listed()).extracting(Listed::username).containsExactly(name("bob"), name("countess"));
        assertThat(listed()).extracting(Listed::role).containsExactly(Role.AUDITOR, Role.MEMBER);
        assertThat(listed().getLast().person().familyName()).contains(new Name("King"));
    }

    @Test
    void aNameThatIsTakenMeanwhileLetsAllBeginAgain() {
        create("ada", Person.UNKNOWN);
        var first = aProfileId();
        var second = aProfileId();

        assertStale(
                List.of(profile(first, "bob"), profile(second, "Ada")),
                List.of(member(first, Person.UNKNOWN), member(second, Person.UNKNOWN)));

        assertThat(listed()).extracting(Listed::username).containsExactly(name("ada"));
    }

    @Test
    void anExternalIdThatIsTakenMeanwhileLetsAllBeginAgain() {
        create("ada", aPerson("Ada", "Lovelace", "E-1"));
        var bob = create("bob", Person.UNKNOWN);
        var cy = aProfileId();

        assertStale(List.of(), List.of(ports().members().get(directory, bob).describe(aPerson("Bob", "Byron", "E-1"))));
        assertStale(List.of(profile(cy, "cy")), List.of(member(cy, aPerson("Cy", "Byron", "E-1"))));
    }

    @Test
    void anExternalIdThatIsGivenUpGoesToSomebodyNewAtOnce() {
        var ada = create("ada", aPerson("Ada", "Lovelace", "E-1"));
        var bob = aProfileId();

        inUnit(() -> save(
                List.of(profile(bob, "bob")),
                List.of(
                        member(bob, aPerson("Bob", "Byron", "E-1")),
                        ports().members().get(directory, ada).describe(aPerson("Ada", "Lovelace", "E-9")))));

        assertThat(ports().members().find(directory, new Name("E-1")).map(Member::profile))
                .contains(bob);
        assertThat(ports().members().find(directory, new Name("E-9")).map(Member::profile))
                .contains(ada);
    }

    @Test
    void somebodyWhoChangedMeanwhileLetsAllBeginAgain() {
        var ada = create("ada", Person.UNKNOWN);
        var before = ports().members().get(directory, ada);
        inUnit(() -> ports().members().save(before.assign(Role.AUDITOR, Role.OWNER)));

        assertStale(List.of(), List.of(before.describe(aPerson("Ada", "Lovelace", "E-1"))));
    }

    @Test
    void usersAreListedByNameSomeAtATime() {
        create("dan", Person.UNKNOWN);
        create("ada", aPerson("Ada", "Lovelace", "E-1"));
        create("émil", Person.UNKNOWN);
        create("Bob", Person.UNKNOWN);

        var all = new ArrayList<Listed>();
        Optional<Listed> last = Optional.empty();
        for (var page = after(last); !page.isEmpty(); page = after(last)) {
            all.addAll(page);
            last = Optional.of(page.getLast());
        }

        assertThat(all)
                .extracting(Listed::username)
                .containsExactly(name("ada"), name("Bob"), name("dan"), name("émil"));
        assertThat(all.getFirst().person()).isEqualTo(aPerson("Ada", "Lovelace", "E-1"));
        assertThat(all).allMatch(user -> user.state() == MemberState.ACTIVE);
    }

    @Test
    void freeFieldsAreListedOnce() {
        create("ada", new Metadata(Map.of("floor", 3, "team", "blue")));
        create("bob", new Metadata(Map.of("floor", 4, "Zoo", Map.of("deep", 1))));

        assertThat(ports().userBatches().metaFields(directory, 9)).containsExactly("Zoo", "floor", "team");
        assertThat(ports().userBatches().metaFields(directory, 2)).containsExactly("Zoo", "floor");
        assertThat(ports().userBatches().metaFields(aDirectoryId(), 9)).isEmpty();
    }

    private List<Listed> listed() {
        return ports().userBatches().after(directory, Optional.empty(), 100);
    }

    private List<Listed> after(Optional<Listed> last) {
        return ports().userBatches().after(directory, last, 3);
    }

    private void assertStale(List<Change<Profile>> profiles, List<Change<Member>> members) {
        assertThatExceptionOfType(Stale.class).isThrownBy(() -> inUnit(() -> save(profiles, members)));
    }

    private void save(List<Change<Profile>> profiles, List<Change<Member>> members) {
        ports().userBatches().save(profiles, members);
    }

    private Known known(List<String> usernames, List<String> externalIds) {
        return ports().userBatches()
                .known(
                        directory,
                        usernames.stream().map(this::name).toList(),
                        externalIds.stream().map(Name::new).toList());
    }

    private void create(String username, Metadata meta) {
        create(username, new Person(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), meta));
    }

    private ProfileId create(String username, Person person) {
        var id = aProfileId();
        inUnit(() -> save(List.of(profile(id, username)), List.of(member(id, person))));
        return id;
    }

    private Change<Profile> profile(ProfileId id, String username) {
        return Profile.create(id, name(username), PasswordHash.NONE, directory, Metadata.EMPTY, NOW);
    }

    private Change<Member> member(ProfileId id, Person person) {
        return Member.create(directory, id, Role.MEMBER, person, Role.OWNER, NOW);
    }

    private Username name(String name) {
        return new Username(name + suffix);
    }
}
