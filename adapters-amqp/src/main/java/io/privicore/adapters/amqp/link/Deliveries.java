package io.privicore.adapters.amqp.link;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The deliveries that are under way on this node, which hear first what devices report. */
final class Deliveries {

    private final Map<UUID, OpenDelivery> open = new ConcurrentHashMap<>();

    void add(StorageRef ref, OpenDelivery delivery) {
        open.put(ref.value(), delivery);
    }

    void remove(StorageRef ref, OpenDelivery delivery) {
        open.remove(ref.value(), delivery);
    }

    /** Whether a delivery heard it; if not, it is news to everybody. */
    boolean stored(DeviceId device, Receipt receipt) {
        var address = receipt.address();
        var delivery = open.get(address.ref());
        return delivery != null && delivery.stored(device, address.version(), address.chunk(), receipt.digest());
    }

    void refused(DeviceId device, UUID ref) {
        var delivery = open.get(ref);
        if (delivery != null) {
            delivery.refused(device);
        }
    }
}
