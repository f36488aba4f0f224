package io.privicore.adapters.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What a password must withstand and what its hash costs. */
@ConfigMapping(prefix = "privicore.passwords")
public interface PasswordsConfig {

    /** The least zxcvbn score of a new password, 0 to 4. */
    @WithDefault("3")
    int score();

    /** The passwords that nobody may take, as Have I Been Pwned publishes them; a short list of common ones by default. */
    Optional<Path> breachedList();

    /** KiB of memory that one Argon2id hash takes. */
    @WithDefault("19456")
    int memory();

    @WithDefault("2")
    int iterations();

    @WithDefault("1")
    int lanes();

    /** How many hashes are computed at the same time; as many as there are cores by default. */
    OptionalInt concurrency();

    /** How long a hash may wait for its turn before it is refused. */
    @WithDefault("2s")
    Duration patience();
}
