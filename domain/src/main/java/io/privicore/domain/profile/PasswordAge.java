package io.privicore.domain.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How young a password cannot be changed, and how old it cannot be used. Both off is the best advice there is; some must
 * have them nonetheless.
 */
public record PasswordAge(Optional<Duration> minimum, Optional<Duration> expiry) {

    public static final PasswordAge ANY = new PasswordAge(Optional.empty(), Optional.empty());

    public PasswordAge {
        requirePositive(minimum);
        requirePositive(expiry);
        if (minimum.isPresent() && expiry.isPresent() && minimum.get().compareTo(expiry.get()) >= 0) {
            throw new IllegalArgumentException(
                    "Expected passwords that can be changed before they expire, but got %s and %s"
                            .formatted(minimum.get(), expiry.get()));
        }
    }

    boolean mayChange(Instant changedAt, Instant now) {
        return minimum.map(changedAt::plus).filter(now::isBefore).isEmpty();
    }

    boolean hasExpired(Instant changedAt, Instant now) {
        return expiry.map(changedAt::plus).filter(end -> !now.isBefore(end)).isPresent();
    }

    private static void requirePositive(Optional<Duration> age) {
        if (age.filter(duration -> !duration.isPositive()).isPresent()) {
            throw new IllegalArgumentException("Expected an age, but got " + age.get());
        }
    }
}
