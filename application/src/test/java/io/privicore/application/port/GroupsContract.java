package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class GroupsContract extends PersistenceContract {

    private final DirectoryId directory = aDirectoryId();

    @Test
    void aGroupThatWasNotSavedIsNotThere() {
        var created = aGroup("Board");

        inFailingUnit(() -> ports().groups().save(created));

        assertRefused(Reason.GROUP_NOT_FOUND, () -> ports().groups()
                .get(directory, created.after().id()));
        assertThat(ports().groups().count(directory)).isZero();
    }

    @Test
    void aGroupIsReadBackAsItWasAtTheNextRevision() {
        var created = aGroup("Board");

        var read = saved(created);
        var changed = saved(read.change(
                aProfileId(),
                new Name("Committee"),
                Optional.of(new Name("G-1")),
                List.of(),
                List.of(),
                NOW.plusSeconds(5)));

        assertThat(read).isEqualTo(at(1, created.after()));
        assertThat(changed)
                .isEqualTo(new Group(
                        directory,
                        read.id(),
                        new Name("Committee"),
                        Optional.of(new Name("G-1")),
                        NOW,
                        NOW.plusSeconds(5),
                        2));
        assertRefused(Reason.GROUP_NOT_FOUND, () -> ports().groups().get(aDirectoryId(), read.id()));
        assertThat(ports().groups().count(directory)).isEqualTo(1);
    }

    @Test
    void aGroupIsNotChangedOrEndedAtAStaleRevision() {
        var group = saved(aGroup("Board"));
        saved(Change.none(group));

        assertThatThrownBy(() -> saved(Change.none(group))).isInstanceOf(Stale.class);
        assertThatThrownBy(() -> inUnit(() -> ports().groups().end(group, group.remove(aProfileId()))))
                .isInstanceOf(Stale.class);
    }

    /** */
    @Test
    void aGroupKeepsItsNameFromOthersInAnyCase() {
        saved(aGroup("Board"));

        assertRefused(Reason.GROUP_NAME_TAKEN, () -> saved(aGroup("BOARD")));
        var other = saved(aGroup("Other"));
        assertRefused(
                Reason.GROUP_NAME_TAKEN,
                () -> saved(
                        other.change(aProfileId(), new Name("board"), Optional.empty(), List.of(), List.of(), NOW)));
    }

    @Test
    void membersComeAndGo() {
        var ada = aMember();
        var grace = aMember();
        var group = saved(aGroup("Board"));

        inUnit(() -> ports().groups().join(group, Set.of(ada, grace)));
        inUnit(() -> ports().groups().join(group, Set.of(ada)));
        assertThat(ports().groups().members(group)).containsExactlyInAnyOrder(ada, grace);
        assertThat(ports().groups().among(group, Set.of(ada, aProfileId()))).containsExactly(ada);

        inUnit(() -> ports().groups().leave(group, Set.of(ada, aProfileId())));
        assertThat(ports().groups().members(group)).containsExactly(grace);
    }

    @Test
    void whoeverIsNotInTheDirectoryIsNotLetIn() {
        var ada = aMember();
        var stranger = aSavedProfile().id();
        var group = saved(aGroup("Board"));

        assertRefused(
                Reason.PROFILE_NOT_FOUND, () -> inUnit(() -> ports().groups().join(group, Set.of(ada, stranger))));

        assertThat(ports().groups().members(group)).isEmpty();
    }

    /** */
    @Test
    void whoeverLeavesTheDirectoryLeavesItsGroups() {
        var ada = aMember();
        var grace = aMember();
        var one = saved(aGroup("One"));
        var two = saved(aGroup("Two"));
        inUnit(() -> {
            ports().groups().join(one, Set.of(ada, grace));
            ports().groups().join(two, Set.of(ada));
        });

        var left = inUnit(() -> ports().groups().leaveAll(directory, ada));

        assertThat(left).containsExactlyInAnyOrder(one.id(), two.id());
        assertThat(ports().groups().members(one)).containsExactly(grace);
        assertThat(ports().groups().members(two)).isEmpty();
        assertThat(ports().groups().get(directory, one.id()).revision()).isEqualTo(2);
    }

    @Test
    void anEndedGroupLeavesNothingBehind() {
        var ada = aMember();
        var group = saved(aGroup("Board"));
        inUnit(() -> ports().groups().join(group, Set.of(ada)));

        inUnit(() -> ports().groups().end(group, group.remove(aProfileId())));

        assertThat(ports().groups().members(group)).isEmpty();
        assertThat(saved(aGroup("Board")).name()).isEqualTo(new Name("Board"));
    }

    private ProfileId aMember() {
        var profile = aSavedProfile().id();
        join(directory, profile);
        return profile;
    }

    private Change<Group> aGroup(String name) {
        return Group.create(
                directory,
                new GroupId(UUID.randomUUID()),
                aProfileId(),
                new Name(name),
                Optional.empty(),
                List.of(),
                NOW);
    }

    private Group saved(Change<Group> change) {
        inUnit(() -> ports().groups().save(change));
        return ports().groups().get(change.after().directory(), change.after().id());
    }

    private static Group at(long revision, Group group) {
        return new Group(
                group.directory(),
                group.id(),
                group.name(),
                group.externalId(),
                group.createdAt(),
                group.updatedAt(),
                revision);
    }
}
