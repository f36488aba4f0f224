package io.privicore.adapters.rest.channel;

import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.ApplicationId;
import java.util.Optional;

/**
 * Which applications may hear a message, beside the profile itself, which hears all: the one whose command it is about, or
 * those that may read what it carries.
 */
record Audience(Optional<ApplicationId> application, Optional<Scope> scope) {

    static Audience of(ChannelMessage message) {
        return switch (message) {
            case CommandOutcome outcome -> new Audience(outcome.application(), Optional.empty());
            case DataDelivered _, DownloadOffered _, DownloadReady _, DataRefused _ -> of(Scope.DATA_TOKEN_READ);
            case BallotNotice _ -> of(Scope.VOTING_READ);
            case TokenEnded _ -> of(Scope.NONE);
        };
    }

    boolean includes(Optional<Delegation> listener) {
        return listener.isEmpty() || listener.filter(this::includes).isPresent();
    }

    private boolean includes(Delegation listener) {
        return application.filter(listener.application()::equals).isPresent()
                || scope.filter(listener.scopes()::cover).isPresent();
    }

    private static Audience of(Scope scope) {
        return new Audience(Optional.empty(), Optional.of(scope));
    }
}
