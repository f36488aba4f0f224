package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import java.util.Optional;

/** What can be done with applications. */
public sealed interface OauthCommand extends Command {

    /** Registers an application; the command's id is the application's. Result: that id. */
    @Operation(value = "oauth.register", scope = Scope.OAUTH_WRITE)
    record Register(Name name, RedirectUri redirectUri, Scopes scopes) implements OauthCommand {}

    /**
     * Lets an application have a code; the application retrieves it under the command's id. A nonce serves once. No
     * application may grant: it could give more than it has.
     */
    @Operation(value = "oauth.request-code", scope = Scope.OAUTH_WRITE, delegable = false)
    record RequestCode(String clientId, Nonce nonce, Scopes scopes, Optional<CodeChallenge> challenge)
            implements OauthCommand {}

    /** Ends an application, and with it at once everything that was granted to it. */
    @Operation(value = "oauth.remove", scope = Scope.OAUTH_WRITE)
    record Remove(ApplicationId application) implements OauthCommand {}
}
