package io.privicore.adapters.persistence.profile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of profiles. They are let go at once, for they are written past the session. */
@ApplicationScoped
class ProfileRows implements PanacheRepositoryBase<ProfileRow, UUID> {

    Optional<ProfileRow> byId(UUID id) {
        return findByIdOptional(id).map(this::released);
    }

    Optional<ProfileRow> byUsername(String key) {
        return find("usernameKey", key).firstResultOptional().map(this::released);
    }

    private ProfileRow released(ProfileRow row) {
        getEntityManager().detach(row);
        return row;
    }
}
