package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.ProvisioningCommand.ChangeGroup;
import io.privicore.application.command.ProvisioningCommand.CreateGroup;
import io.privicore.application.command.ProvisioningCommand.RemoveGroup;
import io.privicore.application.query.ProvisioningQuery.FindGroup;
import io.privicore.application.query.ProvisioningQuery.GroupMember;
import io.privicore.application.query.ProvisioningQuery.MembersOfGroups;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AGroupTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final Caller owner = situation.owner;
    private final DirectoryId directory = situation.directory;
    private final ProfileId ada = situation.aUser(Role.MEMBER).id();
    private final ProfileId grace = situation.aUser(Role.MEMBER).id();
    private final GroupId board = group("Board", ada);

    @Test
    void letsMembersInAndOut() {
        assertThat(situation.result(owner, change("Board", false, Set.of(grace), Set.of(ada), Optional.empty())))
                .isEqualTo("done");
        assertThat(members()).containsExactly(grace);

        situation.result(owner, change("Board", true, Set.of(ada), Set.of(), Optional.empty()));
        assertThat(members()).containsExactly(ada);
    }

    @Test
    void staysAsItIsWhereNothingChanges() {
        var before = view();

        situation.result(owner, change("Board", false, Set.of(ada), Set.of(grace), Optional.empty()));

        assertThat(view()).isEqualTo(before);
    }

    /** */
    @Test
    void hasMembersOfItsDirectoryAlone() {
        var outsider = situation.anOutsider().id();

        assertThat(situation.result(owner, change("Board", false, Set.of(outsider), Set.of(), Optional.empty())))
                .isEqualTo(Reason.PROFILE_NOT_FOUND.key());
        assertThat(situation.result(
                        owner, new CreateGroup(directory, new Name("Other"), Optional.empty(), Set.of(outsider))))
                .isEqualTo(Reason.PROFILE_NOT_FOUND.key());
    }

    /** */
    @Test
    void keepsItsNameFromOthersAndTakesNoRoles() {
        for (var name : List.of("BOARD", "auditor", "Owner")) {
            assertThat(situation.result(owner, new CreateGroup(directory, new Name(name), Optional.empty(), Set.of())))
                    .isEqualTo(Reason.GROUP_NAME_TAKEN.key());
        }
        assertThat(situation.result(owner, change("member", false, Set.of(), Set.of(), Optional.empty())))
                .isEqualTo(Reason.GROUP_NAME_TAKEN.key());
    }

    /** */
    @Test
    void losesWhoeverLeavesTheDirectory() {
        var before = view().revision();

        situation.result(owner, new RemoveUser(directory, ada));

        assertThat(members()).isEmpty();
        assertThat(view().revision()).isGreaterThan(before);
    }

    /** */
    @Test
    void isChangedAtTheVersionThatWasSeenOrNotAtAll() {
        var seen = view().revision();
        assertThat(situation.result(owner, change("Board", false, Set.of(grace), Set.of(), Optional.of(seen))))
                .isEqualTo("done");

        assertThat(situation.result(owner, change("Other", false, Set.of(), Set.of(), Optional.of(seen))))
                .isEqualTo(Reason.DIRECTORY_VERSION_MISMATCH.key());
        assertThat(situation.result(owner, new RemoveGroup(directory, board, Optional.of(seen))))
                .isEqualTo(Reason.DIRECTORY_VERSION_MISMATCH.key());
        assertThat(situation.result(owner, new RemoveGroup(directory, board, Optional.of(view().revision()))))
                .isEqualTo("done");
        assertRefused(Reason.GROUP_NOT_FOUND, this::view);
    }

    @Test
    void isNotForMembersToChange() {
        var member = situation.aUser(Role.AUDITOR).caller();

        assertRefused(
                Reason.DIRECTORY_FORBIDDEN,
                () -> situation.platform.submit(member, new RemoveGroup(directory, board, Optional.empty())));
    }

    private GroupId group(String name, ProfileId... members) {
        return new GroupId(UUID.fromString(situation.result(
                owner, new CreateGroup(directory, new Name(name), Optional.empty(), Set.of(members)))));
    }

    private ChangeGroup change(
            String name, boolean only, Set<ProfileId> joining, Set<ProfileId> leaving, Optional<Long> revision) {
        return new ChangeGroup(directory, board, new Name(name), Optional.empty(), only, joining, leaving, revision);
    }

    private ProvisionedGroup view() {
        return situation.platform.ask(owner, new FindGroup(directory, board));
    }

    private List<ProfileId> members() {
        return situation
                .platform
                .ask(owner, new MembersOfGroups(directory, Set.of(board), Set.of()))
                .ofGroups()
                .getOrDefault(board, List.of())
                .stream()
                .map(GroupMember::profile)
                .toList();
    }
}
