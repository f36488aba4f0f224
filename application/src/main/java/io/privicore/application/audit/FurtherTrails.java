package io.privicore.application.audit;

import io.privicore.application.command.DirectoryOperation;
import io.privicore.domain.kernel.ProfileId;
import java.util.Set;
import java.util.UUID;

/** To which trails besides that of whoever acts an entry belongs. Asked within the unit of work of the entry. */
@FunctionalInterface
public interface FurtherTrails {

    /** To no others. */
    FurtherTrails NONE = (_, _) -> Set.of();

    /** To that of the directory which the operation is on. */
    FurtherTrails OF_DIRECTORY = (_, asked) ->
            asked instanceof DirectoryOperation on ? Set.of(on.directory().value()) : Set.of();

    /** @param asked the command or query */
    Set<UUID> of(ProfileId profile, Object asked);
}
