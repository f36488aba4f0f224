package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.STRANGER;
import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.command.OauthCommand.Register;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.query.DeviceQuery.OfferPairing;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.ObtainToken;
import io.privicore.application.query.OauthQuery.RetrieveCode;
import io.privicore.application.query.OauthQuery.RetrieveConfiguration;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import io.privicore.domain.profile.Password;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What whoever stole a managed user's token has left of it, once an administrator did something about it. */
final class AStolenTokenTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final User user = situation.aUser(Role.MEMBER);

    /** What is done about it. The user can sign in again afterwards. */
    enum Remedy {
        SETTING_THE_PASSWORD,
        ENROLLING_ANEW,
        SUSPENDING_FOR_A_WHILE
    }

    private void apply(Remedy remedy) {
        var next = new Password("an entirely new passphrase");
        switch (remedy) {
            case SETTING_THE_PASSWORD ->
                assertThat(situation.result(situation.owner, new SetPassword(situation.directory, user.id(), next)))
                        .isEqualTo("done");
            case ENROLLING_ANEW -> {
                var link = situation.result(situation.owner, new RenewEnrolment(situation.directory, user.id()));
                platform.done(STRANGER, new Enrol(link, next));
            }
            case SUSPENDING_FOR_A_WHILE -> {
                situation.suspend(user.id());
                situation.reactivate(user.id());
            }
        }
    }

    private TokenHash hash(String token) {
        return platform.ports.tokens().hash(token);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoCodeToTheApplicationThatItLetIn(Remedy remedy) {
        var thief = platform.anActiveProfile();
        var registered = platform.submit(
                thief,
                new Register(new Name("Loot"), new RedirectUri("https://loot.example.com/callback"), Scopes.ALL));
        var application = platform.ask(thief, new RetrieveConfiguration(new ApplicationId(registered.value())));
        var client = new ClientSecret(application.clientId(), application.clientSecret());
        var first = new Nonce("n-1");
        var second = new Nonce("n-2");
        var retrieved = platform.submit(
                user.caller(), new RequestCode(application.clientId(), first, Scopes.ALL, Optional.empty()));
        var waiting = platform.submit(
                user.caller(), new RequestCode(application.clientId(), second, Scopes.ALL, Optional.empty()));
        var code = platform.ask(STRANGER, new RetrieveCode(client, retrieved, first))
                .code();

        apply(remedy);

        assertRefused(
                Reason.OAUTH_INVALID_GRANT,
                () -> platform.ask(STRANGER, new ObtainToken(client, code, Optional.empty(), Optional.empty())));
        assertRefused(
                Reason.OAUTH_CODE_NOT_FOUND, () -> platform.ask(STRANGER, new RetrieveCode(client, waiting, second)));
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTokenForPairing(Remedy remedy) {
        var offered = platform.ask(user.caller(), new OfferPairing(Set.of(), Optional.empty()))
                .token()
                .value();
        assertThat(platform.ports.pairingTokens().find(hash(offered), platform.clock.instant()))
                .isPresent();

        apply(remedy);

        assertThat(platform.ports.pairingTokens().find(hash(offered), platform.clock.instant()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTokenForAnUpload(Remedy remedy) {
        var stream = platform.ask(user.caller(), new RetrieveTemporary(platform.reserve(user.caller(), 5)))
                .streamToken();

        apply(remedy);

        assertThat(platform.ports.streamTokens().redeem(hash(stream), platform.clock.instant()))
                .isEmpty();
    }
}
