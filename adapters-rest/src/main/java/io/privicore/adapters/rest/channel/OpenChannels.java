package io.privicore.adapters.rest.channel;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.port.NodeChannels;
import io.privicore.application.query.ProfileQuery.ChannelView;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The channels of this node, by profile and by token, and what waits for those still to come. */
@Singleton
public final class OpenChannels implements NodeChannels {

    private final Timeline timeline;
    private final Acknowledgements acknowledgements;
    private final Backlog backlog;
    private final Map<ProfileId, Set<Channel>> byProfile = new HashMap<>();
    private final Map<TokenHash, Set<Channel>> byToken = new HashMap<>();

    @Inject
    OpenChannels(Timeline timeline, Acknowledgements acknowledgements, ChannelSettings settings) {
        this(
                timeline,
                acknowledgements,
                new Backlog.Bounds(
                        settings.backlog().toMillis(),
                        settings.backlogMessages(),
                        settings.backlogSize(),
                        settings.backlogTotal()));
    }

    OpenChannels(Timeline timeline, Acknowledgements acknowledgements, Backlog.Bounds bounds) {
        this.timeline = timeline;
        this.acknowledgements = acknowledgements;
        this.backlog = new Backlog(bounds);
    }

    @Override
    public void deliver(ProfileId profile, ChannelMessage message) {
        switch (message) {
            case CommandOutcome outcome -> hold(profile, outcome.command(), outcome.submittedAt(), message);
            case DataDelivered data -> hold(profile, data.command(), data.submittedAt(), message);
            case DownloadOffered offered -> hold(profile, offered.command(), offered.submittedAt(), message);
            case DownloadReady ready -> hold(profile, ready.command(), ready.submittedAt(), message);
            case DataRefused refused -> hold(profile, refused.command(), refused.submittedAt(), message);
            // No answer names it, so that there is none to wait for.
            case BallotNotice _ -> send(profile, Messages.text(message), Audience.of(message));
            case TokenEnded ended -> end(ended.token());
        }
    }

    @Override
    public synchronized void end(TokenHash token) {
        var channels = byToken.remove(token);
        if (channels == null) {
            return;
        }
        for (var channel : List.copyOf(channels)) {
            boolean open = channel.profile != null;
            leave(channel);
            if (open) {
                channel.connection.send(Messages.ended(channel.id));
            }
        }
    }

    /** Notes a channel before its token is checked, so that a token which ends meanwhile ends the channel too. */
    synchronized Channel announce(TokenHash token, Connection connection) {
        var channel = new Channel(UUID.randomUUID(), token, connection);
        byToken.computeIfAbsent(token, _ -> new LinkedHashSet<>()).add(channel);
        return channel;
    }

    /**
     * Opens an announced channel: the greeting goes out first, then what was kept, then what comes. False where the token
     * has ended since.
     */
    synchronized boolean open(Channel channel, ChannelView joined, String greeting) {
        long now = timeline.now();
        if (channel.ended || joined.expiresAt().toEpochMilli() <= now) {
            leave(channel);
            return false;
        }
        var profile = joined.profile();
        channel.profile = profile;
        channel.delegation = joined.delegation();
        byProfile.computeIfAbsent(profile, _ -> new LinkedHashSet<>()).add(channel);
        channel.cancelExpiry = timeline.at(joined.expiresAt().toEpochMilli(), () -> expire(channel));
        channel.connection.sendKept(greeting);
        backlog.take(profile, channel.delegation, now).forEach(channel.connection::sendKept);
        return true;
    }

    synchronized void leave(Channel channel) {
        channel.ended = true;
        channel.cancelExpiry.run();
        remove(byToken, channel.token, channel);
        if (channel.profile != null) {
            remove(byProfile, channel.profile, channel);
            channel.profile = null;
        }
    }

    private void hold(ProfileId profile, CommandId command, Instant submittedAt, ChannelMessage message) {
        if (profile.equals(ProfileId.NOBODY)) {
            return;
        }
        var text = Messages.text(message);
        var audience = Audience.of(message);
        acknowledgements.whenAcknowledged(command, submittedAt, () -> send(profile, text, audience));
    }

    private synchronized void send(ProfileId profile, String text, Audience audience) {
        boolean heard = false;
        for (var channel : byProfile.getOrDefault(profile, Set.of())) {
            if (audience.includes(channel.delegation)) {
                channel.connection.send(text);
                heard = true;
            }
        }
        if (!heard) {
            backlog.keep(profile, text, audience, timeline.now());
        }
    }

    private synchronized void expire(Channel channel) {
        if (!channel.ended) {
            leave(channel);
            channel.connection.send(Messages.ended(channel.id));
        }
    }

    private static <K> void remove(Map<K, Set<Channel>> channels, K key, Channel channel) {
        var those = channels.get(key);
        if (those != null && those.remove(channel) && those.isEmpty()) {
            channels.remove(key);
        }
    }
}
