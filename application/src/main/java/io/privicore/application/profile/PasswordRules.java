package io.privicore.application.profile;

import static io.privicore.domain.kernel.Reason.PASSWORD_BREACHED;
import static io.privicore.domain.kernel.Reason.PASSWORD_REUSED;
import static io.privicore.domain.kernel.Reason.PASSWORD_WEAK;

import io.privicore.application.port.BreachedPasswords;
import io.privicore.application.port.PasswordHashes;
import io.privicore.application.port.PasswordStrength;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;

/** Whether this may be the password of that profile, wherever one is set. Slow, so it is asked outside of transactions. */
public final class PasswordRules {

    private final PasswordStrength strength;
    private final BreachedPasswords breached;
    private final PasswordHashes hashes;

    public PasswordRules(PasswordStrength strength, BreachedPasswords breached, PasswordHashes hashes) {
        this.strength = strength;
        this.breached = breached;
        this.hashes = hashes;
    }

    /**
     * The hash of a first password. Refuses with {@code PASSWORD_BREACHED} or {@code PASSWORD_WEAK}.
     *
     * @param field the request field that the password came in
     */
    public PasswordHash first(Password password, Username username, String field) {
        requireGood(password, username, field);
        return hashes.hash(password.value());
    }

    /** The hash of another password of this profile. Refuses also, with {@code PASSWORD_REUSED}, one that it remembers. */
    public PasswordHash next(Password password, Profile profile, String field) {
        requireGood(password, profile.username(), field);
        requireUnused(password, profile);
        return hashes.hash(password.value());
    }

    /** That it is neither known nor easily guessed. */
    void requireGood(Password password, Username username, String field) {
        if (breached.contains(password)) {
            throw new Refusal(
                            PASSWORD_BREACHED,
                            "Expected a password that nobody knows, but it is on lists of stolen ones")
                    .about(field);
        }
        if (password.contains(username) || !strength.suffices(password, username)) {
            throw new Refusal(PASSWORD_WEAK, "Expected a password that withstands guessing, but it is easily guessed")
                    .about(field);
        }
    }

    /** That it is none of those the profile remembers. Telling is for those who have shown the present one. */
    void requireUnused(Password password, Profile profile) {
        for (PasswordHash remembered : profile.rememberedPasswords()) {
            if (hashes.matches(password.value(), remembered)) {
                throw new Refusal(
                        PASSWORD_REUSED,
                        "Expected a password that is none of the last %d, but got one of them"
                                .formatted(Profile.REMEMBERED));
            }
        }
    }

    PasswordHash hash(Password password) {
        return hashes.hash(password.value());
    }
}
