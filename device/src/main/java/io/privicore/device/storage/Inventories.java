package io.privicore.device.storage;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.Inventory.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Answers inventories one after the other, page by page, while stores and fetches go on. One that is heard again is answered
 * again.
 */
final class Inventories {

    private static final int UNCONFIRMED = 4;

    private final ChunkStore store;
    private final Engine engine;
    /** A platform thread: a deep inventory computes for long, and a virtual thread would not let others have their turn. */
    private final ExecutorService thread;

    private volatile boolean over;

    Inventories(ChunkStore store, Engine engine, String deviceId) {
        this.store = store;
        this.engine = engine;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .daemon()
                .name("device-inventory-" + deviceId)
                .factory());
    }

    /** @param heardBefore ends when what was heard before the question is part of what is held */
    void add(StorageInventory question, Heard heard, CompletableFuture<?> heardBefore) {
        thread.execute(() -> {
            try {
                heardBefore.join();
                answer(question);
                engine.settle(List.of(heard));
            } catch (RuntimeException e) {
                engine.giveUp(e);
            }
        });
    }

    private void answer(StorageInventory question) {
        var request = question.request();
        var stock = new Stock(store, question.deep(), this::requireTime);
        switch (question.scope()) {
            case Scope.Buckets buckets ->
                say(
                        IntStream.rangeClosed(buckets.from(), buckets.to())
                                .mapToObj(stock::bucket)
                                .iterator(),
                        (some, last) -> new StorageInventoryPage(request, some, List.of(), List.of(), last));
            case Scope.Items items ->
                say(
                        stock.items(items.bucket()),
                        (some, last) -> new StorageInventoryPage(request, List.of(), some, List.of(), last));
            case Scope.Chunks chunks ->
                say(
                        stock.chunks(chunks.ref(), chunks.version()),
                        (some, last) -> new StorageInventoryPage(request, List.of(), List.of(), some, last));
        }
    }

    private <E> void say(Iterator<E> entries, PageOf<E> form) {
        var unconfirmed = new ArrayDeque<CompletableFuture<Void>>();
        do {
            var some = new ArrayList<E>();
            while (some.size() < StorageInventoryPage.MOST_ENTRIES && entries.hasNext()) {
                some.add(entries.next());
            }
            unconfirmed.add(engine.say(form.page(some, !entries.hasNext())));
            if (unconfirmed.size() == UNCONFIRMED) {
                unconfirmed.remove().join();
            }
        } while (entries.hasNext());
        unconfirmed.forEach(CompletableFuture::join);
    }

    private void requireTime() {
        if (over) {
            throw new CancellationException("Expected to answer an inventory, but the connection is over");
        }
    }

    /** Ends soon: what is not answered will be heard again. */
    void close() {
        over = true;
        thread.close();
    }

    private interface PageOf<E> {
        StorageInventoryPage page(List<E> some, boolean last);
    }
}
