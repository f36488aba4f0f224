package io.privicore.application.command;

import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.profile.Username;

/** What can be done with profiles and their keys. */
public sealed interface ProfileCommand extends Command {

    /** Registers an actor under a name that nobody has, upper and lower case counted as one. Result: the profile id. */
    @Operation(value = "profile.register", access = Access.PUBLIC)
    record Register(Username username, Password password, Metadata meta) implements ProfileCommand {}

    /** Takes a new password, none of the last five; tokens already issued stay valid. */
    @Operation(value = "profile.change-password", scope = Scope.PROFILE_WRITE)
    record ChangePassword(Password current, Password next) implements ProfileCommand {}

    /** Registers the profile's key, which activates it, or replaces it. */
    @Operation(value = "public-key.register", scope = Scope.PROFILE_WRITE, withoutPublicKey = true)
    record RegisterPublicKey(PublicKey publicKey) implements ProfileCommand {}
}
