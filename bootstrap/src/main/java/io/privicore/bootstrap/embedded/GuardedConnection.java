package io.privicore.bootstrap.embedded;

import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Protocol;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.plugin.ProtocolEngineCreator;
import org.apache.qpid.server.protocol.v0_8.AMQChannel;
import org.apache.qpid.server.protocol.v0_8.AMQPConnection_0_8Impl;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ProtocolEngine;
import org.apache.qpid.server.transport.ServerNetworkConnection;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 connection on which a device has only the methods a device needs. Broker-J asks its access control for
 * most of the others, but for binding and unbinding a queue it asks nobody.
 */
final class GuardedConnection extends AMQPConnection_0_8Impl {

    GuardedConnection(
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            long id,
            AggregateTicker ticker) {
        super(broker, network, port, transport, Protocol.AMQP_0_9_1, id, ticker);
    }

    @Override
    public ServerChannelMethodProcessor getChannelMethodProcessor(int channelId) {
        ServerChannelMethodProcessor processor = super.getChannelMethodProcessor(channelId);
        if (processor instanceof AMQChannel channel
                && !getAuthorizedPrincipal().getName().equals(BrokerRights.ENGINE)) {
            return new DeviceChannel(this, channel);
        }
        return processor;
    }

    /** Found by Broker-J through the service loader, instead of its own one for this protocol. */
    public static final class Creator implements ProtocolEngineCreator {

        private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

        /** Takes Broker-J's own connections out of the choice; without that the order of the class path would decide. */
        static void replaceDefault() {
            System.setProperty("qpid.plugin.disabled:protocolenginecreator." + Protocol.AMQP_0_9_1, "true");
        }

        @Override
        public String getType() {
            return "PRIVICORE_0_9_1";
        }

        @Override
        public Protocol getVersion() {
            return Protocol.AMQP_0_9_1;
        }

        @Override
        public byte[] getHeaderIdentifier() {
            return HEADER.clone();
        }

        @Override
        public byte @Nullable [] getSuggestedAlternativeHeader() {
            return null;
        }

        @Override
        public ProtocolEngine newProtocolEngine(
                Broker<?> broker,
                ServerNetworkConnection network,
                AmqpPort<?> port,
                Transport transport,
                long id,
                AggregateTicker ticker) {
            GuardedConnection connection = new GuardedConnection(broker, network, port, transport, id, ticker);
            connection.create();
            return connection;
        }
    }
}
