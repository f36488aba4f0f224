package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a profile can ask for at once: its sessions, its id, its key. */
public sealed interface ProfileQuery<R> extends Query<R> {

    /**
     * Signs in. Mints an authorization token. The name is taken as typed: one that no profile could have just fails.
     *
     * @param permit the command under which votes were asked for, where a policy holds sign-ins
     */
    @Operation(value = "profile.authenticate", access = Access.PUBLIC)
    record Authenticate(String username, String password, Optional<CommandId> permit)
            implements ProfileQuery<IssuedToken> {

        public Authenticate(String username, String password) {
            this(username, password, Optional.empty());
        }

        @Override
        public String toString() {
            return "Authenticate[…]";
        }
    }

    @Operation(value = "profile.retrieve-id", scope = Scope.PROFILE_READ, withoutPublicKey = true)
    record RetrieveId() implements ProfileQuery<ProfileId> {}

    /** Renews the caller's token for so long, at most 30 days. The one shown ends at once. */
    @Operation(value = "profile.reauthorize", scope = Scope.PROFILE_WRITE, withoutPublicKey = true)
    record Reauthorize(Duration ttl) implements ProfileQuery<IssuedToken> {}

    /** Ends the caller's token on every node. */
    @Operation(value = "profile.revoke", withoutPublicKey = true)
    record Revoke() implements ProfileQuery<Boolean> {}

    @Operation(value = "profile.token-expiry", withoutPublicKey = true)
    record Expiry() implements ProfileQuery<Instant> {}

    /** The key of the caller, or of another profile that the caller may see. */
    @Operation(value = "public-key.retrieve", scope = Scope.PROFILE_READ)
    record RetrievePublicKey(Optional<ProfileId> profile) implements ProfileQuery<String> {}

    /** @param token shown this once; it never prints itself */
    record IssuedToken(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "IssuedToken[…]";
        }
    }
}
