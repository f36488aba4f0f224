package io.privicore.device.storage;

import static io.privicore.device.storage.StoreFixture.aStore;
import static io.privicore.device.storage.StoreFixture.commit;
import static io.privicore.device.storage.StoreFixture.damage;
import static io.privicore.device.storage.StoreFixture.delete;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.dialogue.Heard;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory;
import io.privicore.protocol.message.Inventory.Bucket;
import io.privicore.protocol.message.Inventory.HeldChunk;
import io.privicore.protocol.message.Inventory.Item;
import io.privicore.protocol.message.Inventory.Scope;
import io.privicore.protocol.session.ReplayWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InventoriesTest {

    private final RecordingEngine engine = new RecordingEngine();
    private final UUID ref = new UUID(-1, 7);
    private StoreFixture fixture;
    private ChunkStore store;
    private Inventories inventories;

    @BeforeEach
    void openStore(@TempDir Path folder) throws IOException {
        fixture = new StoreFixture(folder.resolve("chunks"));
        fixture.segmentBytes = 4096;
        open();
    }

    @AfterEach
    void closeStore() throws IOException {
        inventories.close();
        store.close();
    }

    private void open() throws IOException {
        store = fixture.open();
        inventories = new Inventories(store, engine, "device");
    }

    /** The pages of an answer, all of the same request, of which only the last says that it is. */
    private List<StorageInventoryPage> ask(Scope scope, boolean deep) throws InterruptedException {
        var question = new StorageInventory(UUID.randomUUID(), scope, deep);
        var heard = heard();
        inventories.add(question, heard, CompletableFuture.completedFuture(null));
        var pages = new ArrayList<StorageInventoryPage>();
        do {
            pages.add(engine.next(StorageInventoryPage.class));
            assertThat(pages.getLast().request()).isEqualTo(question.request());
        } while (!pages.getLast().last());
        assertThat(RecordingEngine.taken(engine.settled)).isSameAs(heard);
        return pages;
    }

    private static Heard heard() {
        return new Heard(1, new ReplayWindow(), 1);
    }

    private List<Bucket> buckets(boolean deep) throws InterruptedException {
        return ask(Scope.Buckets.ALL, deep).stream()
                .flatMap(page -> page.buckets().stream())
                .toList();
    }

    private List<Item> items(int bucket, boolean deep) throws InterruptedException {
        return ask(new Scope.Items(bucket), deep).stream()
                .flatMap(page -> page.items().stream())
                .toList();
    }

    private List<HeldChunk> chunks(UUID ref, long version, boolean deep) throws InterruptedException {
        return ask(new Scope.Chunks(ref, version), deep).stream()
                .flatMap(page -> page.chunks().stream())
                .toList();
    }

    @Test
    void takesInWhatWasHeardBeforeTheQuestion() throws Exception {
        var before = new CompletableFuture<>();
        inventories.add(new StorageInventory(UUID.randomUUID(), new Scope.Items(7), false), heard(), before);
        commit(store, aStore(ref, 1, 0, "chunk"));
        before.complete(null);

        assertThat(engine.next(StorageInventoryPage.class).items())
                .extracting(Item::ref)
                .containsExactly(ref);
    }

    @Nested
    class AnEmptyStore {

        @Test
        void hasABucketOfEveryNumberWithTheDigestOfNothing() throws Exception {
            var nothing = Inventory.ofItems(List.of());

            assertThat(buckets(false))
                    .isEqualTo(IntStream.range(0, Inventory.BUCKETS)
                            .mapToObj(number -> new Bucket(number, nothing))
                            .toList());
        }

        @Test
        void answersOneEmptyPage() throws Exception {
            assertThat(ask(new Scope.Items(7), true)).singleElement().satisfies(page -> assertThat(page.items())
                    .isEmpty());
            assertThat(ask(new Scope.Chunks(ref, 1), false)).singleElement().satisfies(page -> assertThat(page.chunks())
                    .isEmpty());
        }
    }

    @Nested
    class MoreThanAPage {

        private static final int MOST = StorageInventoryPage.MOST_ENTRIES;

        @Test
        void ofChunksIsToldInOrder() throws Exception {
            var all = IntStream.range(0, MOST + 1)
                    .mapToObj(chunk -> aStore(ref, 3, chunk, "chunk " + chunk))
                    .toList();
            store.commit(all.reversed());

            var pages = ask(new Scope.Chunks(ref, 3), false);

            assertThat(pages).extracting(page -> page.chunks().size()).containsExactly(MOST, 1);
            assertThat(pages.stream().flatMap(page -> page.chunks().stream()))
                    .containsExactlyElementsOf(all.stream()
                            .map(chunk -> new HeldChunk(chunk.address().chunk(), chunk.digest()))
                            .toList());
        }

        @Test
        void ofItemsIsToldInOrder() throws Exception {
            var random = new Random(1);
            var all = IntStream.range(0, 2 * MOST)
                    .mapToObj(_ -> aStore(new UUID(random.nextLong(), 256L * random.nextInt() + 9), 1, 0, "x"))
                    .toList();
            store.commit(all);

            var pages = ask(new Scope.Items(9), false);

            assertThat(pages).extracting(page -> page.items().size()).containsExactly(MOST, MOST);
            assertThat(pages.stream().flatMap(page -> page.items().stream()))
                    .containsExactlyElementsOf(all.stream()
                            .map(chunk -> anItem(chunk.address().ref(), 1, List.of(chunk)))
                            .sorted(Item.ORDER)
                            .toList());
        }
    }

    @Nested
    class ADeepInventory {

        private final List<StorageStore> all = IntStream.range(0, 50)
                .mapToObj(chunk -> aStore(ref, 1, chunk, "chunk " + chunk))
                .toList();

        @BeforeEach
        void damageTwo() throws IOException {
            store.commit(all);
            damage(store, all.get(3).address());
            damage(store, all.get(40).address());
        }

        @Test
        void findsExactlyWhatIsDamaged() throws Exception {
            assertThat(chunks(ref, 1, true))
                    .extracting(HeldChunk::chunk)
                    .hasSize(48)
                    .doesNotContain(3, 40);
            assertThat(store.usage().damaged()).isEqualTo(2);
            assertThat(store.usage().items()).isEqualTo(48);
        }

        @Test
        void ofABucketCountsWhatIsLeft() throws Exception {
            assertThat(items(7, true)).singleElement().satisfies(item -> assertThat(item.chunks())
                    .isEqualTo(48));
            assertThat(items(7, false)).isEqualTo(items(7, true));
        }

        @Test
        void leavesOtherBucketsUnread() throws Exception {
            ask(new Scope.Buckets(8, 255), true);

            assertThat(store.usage().damaged()).isZero();
        }

        @Test
        void isNotMadeWithoutBeingAskedFor() throws Exception {
            assertThat(chunks(ref, 1, false)).hasSize(50);
        }
    }

    @Nested
    class AnInventoryThatIsCutShort {

        @Test
        void isNotSettled() throws Exception {
            commit(store, aStore(ref, 1, 0, "chunk"));
            engine.lost = true;

            inventories.add(
                    new StorageInventory(UUID.randomUUID(), Scope.Buckets.ALL, false),
                    heard(),
                    CompletableFuture.completedFuture(null));

            RecordingEngine.taken(engine.failures);
            inventories.close();
            assertThat(engine.settled).isEmpty();
        }
    }

    @Nested
    class AnyHistory {

        /** What must be held. */
        private final Map<ChunkAddress, Digest> sound = new HashMap<>();

        /** What was damaged may be held again: compaction leaves good copies behind in segments it cannot empty. */
        private final Set<ChunkAddress> damaged = new HashSet<>();

        private final Map<ChunkAddress, Digest> model = new HashMap<>();
        private final List<UUID> refs = new ArrayList<>();
        private Random dice = new Random();

        @Test
        void leavesWhatAModelWouldTell() throws Exception {
            long seed = Long.getLong("seed", System.nanoTime());
            System.out.println("InventoriesTest: seed " + seed);
            dice = new Random(seed);
            for (int i = 0; i < 12; i++) {
                refs.add(new UUID(dice.nextLong(), 256L * dice.nextInt() + dice.nextInt(3)));
            }
            for (int step = 1; step <= 2000; step++) {
                change();
                if (step % 100 == 0) {
                    assertStock();
                }
            }
        }

        private void change() throws IOException {
            int throwOf = dice.nextInt(100);
            if (throwOf < 75) {
                var chunk = aStore(
                        refs.get(dice.nextInt(refs.size())),
                        dice.nextInt(4),
                        dice.nextInt(20),
                        "bytes %d".formatted(dice.nextInt(2)));
                if (commit(store, chunk) instanceof Outcome.Kept) {
                    sound.put(chunk.address(), chunk.digest());
                    damaged.remove(chunk.address());
                }
            } else if (throwOf < 80) {
                int which = dice.nextInt(refs.size());
                long upTo = dice.nextInt(5);
                var gone = refs.get(which);
                if (upTo == 4) {
                    delete(store, gone);
                    refs.set(which, new UUID(dice.nextLong(), 256L * dice.nextInt() + dice.nextInt(3)));
                } else {
                    commit(store, new StorageDelete(gone, upTo));
                }
                for (var all : List.of(sound.keySet(), damaged)) {
                    all.removeIf(address -> address.ref().equals(gone) && (upTo == 4 || address.version() <= upTo));
                }
            } else if (throwOf < 95) {
                if (!sound.isEmpty()) {
                    var address = List.copyOf(sound.keySet()).get(dice.nextInt(sound.size()));
                    damage(store, address);
                    sound.remove(address);
                    damaged.add(address);
                }
            } else if (throwOf < 98) {
                store.compact();
            } else {
                closeStore();
                open();
            }
        }

        private void assertStock() throws InterruptedException {
            boolean byItems = dice.nextBoolean();
            for (int bucket = 0; bucket < 3; bucket++) {
                var items = byItems ? items(bucket, true) : List.<Item>of();
                var digest = byItems
                        ? List.<Bucket>of()
                        : ask(new Scope.Buckets(bucket, bucket), true)
                                .getFirst()
                                .buckets();
                readWhatIsThere();
                if (byItems) {
                    assertThat(items).isEqualTo(modelOf(bucket));
                } else {
                    assertThat(digest).containsExactly(new Bucket(bucket, Inventory.ofItems(modelOf(bucket))));
                }
                for (var item : modelOf(bucket)) {
                    assertThat(chunks(item.ref(), item.version(), false)).isEqualTo(modelOf(item));
                }
            }
            assertThat(buckets(false))
                    .isEqualTo(IntStream.range(0, Inventory.BUCKETS)
                            .mapToObj(number -> new Bucket(number, Inventory.ofItems(modelOf(number))))
                            .toList());
            assertThat(store.usage().items()).isEqualTo(model.size());
        }

        private void readWhatIsThere() {
            model.clear();
            model.putAll(sound);
            for (var address : damaged) {
                store.read(address.ref(), address.version(), address.chunk())
                        .ifPresent(copy -> model.put(address, copy.digest()));
            }
        }

        private List<Item> modelOf(int bucket) {
            return model.keySet().stream()
                    .filter(address -> Inventory.bucketOf(address.ref()) == bucket)
                    .map(address -> anItem(address.ref(), address.version(), stored(address)))
                    .distinct()
                    .sorted(Item.ORDER)
                    .toList();
        }

        private List<HeldChunk> modelOf(Item item) {
            return chunksOf(item.ref(), item.version()).entrySet().stream()
                    .map(entry -> new HeldChunk(entry.getKey(), entry.getValue()))
                    .toList();
        }

        private List<StorageStore> stored(ChunkAddress any) {
            return chunksOf(any.ref(), any.version()).entrySet().stream()
                    .map(entry -> new StorageStore(
                            new ChunkAddress(any.ref(), any.version(), entry.getKey(), 0),
                            entry.getValue(),
                            Bytes.empty()))
                    .toList();
        }

        private TreeMap<Integer, Digest> chunksOf(UUID ref, long version) {
            var chunks = new TreeMap<Integer, Digest>();
            model.forEach((address, digest) -> {
                if (address.ref().equals(ref) && address.version() == version) {
                    chunks.put(address.chunk(), digest);
                }
            });
            return chunks;
        }
    }

    private static Item anItem(UUID ref, long version, List<StorageStore> chunks) {
        var held = chunks.stream()
                .map(chunk -> new HeldChunk(chunk.address().chunk(), chunk.digest()))
                .toList();
        return new Item(ref, version, held.size(), Inventory.ofChunks(held));
    }
}
