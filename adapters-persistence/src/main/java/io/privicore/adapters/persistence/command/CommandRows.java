package io.privicore.adapters.persistence.command;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of commands. They are let go at once, for they are written past the session. */
@ApplicationScoped
class CommandRows implements PanacheRepositoryBase<CommandRow, UUID> {

    Optional<CommandRow> byId(UUID id) {
        var found = find("id", id).firstResultOptional();
        found.ifPresent(getEntityManager()::detach);
        return found;
    }
}
