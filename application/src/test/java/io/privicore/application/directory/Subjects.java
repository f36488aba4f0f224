package io.privicore.application.directory;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenText;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.ImportId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.voting.PollId;
import java.util.UUID;

/**
 * What operations are about: a directory with what is in it, and everything that a profile can have.
 *
 * @param user somebody in the directory
 * @param sent an open invitation to the directory
 * @param profile whose all the rest is
 * @param received an open invitation to somewhere else
 * @param device stores and votes, and has a configuration that nobody has retrieved
 * @param requested the command that made a device
 * @param upload what a stream has brought for {@code reserved}, if it has
 * @param kept what administrators keep in the directory
 */
record Subjects(
        DirectoryId directory,
        ProfileId user,
        InvitationId sent,
        String pool,
        ProfileId profile,
        InvitationId received,
        DeviceId device,
        CommandId requested,
        CommandId reservation,
        TokenText temporary,
        TokenText token,
        TokenId reserved,
        StorageRef upload,
        ApplicationId application,
        String clientId,
        String policy,
        String configuration,
        PollId poll,
        Kept kept) {

    /**
     * @param imported the command of an import
     * @param file one that the profile has brought, and nobody has imported
     */
    record Kept(GroupId group, ProvisioningClientId client, CommandId imported, ImportId file) {}

    /** What does not exist. */
    static Subjects unknown() {
        var id = new UUID(0x4000L, 0x8000_0000_0000_0001L);
        return new Subjects(
                new DirectoryId(id),
                new ProfileId(id),
                new InvitationId(id),
                "no such pool",
                new ProfileId(id),
                new InvitationId(id),
                new DeviceId(id),
                new CommandId(id),
                new CommandId(id),
                new TokenText("tmp-unknown"),
                new TokenText("dtk-unknown"),
                new TokenId(id),
                new StorageRef(id),
                new ApplicationId(id),
                "no such client",
                "no such policy",
                "no such configuration",
                new PollId(id),
                new Kept(new GroupId(id), new ProvisioningClientId(id), new CommandId(id), new ImportId(id)));
    }

    /** The same, about somebody else in the directory. */
    Subjects about(ProfileId other) {
        return new Subjects(
                directory,
                other,
                sent,
                pool,
                profile,
                received,
                device,
                requested,
                reservation,
                temporary,
                token,
                reserved,
                upload,
                application,
                clientId,
                policy,
                configuration,
                poll,
                kept);
    }
}
