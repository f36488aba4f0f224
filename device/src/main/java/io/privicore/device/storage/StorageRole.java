package io.privicore.device.storage;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.device.dialogue.Listener;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.EngineMessage.StorageChange;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageMessage;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The device as storage, while a connection lasts. */
public final class StorageRole implements Listener<StorageMessage> {

    private final ChunkStore store;
    private final Engine engine;
    private final InstantSource clock;
    private final Commits commits;
    private final Fetches fetches;
    private final Inventories inventories;
    private final Scrub scrub;

    public StorageRole(
            ChunkStore store,
            Scrub scrub,
            Engine engine,
            String deviceId,
            Ed25519KeyPair signing,
            InstantSource clock) {
        this.store = store;
        this.scrub = scrub;
        this.engine = engine;
        this.clock = clock;
        this.commits = new Commits(store, engine, deviceId, signing, clock);
        this.fetches = new Fetches(store, engine, deviceId);
        this.inventories = new Inventories(store, engine, deviceId);
        commits.start();
        scrub.tell(engine);
    }

    @Override
    public void hear(StorageMessage message, Heard heard) {
        switch (message) {
            case StorageChange change -> commits.add(change, heard);
            case StorageFetch fetch -> fetches.add(fetch, heard);
            case StorageProve question -> fetches.add(question, heard);
            case StorageInventory question -> inventories.add(question, heard, commits.soFar());
            case StorageStatus _ -> {
                var _ = heartbeat().whenCompleteAsync((_, failure) -> {
                    if (failure == null) {
                        engine.settle(List.of(heard));
                    } else {
                        engine.giveUp(failure);
                    }
                });
            }
        }
    }

    @Override
    public void beat() {
        var _ = heartbeat().whenCompleteAsync((_, failure) -> {
            if (failure != null) {
                engine.giveUp(failure);
            }
        });
    }

    private CompletableFuture<Void> heartbeat() {
        var usage = store.usage();
        return engine.say(new Heartbeat(usage.capacity(), usage.used(), usage.items(), clock.instant()));
    }

    @Override
    public void close() {
        scrub.leave(engine);
        commits.close();
        fetches.close();
        inventories.close();
    }
}
