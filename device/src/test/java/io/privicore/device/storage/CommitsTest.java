package io.privicore.device.storage;

import static io.privicore.device.storage.StoreFixture.aStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.dialogue.Heard;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.session.ReplayWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommitsTest {

    private static final int MEGABYTE = 1 << 20;

    private final RecordingEngine engine = new RecordingEngine();
    private final Random random = new Random(1);
    private ChunkStore store;
    private Commits commits;

    @BeforeEach
    void openStore(@TempDir Path folder) throws IOException {
        var fixture = new StoreFixture(folder.resolve("chunks"));
        fixture.segmentBytes = 128 * MEGABYTE;
        store = fixture.open();
        commits = new Commits(store, engine, "device", Ed25519KeyPair.generate(), InstantSource.system());
        commits.start();
    }

    @AfterEach
    void closeStore() throws IOException {
        commits.close();
        store.close();
    }

    private StorageStore add() {
        var chunk = aStore(random, MEGABYTE);
        commits.add(chunk, new Heard(1, new ReplayWindow(), 1));
        return chunk;
    }

    @Nested
    class MoreThanMayWait {

        @Test
        void isStoredAllTheSameAsTheDiskKeepsUp() throws Exception {
            for (int i = 0; i < 50; i++) {
                add();
            }
            for (int receipted = 0; receipted < 50; ) {
                receipted += engine.next(StorageStored.class).receipts().size();
            }
            for (int settled = 0; settled < 50; settled++) {
                RecordingEngine.taken(engine.settled);
            }
            assertThat(store.usage().items()).isEqualTo(50);
        }
    }

    @Nested
    class WhatWasAddedSoFar {

        @Test
        void isHeldOnceThatIsSaid() {
            for (int added = 1; added <= 20; added++) {
                add();
                commits.soFar().join();

                assertThat(store.usage().items()).isEqualTo(added);
            }
        }

        @Test
        void isWaitedForByNobodyOnceThisHasEnded() {
            add();
            commits.close();
            add();

            assertThat(commits.soFar()).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Nested
    class ADiskThatFails {

        @Test
        void holdsUpNobodyAndAnswersNothing() throws Exception {
            add();
            engine.next(StorageStored.class);
            store.close();

            for (int i = 0; i < 50; i++) {
                add();
            }

            RecordingEngine.taken(engine.failures);
            assertThat(engine.told).isEmpty();
        }
    }
}
