package io.privicore.adapters.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.domain.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many payloads of 1 KiB reach the queues of three devices in a second, confirmed, while the devices read them. A
 * program, not a test: arguments are the number of callers and of payloads. The broker is that of {@link TestBroker}.
 */
final class StoreSpeed {

    private StoreSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int callers = Integer.parseInt(arguments[0]);
        int payloads = Integer.parseInt(arguments[1]);
        var platform = new TestNode.Platform();
        var open = new ArrayList<AutoCloseable>();
        try (var node = TestNode.connected(platform)) {
            var devices = new ArrayList<Device>();
            for (int i = 0; i < 3; i++) {
                var device = new ScriptedDevice(platform);
                open.add(device);
                open.add(reading(device));
                devices.add(device.pinned());
            }
            for (int round = 0; round < 3; round++) {
                run(node, devices, callers, payloads);
            }
        } finally {
            for (var each : open.reversed()) {
                each.close();
            }
        }
        System.exit(0);
    }

    private static Connection reading(ScriptedDevice device) throws Exception {
        var connection = TestBroker.connectAs(device.id);
        var channel = connection.createChannel();
        channel.basicConsume(Topology.deviceQueue(device.id), true, new DefaultConsumer(channel));
        return connection;
    }

    private static void run(TestNode node, List<Device> devices, int callers, int payloads) throws Exception {
        var micros = new AtomicLongArray(payloads);
        var next = new AtomicInteger();
        var chunks = List.of(Exchanges.bytes(1024));
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                var _ = threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < payloads; i = next.getAndIncrement()) {
                        long before = System.nanoTime();
                        int reached = Exchanges.store(node, Exchanges.placementOf(chunks), chunks, devices)
                                .size();
                        if (reached != devices.size()) {
                            throw new IllegalStateException("reached " + reached);
                        }
                        micros.set(i, (System.nanoTime() - before) / 1000);
                    }
                    return null;
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] sorted = new long[payloads];
        Arrays.setAll(sorted, micros::get);
        Arrays.sort(sorted);
        System.out.printf(
                "%d callers: %.0f payloads/s to %d queues, p50 %.1f ms, p99 %.1f ms%n",
                callers,
                payloads / seconds,
                devices.size(),
                sorted[payloads / 2] / 1e3,
                sorted[payloads * 99 / 100] / 1e3);
    }
}
