package io.privicore.application.sync;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.StorageQuery;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ASynchronisationTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();
    private final DeviceId one = platform.aStorageDevice(owner);
    private final DeviceId two = platform.aStorageDevice(owner);

    @BeforeEach
    void letDevicesAnswer() {
        Stream.of(one, two).forEach(device -> platform.links.answerAtOnce(device, platform.reports));
        later(Duration.ofMinutes(2));
    }

    @Nested
    final class OfADeviceInStep {

        @BeforeEach
        void store() {
            aToken("first");
            aToken("second");
        }

        @Test
        void findsNothing() {
            assertThat(synced(one, false)).isEqualTo(figures(2, 0, 0, 0, 0, 0));
        }

        @Test
        void findsNothingByReadingEverythingEither() {
            assertThat(synced(one, true)).isEqualTo(figures(2, 0, 0, 0, 0, 0));
        }

        @Test
        void asksForNoMoreThanDigests() {
            int before = platform.inventories.asked();

            synced(one, false);

            // All buckets, and one to know that everything before it was heard.
            assertThat(platform.inventories.asked() - before).isEqualTo(2);
        }

        @Test
        void tellsOfItselfAndIsSeenInTheList() {
            synced(one, false);

            assertThat(events()).contains("storage.sync-started", "storage.sync-finished");
            assertThat(view(one).lastSyncResult()).contains("complete");
            assertThat(view(one).lastSyncAt()).contains(platform.clock.instant());
        }

        @Test
        void reportsCapacityAndWhatIsUsed() {
            assertThat(outcome(one, false)).contains("\"capacity\":1000000", "\"used\":" + (64 + 11));
        }
    }

    @Nested
    final class OfADeviceThatLacksSomething {

        @Test
        void bringsWhatItsQueueDidNotTake() {
            platform.links.setQueueFull(one, true);
            aToken("first");
            aToken("second");
            platform.links.setQueueFull(one, false);
            assertThat(view(one).missing()).isEqualTo(2);
            assertThat(view(one).lagging()).isTrue();

            assertThat(synced(one, false)).isEqualTo(figures(2, 2, 0, 2, 0, 0));

            assertInStep();
            assertThat(view(one).missing()).isZero();
            assertThat(view(one).lagging()).isFalse();
            assertThat(events()).contains("storage.repaired");
        }

        @Test
        void bringsEverythingToOneThatIsEmpty() {
            aToken("first");
            platform.links.lose(one);

            assertThat(synced(one, false)).isEqualTo(figures(1, 1, 0, 1, 0, 0));

            assertInStep();
            assertThat(events()).contains("storage.replica-lost");
        }

        @Test
        void removesNothingElsewhereBecauseOneIsEmpty() {
            aToken("first");
            var before = platform.links.heldBy(two);
            platform.links.lose(one);

            synced(one, false);

            assertThat(platform.links.heldBy(two)).isEqualTo(before).isNotEmpty();
        }

        @Test
        void bringsOnlyTheChunksThatLack() {
            aToken("x".repeat(10_000));
            var ref = platform.links.heldBy(one).iterator().next();
            platform.links.damageChunk(one, ref, 1);

            var figures = outcome(one, true);

            assertThat(figures).startsWith("{\"checked\":1,\"missing\":0,\"corrupt\":1,\"repaired\":1,");
            assertThat(figures).contains("\"bytes\":" + (4096 + 32));
            assertInStep();
        }

        @Test
        void findsDamageOnlyByReadingAndMendsExactlyThat() {
            aToken("first");
            aToken("second");
            var damaged = platform.links.heldBy(one).iterator().next();
            platform.links.damage(one, damaged);

            assertThat(synced(one, false)).isEqualTo(figures(2, 0, 0, 0, 0, 0));
            assertThat(synced(one, true)).isEqualTo(figures(2, 0, 1, 1, 0, 0));
            assertThat(synced(one, true)).isEqualTo(figures(2, 0, 0, 0, 0, 0));

            assertInStep();
        }

        @Test
        void countsWhatNoDeviceCanGiveAndLeavesItWhereItIs() {
            aToken("first");
            platform.links.lose(one);
            platform.links.lose(two);

            assertThat(synced(one, false)).isEqualTo(figures(1, 1, 0, 0, 0, 1));

            assertThat(view(one).lastSyncResult()).contains("incomplete");
            assertThat(view(one).missing()).isEqualTo(1);
        }

        @Test
        void takesNothingFromADeviceThatReturnsSomethingElse() {
            aToken("first");
            platform.links.lose(one);
            platform.links.setLying(two, true);

            assertThat(synced(one, false)).isEqualTo(figures(1, 1, 0, 0, 0, 1));

            assertThat(platform.links.heldBy(one)).isEmpty();
        }

        @Test
        void givesUpOnOneThatTakesNothing() {
            for (int i = 0; i < 40; i++) {
                aToken("number " + i);
            }
            platform.links.lose(one);
            platform.links.setFull(one, true);

            assertThat(synced(one, false)).isEqualTo(figures(40, 40, 0, 0, 0, 40));
        }
    }

    @Nested
    final class OfADeviceThatHoldsTooMuch {

        @Test
        void removesWhatNobodyStored() {
            aToken("first");
            platform.links.plant(one, new StorageRef(UUID.randomUUID()), bytes("stray"));

            assertThat(synced(one, false)).isEqualTo(figures(1, 0, 0, 0, 1, 0));

            platform.links.work(one, platform.reports);
            assertInStep();
        }

        @Test
        void leavesWhatIsOnItsWay() {
            platform.links.setFull(two, true);
            platform.links.setHonest(one, false);
            platform.submit(
                    owner, new TokenCommand.Exchange(platform.aTemporaryToken(owner), bytes("waits for devices")));
            var held = platform.links.heldBy(one);
            assertThat(held).isNotEmpty();

            assertThat(synced(one, false)).isEqualTo(figures(0, 0, 0, 0, 0, 0));

            platform.links.work(one, platform.reports);
            assertThat(platform.links.heldBy(one)).isEqualTo(held);
        }

        @Test
        void doesNotBringBackWhatWasDeletedWhileItWasAway() {
            var token = aToken("first");
            platform.links.setQueueFull(one, true);
            platform.submit(owner, new TokenCommand.Delete(token));
            platform.settle();
            platform.links.forgetErasures(one);
            platform.links.setQueueFull(one, false);

            assertThat(synced(one, false)).isEqualTo(figures(0, 0, 0, 0, 1, 0));

            platform.links.work(one, platform.reports);
            assertThat(platform.links.heldBy(one)).isEmpty();
        }
    }

    @Nested
    final class OfADeviceThatLies {

        @Test
        void doesNotBelieveWhatItNeverAcknowledged() {
            aToken("first");
            platform.links.empty(one);
            platform.links.setPretending(one, true);
            platform.links.setLying(two, false);
            var ref = platform.links.heldBy(two).iterator().next();
            platform.reports.absent(one, ref);

            assertThat(synced(one, false)).isEqualTo(figures(1, 0, 1, 1, 0, 0));
        }

        @Test
        void believesWhatItCanShow() {
            aToken("first");
            var ref = platform.links.heldBy(one).iterator().next();
            platform.reports.absent(one, ref);
            assertThat(view(one).missing()).isEqualTo(1);

            assertThat(synced(one, false)).isEqualTo(figures(1, 0, 0, 0, 0, 0));

            assertThat(view(one).missing()).isZero();
        }
    }

    @Nested
    final class AsACommand {

        @Test
        void isRejectedForADeviceThatIsAway() {
            later(Duration.ofMinutes(2), two);

            assertThat(platform.done(owner, new StorageCommand.Synchronise(one, false))
                            .body())
                    .contains("storage.device_offline");
        }

        @Test
        void isRejectedForADeviceWithoutStorage() {
            platform.submit(owner, new StorageCommand.Remove(one, true));

            assertThat(platform.done(owner, new StorageCommand.Synchronise(one, false))
                            .body())
                    .contains("storage.not_registered");
        }

        @Test
        void isRejectedForSomebodyElse() {
            var stranger = platform.anActiveProfile();

            assertThat(platform.done(stranger, new StorageCommand.Synchronise(one, false))
                            .body())
                    .contains("device.not_found");
        }

        @Test
        void waitsUntilItIsDoneAndTellsHowItProgresses() {
            aToken("first");
            var command = platform.submit(owner, new StorageCommand.Synchronise(one, false));
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);

            platform.settle();

            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(platform.channels.told(CommandOutcome.class))
                    .filteredOn(told -> told.command().equals(command))
                    .extracting(CommandOutcome::state)
                    .containsExactly(CommandState.STARTED, CommandState.SUCCEEDED);
        }

        @Test
        void thatComesWhileOneRunsIsServedByTheNextOne() {
            aToken("first");
            long before = finished();
            var second = new ArrayList<CommandId>();
            platform.inventories.between(() -> {
                if (second.isEmpty()) {
                    second.add(platform.submit(owner, new StorageCommand.Synchronise(one, true)));
                }
            });

            synced(one, false);

            assertThat(platform.outcome(owner, second.getFirst()).body().map(ASynchronisationTest::shortened))
                    .contains(figures(1, 0, 0, 0, 0, 0));
            assertThat(finished() - before).isEqualTo(2);
        }
    }

    @Nested
    final class ThatIsInterrupted {

        @Test
        void isGoneOnWithWhenTheDeviceIsBack() {
            aToken("first");
            platform.links.lose(one);
            var questions = new AtomicInteger();
            platform.inventories.between(() -> {
                if (questions.incrementAndGet() == 2) {
                    platform.links.setAway(one, true);
                }
            });
            var command = platform.submit(owner, new StorageCommand.Synchronise(one, false));
            platform.settle();
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);

            platform.links.setAway(one, false);
            later(Duration.ofSeconds(31));

            assertThat(platform.outcome(owner, command).body().map(ASynchronisationTest::shortened))
                    .contains(figures(1, 1, 0, 1, 0, 0));
            assertInStep();
        }

        @Test
        void isRejectedWhenTheDeviceStaysAway() {
            aToken("first");
            platform.links.setAway(one, true);
            var command = platform.submit(owner, new StorageCommand.Synchronise(one, false));
            platform.settle();
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.STARTED);

            later(Duration.ofMinutes(11), two);
            later(Duration.ofMinutes(1), two);

            assertThat(platform.outcome(owner, command).body()).contains("storage.device_offline");
        }

        @Test
        void isGoneOnWithWhereverTheEngineDied() {
            for (int step = 1; step < 12; step++) {
                var fresh = new ASynchronisationTest();
                fresh.letDevicesAnswer();
                fresh.diesAtQuestion(step);
            }
        }
    }

    private void diesAtQuestion(int step) {
        for (int i = 0; i < 20; i++) {
            aToken("number " + i);
        }
        platform.links.lose(one);
        platform.links.plant(one, new StorageRef(UUID.randomUUID()), bytes("stray"));
        var questions = new AtomicInteger();
        platform.inventories.between(() -> {
            if (questions.incrementAndGet() == step) {
                platform.links.setDown(true);
            }
        });
        var command = platform.submit(owner, new StorageCommand.Synchronise(one, true));
        platform.settle();
        platform.links.setDown(false);

        later(Duration.ofSeconds(31));

        assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
        platform.links.work(one, platform.reports);
        assertInStep();
    }

    @Nested
    final class ThatNobodyAskedFor {

        @Test
        void happensWhenADeviceIsBack() {
            aToken("first");
            later(Duration.ofMinutes(2), two);
            platform.links.setQueueFull(one, true);
            aToken("second");
            platform.links.setQueueFull(one, false);

            later(Duration.ofMinutes(1));

            later(Duration.ofSeconds(5));
            assertInStep();
            assertThat(view(one).missing()).isZero();
            assertThat(view(one).lagging()).isFalse();
        }

        @Test
        void bringsWhatExistsToADeviceThatHasJustGotTheRole() {
            aToken("first");
            var three = platform.aStorageDevice(owner);
            platform.links.answerAtOnce(three, platform.reports);

            later(Duration.ofSeconds(5), one, two, three);

            assertThat(platform.links.heldBy(three)).isEqualTo(platform.links.heldBy(one));
        }

        @Test
        void mendsWhatAReadFoundDamaged() {
            var token = aToken("first");
            platform.links.damage(one, platform.links.heldBy(one).iterator().next());
            for (int i = 0; i < 30; i++) {
                // Whichever device is read first: one of these reads finds it.
                platform.submit(owner, new TokenCommand.RequestData(token, PlatformInMemory.SITE));
            }

            later(Duration.ofSeconds(40));

            assertInStep();
            assertThat(view(one).missing()).isZero();
        }

        @Test
        void mendsWhatADeviceSaysIsCorrupt() {
            aToken("first");
            var ref = platform.links.heldBy(one).iterator().next();
            platform.links.lose(one);

            platform.reports.refused(one, ref, "corrupt");
            later(Duration.ofSeconds(40));

            assertInStep();
            assertThat(events()).contains("storage.replica-lost", "storage.repaired");
        }

        @Test
        void restsBetweenTwo() {
            aToken("first");
            platform.links.lose(one);
            platform.links.lose(two);
            var ref = new StorageRef(UUID.randomUUID());
            synced(one, false);
            long finished = finished();

            for (int i = 0; i < 10; i++) {
                platform.reports.refused(one, ref, "full");
                later(Duration.ofSeconds(20));
            }

            assertThat(finished()).isEqualTo(finished);
        }
    }

    private void assertInStep() {
        Set<StorageRef> expected = new HashSet<>();
        platform.dataTokens.presentRefs().forEach(expected::add);
        for (var device : Set.of(one, two)) {
            assertThat(platform.links.heldBy(device)).isEqualTo(expected);
            assertThat(platform.links.soundOf(device)).isEqualTo(expected);
        }
    }

    private TokenText aToken(String data) {
        return new TokenText(
                platform.done(owner, new TokenCommand.Exchange(platform.aTemporaryToken(owner), bytes(data)))
                        .body()
                        .orElseThrow());
    }

    /** The outcome of a synchronisation, without how many bytes there are where. */
    private String synced(DeviceId device, boolean deep) {
        return shortened(outcome(device, deep));
    }

    private static String shortened(String body) {
        return body.substring(0, body.indexOf(",\"bytes\""));
    }

    private static String figures(int checked, int missing, int corrupt, int repaired, int orphans, int unrepairable) {
        return ("{\"checked\":%d,\"missing\":%d,\"corrupt\":%d,\"repaired\":%d,\"orphans\":%d," + "\"unrepairable\":%d")
                .formatted(checked, missing, corrupt, repaired, orphans, unrepairable);
    }

    private String outcome(DeviceId device, boolean deep) {
        var command = platform.submit(owner, new StorageCommand.Synchronise(device, deep));
        platform.settle();
        return platform.outcome(owner, command).body().orElseThrow();
    }

    private void later(Duration duration) {
        later(duration, one, two);
    }

    /** Time passes, in which these devices say that they are there. */
    private void later(Duration duration, DeviceId... there) {
        platform.clock.advance(duration);
        for (var device : there) {
            platform.links.beat(device);
        }
        platform.housekeep();
        platform.settle();
        platform.clock.advance(Duration.ofSeconds(2));
        platform.settle();
    }

    private StorageView view(DeviceId device) {
        return platform.ask(owner, new StorageQuery.ListStorage()).stream()
                .filter(storage -> storage.device().device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private long finished() {
        return events().filter("storage.sync-finished"::equals).count();
    }

    private Stream<String> events() {
        return platform.outbox.types().stream();
    }
}
