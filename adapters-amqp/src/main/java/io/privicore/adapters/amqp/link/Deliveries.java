package io.privicore.adapters.amqp.link;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The deliveries that are under way on this node, which hear first what devices report. The same version may be on its
 * way to several devices in deliveries of their own.
 */
final class Deliveries {

    private final Map<Way, OpenDelivery> open = new ConcurrentHashMap<>();

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

    void refused(DeviceId device, UUID ref) {
        var delivery = open.get(new Way(ref, device));
        if (delivery != null) {
            delivery.refused(device);
        }
    }

    private record Way(UUID ref, DeviceId device) {}
}
