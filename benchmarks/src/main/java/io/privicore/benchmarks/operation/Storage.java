package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Channel;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Role;
import io.privicore.benchmarks.platform.RunningDevices;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A profile with storage devices, and what is needed to put data on them. */
public record Storage(Account account, Channel channel, RunningDevices devices, String data) implements AutoCloseable {

    private static final String RESERVATION = Json.of(Map.of("context", "benchmark", "ttl", 1440));

    public static Storage open(Platform platform, Wishes wishes) throws IOException, InterruptedException {
        Account account = platform.account();
        RunningDevices devices = RunningDevices.start(account, Role.STORAGE, wishes.devices(), wishes.deviceCommand());
        byte[] payload = new byte[wishes.payload()];
        new Random(1).nextBytes(payload);
        return new Storage(
                account, Channel.join(account), devices, Base64.getEncoder().encodeToString(payload));
    }

    /** As many temporary tokens, by all clients at once. */
    public Queue<String> reserved(int count, int clients) throws Exception {
        Queue<String> tokens = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(count);
        Callable<Void> reserving = () -> {
            try (Wire wire = account.wire()) {
                while (left.getAndDecrement() > 0) {
                    tokens.add(reserve(wire));
                }
            }
            return null;
        };
        List<Future<Void>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(reserving));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Expected to reserve tokens in advance", e.getCause());
        }
        return tokens;
    }

    /** The permanent token. */
    public String exchange(Wire wire, String temporary) throws IOException, InterruptedException {
        String body = "{\"temporaryTokenSpace\":\"" + temporary + "\",\"data\":\"" + data + "\"}";
        String id = wire.post("/data-token/exchange-data-for-token", body)
                .expect(202)
                .field("commandId");
        return channel.success(id).path("body").asText();
    }

    private String reserve(Wire wire) throws IOException, InterruptedException {
        String id = wire.post("/data-token/reserve-token-space", RESERVATION)
                .expect(202)
                .field("commandId");
        channel.success(id);
        return wire.get("/data-token/retrieve-temporary-data-token/" + id)
                .expect(200)
                .field("token");
    }

    @Override
    public void close() {
        channel.close();
        devices.close();
    }
}
