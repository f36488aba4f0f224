package io.privicore.application.port;

import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Channels that keep what they were told. */
public final class RecordedChannels implements Channels {

    private final List<Told> told = new CopyOnWriteArrayList<>();

    @Override
    public void tell(ProfileId profile, ChannelMessage message) {
        told.add(new Told(profile, message));
    }

    public <M extends ChannelMessage> List<M> told(Class<M> type) {
        return told.stream()
                .map(Told::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<Told> all() {
        return List.copyOf(told);
    }

    public record Told(ProfileId profile, ChannelMessage message) {}
}
