package io.privicore.adapters.amqp.topology;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import io.privicore.domain.kernel.DeviceId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Every name at the broker. Queues of devices are made with their accounts; all else is declared here. */
public final class Topology {

    /** Where devices write, each with its own id as routing key. */
    public static final String ENGINE = "privicore.engine";

    /** Where integrators read. */
    public static final String EVENTS = "privicore.events";

    /** Where nodes tell each other. */
    public static final String NODES = "privicore.nodes";

    /** How many inboxes devices are spread over; it never changes, since bindings outlive a release. */
    public static final int INBOXES = 8;

    private Topology() {}

    public static String deviceQueue(DeviceId device) {
        return "privicore.device." + device;
    }

    public static String inbox(int index) {
        return "privicore.engine.inbox." + index;
    }

    public static List<String> inboxes() {
        return IntStream.range(0, INBOXES).mapToObj(Topology::inbox).toList();
    }

    /** The one inbox of a device, so that what it says is read in order. */
    public static String inboxOf(DeviceId device) {
        return inbox(Math.floorMod(device.value().hashCode(), INBOXES));
    }

    /** Declares what the engine needs; what is there already stays as it is. */
    public static void declare(Connection connection) throws IOException, TimeoutException {
        try (var channel = connection.createChannel()) {
            channel.exchangeDeclare(ENGINE, BuiltinExchangeType.DIRECT, true);
            channel.exchangeDeclare(EVENTS, BuiltinExchangeType.TOPIC, true);
            channel.exchangeDeclare(NODES, BuiltinExchangeType.DIRECT, true);
            for (var inbox : inboxes()) {
                channel.queueDeclare(inbox, true, false, false, Map.of());
            }
        }
    }
}
