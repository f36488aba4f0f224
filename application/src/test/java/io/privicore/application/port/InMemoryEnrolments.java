package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.Enrolment;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;

/** Enrolments in memory. */
public final class InMemoryEnrolments implements Enrolments {

    private final InMemoryTable<ProfileId, Enrolment> enrolments;

    public InMemoryEnrolments(InMemoryDatabase database) {
        this.enrolments = database.table();
    }

    @Override
    public void put(Enrolment enrolment) {
        enrolments.put(enrolment.profile(), enrolment);
    }

    @Override
    public Optional<Enrolment> find(TokenHash token) {
        return enrolments.all().stream()
                .filter(enrolment -> enrolment.token().equals(token))
                .findFirst();
    }

    @Override
    public void forget(ProfileId profile) {
        enrolments.remove(profile);
    }

    @Override
    public int forgetExpired(Instant before) {
        return enrolments.removeIf((_, enrolment) -> enrolment.expiresAt().isBefore(before));
    }
}
