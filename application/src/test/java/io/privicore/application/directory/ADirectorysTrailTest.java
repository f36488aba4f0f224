package io.privicore.application.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.ProcessInvitation;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What auditors see of those whose commands name no directory. */
final class ADirectorysTrailTest {

    private static final int ENTRIES = 100;

    private final DirectorySituation situation = new DirectorySituation();

    @Test
    void beginsWithItsRegistration() {
        assertThat(trail().getFirst().operation()).isEqualTo("directory.register");
    }

    @Test
    void tellsWhoAnsweredAnInvitation() {
        var guest = situation.anOutsider();
        var invitation = InvitationId.of(situation.result(
                situation.owner, situation.anInvitation(situation.directory, guest.id(), Role.MEMBER)));

        situation.result(guest.caller(), new ProcessInvitation(invitation, true));

        var answered = trail().getLast();
        assertThat(answered.operation()).isEqualTo("directory.process-invitation");
        assertThat(answered.outcome()).isEqualTo(AuditOutcome.SUCCEEDED);
        assertThat(answered.profile()).contains(guest.id());
    }

    @Test
    void tellsWhoEnrolled() {
        var token = situation.result(
                situation.owner,
                new CreateUser(
                        situation.directory,
                        new Username("ada-enrols"),
                        Optional.empty(),
                        Role.MEMBER,
                        Person.UNKNOWN));

        var profile =
                situation.result(situation.owner, new Enrol(token, new Password("a long and unlikely sentence 42")));

        var enrolled = trail().getLast();
        assertThat(enrolled.operation()).isEqualTo("directory.enrol");
        assertThat(enrolled.about()).containsEntry("made", profile);
    }

    private List<AuditEntry> trail() {
        situation.platform.chainer.chainAll();
        return situation
                .platform
                .ports
                .auditTrails()
                .after(situation.directory.value(), Filter.NONE, 0, ENTRIES, ENTRIES)
                .stream()
                .map(link -> link.entry())
                .toList();
    }
}
