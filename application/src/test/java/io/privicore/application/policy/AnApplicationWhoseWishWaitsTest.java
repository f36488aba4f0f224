package io.privicore.application.policy;

import static io.privicore.application.query.CommandState.STARTED;
import static io.privicore.application.query.CommandState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.TokenCommand.Reserve;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.ConfigurationView;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.Ttl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnApplicationWhoseWishWaitsTest {

    private static final String EVENT = "data-token.reserve";
    private static final Caller MACHINE = Caller.anonymous("10.0.0.9");

    private final VotingSituation situation = new VotingSituation();
    private final ConfigurationView invoices = application("Invoices");
    private final Caller acting = acting(invoices);

    @Test
    void waitsWhereAPolicyNamesIt() {
        situation.gate(EVENT, naming("Invoices"));
        var other = acting(application("Letters"));

        assertThat(state(reserve(acting))).isEqualTo(STARTED);
        assertThat(state(reserve(other))).isEqualTo(SUCCEEDED);
        assertThat(state(reserve(situation.owner))).isEqualTo(SUCCEEDED);
    }

    @Test
    void waitsWhereAPolicySaysItsId() {
        situation.gate(EVENT, naming(invoices.application().toString()));

        assertThat(state(reserve(acting))).isEqualTo(STARTED);
        assertThat(state(reserve(situation.owner))).isEqualTo(SUCCEEDED);
    }

    @Test
    void isShownToVoters() {
        situation.gate(EVENT);
        reserve(acting);

        assertThat(situation.polls().getFirst().motion().attributes()).containsEntry("application", "Invoices");
    }

    @Test
    void isDoneInItsNameOnceTheVotesAgree() {
        situation.gate(EVENT);
        var command = reserve(acting);

        situation.approve();

        assertThat(state(command)).isEqualTo(SUCCEEDED);
        assertThat(situation.platform.outbox.waiting())
                .filteredOn(event -> event.type().equals("data-token.reserved"))
                .singleElement()
                .satisfies(event -> assertThat(event.application())
                        .contains(invoices.application().value()));
    }

    @Test
    void isRejectedOnceItsGrantHasEnded() {
        situation.gate(EVENT);
        var command = reserve(acting);
        situation.platform.submit(situation.owner, new OauthCommand.Remove(invoices.application()));

        situation.approve();

        assertThat(situation.outcome(command).body()).contains("oauth.grant_ended");
    }

    private static Conditions naming(String application) {
        return new Conditions(Map.of(Parameter.APPLICATION, List.of(application)));
    }

    private CommandState state(CommandId command) {
        return situation.outcome(command).state();
    }

    private CommandId reserve(Caller caller) {
        return situation.platform.submit(caller, new Reserve(new DataContext("letters"), new Ttl(5), Metadata.EMPTY));
    }

    private ConfigurationView application(String name) {
        var id = situation.platform.submit(
                situation.owner,
                new OauthCommand.Register(new Name(name), new RedirectUri("https://example.com/cb"), Scopes.ALL));
        return situation.platform.ask(
                situation.owner, new OauthQuery.RetrieveConfiguration(new ApplicationId(id.value())));
    }

    private Caller acting(ConfigurationView application) {
        var client = new ClientSecret(application.clientId(), application.clientSecret());
        var nonce = new Nonce("n-1");
        var request = situation.platform.submit(
                situation.owner,
                new OauthCommand.RequestCode(application.clientId(), nonce, Scopes.ALL, Optional.empty()));
        var code = situation.platform.ask(MACHINE, new OauthQuery.RetrieveCode(client, request, nonce));
        var pair = situation.platform.ask(
                MACHINE, new OauthQuery.ObtainToken(client, code.code(), Optional.empty(), Optional.empty()));
        return Caller.with(pair.token().value(), MACHINE.address());
    }
}
