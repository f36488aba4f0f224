package io.privicore.device.storage;

import static io.privicore.device.storage.StoreFixture.aStore;
import static io.privicore.device.storage.StoreFixture.assertAbsent;
import static io.privicore.device.storage.StoreFixture.assertHeld;
import static io.privicore.device.storage.StoreFixture.bytes;
import static io.privicore.device.storage.StoreFixture.commit;
import static io.privicore.device.storage.StoreFixture.damage;
import static io.privicore.device.storage.StoreFixture.delete;
import static io.privicore.protocol.message.DeviceMessage.StorageRefused.Reason.CORRUPT;
import static io.privicore.protocol.message.DeviceMessage.StorageRefused.Reason.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkStoreTest {

    private final UUID ref = UUID.randomUUID();
    private final StorageStore chunk = aStore(ref, 1, 0, "the first chunk");
    private StoreFixture fixture;
    private ChunkStore store;

    @BeforeEach
    void openStore(@TempDir Path folder) throws IOException {
        fixture = new StoreFixture(folder.resolve("chunks"));
        store = fixture.open();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    private void reopen() throws IOException {
        store.close();
        store = fixture.open();
    }

    @Nested
    class AStoredChunk {

        @BeforeEach
        void isReceipted() throws IOException {
            assertThat(commit(store, chunk)).isEqualTo(new Outcome.Kept(new Receipt(chunk.address(), chunk.digest())));
        }

        @Test
        void isReadBack() {
            assertHeld(store, chunk);
        }

        @Test
        void isStillThereAfterARestart() throws IOException {
            reopen();

            assertHeld(store, chunk);
            assertThat(store.usage().items()).isEqualTo(1);
        }

        @Test
        void isNotReadableOnDisk() throws IOException {
            for (var file : fixture.files()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("first chunk");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }

        @Test
        void isReceiptedAgainWithoutBeingWrittenAgain() throws IOException {
            long length = Files.size(fixture.files().getFirst());

            assertThat(commit(store, chunk)).isInstanceOf(Outcome.Kept.class);
            assertThat(Files.size(fixture.files().getFirst())).isEqualTo(length);
            assertThat(store.usage().items()).isEqualTo(1);
        }

        @Test
        void isNotReplacedByOtherBytes() throws IOException {
            var other = aStore(ref, 1, 0, "something else");

            assertThat(commit(store, other)).isEqualTo(refused(other, CORRUPT));
            assertHeld(store, chunk);
        }

        @Test
        void liesWhereTheStoreSays() throws IOException {
            var place = store.places(ref).getFirst();

            assertThat(place.segment()).exists();
            assertThat(place.offset() + place.length()).isEqualTo(Files.size(place.segment()));
        }

        @Test
        void isAbsentOnceItsBytesAreDamaged() throws IOException {
            damage(store.places(ref).getFirst());

            assertAbsent(store, chunk);
            assertThat(store.usage().damaged()).isEqualTo(1);
            assertThat(store.usage().items()).isZero();
        }

        @Test
        void isStoredAnewOnceItIsDamaged() throws IOException {
            damage(store.places(ref).getFirst());

            assertThat(commit(store, chunk)).isInstanceOf(Outcome.Kept.class);
            assertHeld(store, chunk);
            reopen();
            assertHeld(store, chunk);
        }
    }

    @Nested
    class ADeletedReference {

        @BeforeEach
        void isDeleted() throws IOException {
            commit(store, chunk);
            delete(store, ref);
        }

        @Test
        void isGone() throws IOException {
            assertAbsent(store, chunk);
            assertThat(store.usage().used()).isZero();
            reopen();
            assertAbsent(store, chunk);
        }

        @Test
        void isNotBroughtBackByAnOldStore() throws IOException {
            assertThat(commit(store, chunk)).isEqualTo(new Outcome.Gone(new StorageDeleted(ref, 1)));
            assertAbsent(store, chunk);
            reopen();
            assertThat(commit(store, chunk)).isInstanceOf(Outcome.Gone.class);
            assertAbsent(store, chunk);
        }

        @Test
        void isDeletedAgainWithoutBeingWrittenAgain() throws IOException {
            long length = Files.size(fixture.files().getFirst());

            delete(store, ref);

            assertThat(Files.size(fixture.files().getFirst())).isEqualTo(length);
        }
    }

    @Nested
    class DeletingOldVersions {

        private final StorageStore second = aStore(ref, 2, 0, "second");
        private final StorageStore third = aStore(ref, 3, 0, "third");

        @Test
        void leavesTheNewerOnes() throws IOException {
            store.commit(List.of(chunk, second, third));

            commit(store, new StorageDelete(ref, 2));

            assertAbsent(store, chunk);
            assertAbsent(store, second);
            assertHeld(store, third);
            reopen();
            assertAbsent(store, second);
            assertHeld(store, third);
        }
    }

    @Nested
    class OneGroup {

        @Test
        void isCarriedOutInOrder() throws IOException {
            var newer = aStore(ref, 2, 0, "newer");
            var other = aStore(ref, 2, 0, "other bytes");

            var outcomes = store.commit(List.of(chunk, chunk, new StorageDelete(ref, 1), chunk, newer, other));

            assertThat(outcomes)
                    .containsExactly(
                            new Outcome.Kept(new Receipt(chunk.address(), chunk.digest())),
                            new Outcome.Kept(new Receipt(chunk.address(), chunk.digest())),
                            new Outcome.Gone(new StorageDeleted(ref, 1)),
                            new Outcome.Gone(new StorageDeleted(ref, 1)),
                            new Outcome.Kept(new Receipt(newer.address(), newer.digest())),
                            refused(other, CORRUPT));
            assertAbsent(store, chunk);
            assertHeld(store, newer);
        }

        @Test
        void mayBeEmpty() throws IOException {
            assertThat(store.commit(List.of())).isEmpty();
        }
    }

    @Nested
    class Refusing {

        @Test
        void whatIsNotWhatItsDigestSays() throws IOException {
            var wrong = new StorageStore(
                    new ChunkAddress(ref, 1, 0, 1), Digest.sha256(bytes("one thing")), bytes("another"));

            assertThat(commit(store, wrong)).isEqualTo(refused(wrong, CORRUPT));
            assertAbsent(store, wrong);
        }

        @Test
        void whatDoesNotFit() throws IOException {
            store.close();
            fixture.capacity = 1000;
            store = fixture.open();
            var random = new Random(1);
            var first = aStore(random, 500);
            var second = aStore(random, 500);

            var outcomes = store.commit(List.of(first, second));

            assertThat(outcomes.getLast()).isEqualTo(refused(second, FULL));
            assertHeld(store, first);
            assertAbsent(store, second);
            delete(store, first.address().ref());
            assertThat(commit(store, second)).isInstanceOf(Outcome.Kept.class);
        }
    }

    private static Outcome refused(StorageStore store, StorageRefused.Reason reason) {
        return new Outcome.Refused(new StorageRefused(store.address(), reason));
    }
}
