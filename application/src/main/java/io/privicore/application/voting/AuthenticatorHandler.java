package io.privicore.application.voting;

import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.command.AuthenticatorCommand.Register;
import io.privicore.application.command.AuthenticatorCommand.Remove;
import io.privicore.application.command.AuthenticatorCommand.SetAttempts;
import io.privicore.application.command.AuthenticatorCommand.SetQuorumSize;
import io.privicore.application.command.AuthenticatorCommand.SetStrategy;
import io.privicore.application.command.AuthenticatorCommand.SetTimeLimit;
import io.privicore.application.device.VotesInReach;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Polls;
import io.privicore.application.port.Polls.VoteCounts;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.application.query.AuthenticatorQuery;
import io.privicore.application.query.AuthenticatorQuery.AuthenticatorView;
import io.privicore.application.query.AuthenticatorQuery.ListAuthenticators;
import io.privicore.application.query.AuthenticatorQuery.RetrieveStrategy;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.VotingSettings;
import java.util.List;
import java.util.function.Function;

/** Carries out what is asked of authenticators and of how a profile votes. */
public final class AuthenticatorHandler {

    private final Devices devices;
    private final DeviceViews views;
    private final VotingConfigurations configurations;
    private final Polls polls;
    private final VotesInReach votes;

    public AuthenticatorHandler(
            Devices devices, DeviceViews views, VotingConfigurations configurations, Polls polls, VotesInReach votes) {
        this.devices = devices;
        this.views = views;
        this.configurations = configurations;
        this.polls = polls;
        this.votes = votes;
    }

    public Work prepare(Invocation in, AuthenticatorCommand command) {
        return switch (command) {
            case Register register -> () -> register(in, register);
            case Remove remove -> () -> remove(in, remove);
            case SetQuorumSize size -> () -> set(in, settings -> quorum(settings, size.quorumSize()));
            case SetStrategy strategy -> () -> set(in, settings -> settings.strategy(strategy.strategy()));
            case SetTimeLimit limit -> () -> set(in, settings -> settings.timeLimit(limit.timeLimit()));
            case SetAttempts attempts -> () -> set(in, settings -> settings.attempts(attempts.attempts()));
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, AuthenticatorQuery<R> query) {
        return (R)
                switch (query) {
                    case ListAuthenticators _ -> list(actor.profile());
                    case RetrieveStrategy _ ->
                        configurations.settings(actor.profile()).rules();
                };
    }

    private Outcome register(Invocation in, Register command) {
        votes.keep(
                in.profile(),
                () -> devices.save(devices.get(in.profile(), command.device()).registerAuthenticator()));
        return Outcome.done();
    }

    private Outcome remove(Invocation in, Remove command) {
        Runnable removal =
                () -> devices.save(devices.get(in.profile(), command.device()).removeAuthenticator());
        if (command.force()) {
            removal.run();
        } else {
            votes.keep(in.profile(), removal);
        }
        return Outcome.done();
    }

    private Outcome set(Invocation in, Function<VotingSettings, Change<VotingSettings>> change) {
        votes.keep(
                in.profile(), () -> configurations.saveSettings(change.apply(configurations.settings(in.profile()))));
        return Outcome.done();
    }

    private Change<VotingSettings> quorum(VotingSettings settings, int size) {
        return settings.quorum(size, devices.authenticatorsOf(settings.owner()).size());
    }

    private List<AuthenticatorView> list(ProfileId owner) {
        var counts = polls.countVotes(owner);
        return views.ofProfile(owner).stream()
                .filter(device -> device.roles().contains(DeviceRole.AUTHENTICATOR))
                .map(device -> {
                    var votes = counts.getOrDefault(device.device(), VoteCounts.NONE);
                    return new AuthenticatorView(
                            device, votes.yes(), votes.no(), votes.abstain(), votes.pending(), votes.lapsed());
                })
                .toList();
    }
}
