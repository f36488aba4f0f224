package io.privicore.adapters.amqp.link;

import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.MessageType;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The deliveries that are under way on this node, which hear first what devices report. The same version may be on its
 * way to several devices in deliveries of their own. Whichever node reads a report passes on what it has no delivery for:
 * the one that sent the data may be another.
 */
final class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final String KIND = "receipt";

    private final Nodes nodes;
    private final Map<Way, OpenDelivery> open = new ConcurrentHashMap<>();

    Deliveries(Nodes nodes) {
        this.nodes = nodes;
        nodes.on(KIND, this::passedOn);
    }

    void add(StorageRef ref, Collection<DeviceId> devices, OpenDelivery delivery) {
        devices.forEach(device -> open.put(new Way(ref.value(), device), delivery));
    }

    void remove(StorageRef ref, Collection<DeviceId> devices, OpenDelivery delivery) {
        devices.forEach(device -> open.remove(new Way(ref.value(), device), delivery));
    }

    /** Whether a delivery heard it; if not, it is news to everybody. */
    boolean stored(DeviceId device, Receipt receipt) {
        var address = receipt.address();
        var delivery = open.get(new Way(address.ref(), device));
        return delivery != null && delivery.stored(device, address.version(), address.chunk(), receipt.digest());
    }

    /** Whether a delivery heard it. */
    boolean refused(DeviceId device, UUID ref) {
        var delivery = open.get(new Way(ref, device));
        if (delivery != null) {
            delivery.refused(device);
        }
        return delivery != null;
    }

    /** Tells other nodes of a report that is not, or not only, about deliveries here. */
    void passOn(DeviceId device, DeviceMessage report) {
        if (nodes.hasOthers()) {
            nodes.tellOthers(KIND, new PassedOn(device, report).toBytes());
        }
    }

    private void passedOn(byte[] body) {
        try {
            var passed = PassedOn.of(body);
            switch (passed.message()) {
                case StorageStored stored -> stored.receipts().forEach(receipt -> stored(passed.device(), receipt));
                case StorageRefused refused ->
                    refused(passed.device(), refused.address().ref());
                case DeviceMessage other ->
                    LOG.debugf("Another node passed on a %s, which is no report", MessageType.of(other));
            }
        } catch (MalformedMessage e) {
            LOG.debugf("Another node passed on what cannot be read: %s", e.getMessage());
        }
    }

    private record Way(UUID ref, DeviceId device) {}
}
