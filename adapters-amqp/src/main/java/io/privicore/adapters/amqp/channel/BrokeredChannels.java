package io.privicore.adapters.amqp.channel;

import io.privicore.adapters.amqp.channel.MessageCodec.Told;
import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.NodeChannels;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Channels on this node and, over the broker, on every other. Between nodes messages are sealed. */
public final class BrokeredChannels implements Channels {

    private static final Logger LOG = Logger.getLogger(BrokeredChannels.class);
    private static final String KIND = "channel";
    private static final String PURPOSE = "channel";

    private final Supplier<NodeChannels> here;
    private final Nodes nodes;
    private final Envelopes envelopes;

    /** @param here asked for with every message, since channels may need the application, which needs this */
    public BrokeredChannels(Supplier<NodeChannels> here, Nodes nodes, Envelopes envelopes) {
        this.here = here;
        this.nodes = nodes;
        this.envelopes = envelopes;
        nodes.on(KIND, this::heard);
    }

    @Override
    public void tell(ProfileId profile, ChannelMessage message) {
        var told = new Told(profile, message);
        try {
            deliver(told);
        } catch (RuntimeException e) {
            LOG.warnf("Channels on this node were not told: %s", e);
        }
        try {
            if (nodes.hasOthers()) {
                var sealed = envelopes.sealSecret(Bytes.wrap(MessageCodec.encode(told)), PURPOSE);
                nodes.tellOthers(KIND, sealed.view());
            }
        } catch (RuntimeException e) {
            LOG.warnf("Channels on other nodes were not told: %s", e);
        }
    }

    private void heard(byte[] sealed) {
        deliver(MessageCodec.decode(
                envelopes.openSecret(Bytes.wrap(sealed), PURPOSE).view()));
    }

    private void deliver(Told told) {
        var channels = here.get();
        switch (told.message()) {
            case TokenEnded ended -> channels.end(ended.token());
            case CommandOutcome outcome -> channels.deliver(told.profile(), outcome);
            case DataDelivered data -> channels.deliver(told.profile(), data);
            case DownloadOffered offered -> channels.deliver(told.profile(), offered);
            case DownloadReady ready -> channels.deliver(told.profile(), ready);
            case BallotNotice notice -> channels.deliver(told.profile(), notice);
            case DataRefused refused -> channels.deliver(told.profile(), refused);
        }
    }
}
