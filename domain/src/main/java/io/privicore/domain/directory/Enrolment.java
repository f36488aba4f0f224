package io.privicore.domain.directory;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;

/**
 * A single-use link by which a user that was created without a password gives itself one. The token in it is not kept,
 * only its hash; a user has at most one.
 */
public record Enrolment(TokenHash token, DirectoryId directory, ProfileId profile, Instant expiresAt) {

    public static final Duration LIFETIME = Duration.ofDays(14);

    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
