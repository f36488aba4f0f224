package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Password;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a profile can ask for at once: its sessions, its id, its key. */
public sealed interface ProfileQuery<R> extends Query<R> {

    /**
     * Signs in. Mints an authorization token. The name is taken as typed: one that no profile could have just fails.
     *
     * @param next the password to take from now on, as whoever has one that has expired must
     * @param permit the command under which votes were asked for, where a policy holds sign-ins
     */
    @Operation(value = "profile.authenticate", access = Access.PUBLIC, audited = true)
    record Authenticate(String username, String password, Optional<Password> next, Optional<CommandId> permit)
            implements ProfileQuery<IssuedToken> {

        public Authenticate(String username, String password) {
            this(username, password, Optional.empty());
        }

        public Authenticate(String username, String password, Optional<CommandId> permit) {
            this(username, password, Optional.empty(), permit);
        }

        @Override
        public String toString() {
            return "Authenticate[…]";
        }
    }

    @Operation(value = "profile.retrieve-id", scope = Scope.PROFILE_READ, withoutPublicKey = true)
    record RetrieveId() implements ProfileQuery<ProfileId> {}

    /**
     * Renews the caller's token for so long, at most 30 days. The one shown ends at once. What an application holds is
     * renewed by its refresh token alone.
     */
    @Operation(
            value = "profile.reauthorize",
            scope = Scope.PROFILE_WRITE,
            withoutPublicKey = true,
            delegable = false,
            audited = true)
    record Reauthorize(Duration ttl) implements ProfileQuery<IssuedToken> {}

    /** Ends the caller's token on every node. */
    @Operation(value = "profile.revoke", withoutPublicKey = true, audited = true)
    record Revoke() implements ProfileQuery<Boolean> {}

    @Operation(value = "profile.token-expiry", withoutPublicKey = true)
    record Expiry() implements ProfileQuery<Instant> {}

    /** Whose channel a token opens, how long, and for which application. */
    @Operation(value = "profile.join-channel", withoutPublicKey = true)
    record JoinChannel() implements ProfileQuery<ChannelView> {}

    /** The key of the caller, or of another profile that the caller may see. */
    @Operation(value = "public-key.retrieve", scope = Scope.PROFILE_READ)
    record RetrievePublicKey(Optional<ProfileId> profile) implements ProfileQuery<String> {}

    /** @param delegation the application that joins, where it is not the profile itself */
    record ChannelView(ProfileId profile, Instant expiresAt, Optional<Delegation> delegation) {}

    /** @param token shown this once; it never prints itself */
    record IssuedToken(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "IssuedToken[…]";
        }
    }
}
