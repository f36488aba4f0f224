package io.privicore.application.port;

import io.privicore.domain.profile.PasswordHash;

/**
 * Slow hashes of passwords (Argon2id, RFC 9106). Every call costs tens of milliseconds and megabytes on purpose; too
 * many at once are refused with {@code OVERLOADED}.
 */
public interface PasswordHashes {

    PasswordHash hash(String password);

    boolean matches(String password, PasswordHash hash);

    /** Whether the hash was made under other parameters than those in force. */
    boolean isOutdated(PasswordHash hash);

    /** A hash that nothing matches and that costs as much to check as a real one. */
    PasswordHash decoy();
}
