package io.privicore.adapters.amqp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VoteCountTest {

    private final List<List<DeviceVote>> counted = new CopyOnWriteArrayList<>();

    @Test
    void countsTogetherWhatCameWhileItCounted() throws Exception {
        var firstIsCounting = new CountDownLatch(1);
        var goOn = new CompletableFuture<Void>();
        var count = new VoteCount(votes -> {
            counted.add(votes);
            if (counted.size() == 1) {
                firstIsCounting.countDown();
                goOn.join();
            }
        });
        var votes = Stream.generate(VoteCountTest::aVote).limit(9).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> count.count(votes.subList(0, 1)));
            firstIsCounting.await();
            var others = new ArrayList<Future<?>>();
            for (var vote : votes.subList(1, 9)) {
                others.add(threads.submit(() -> count.count(List.of(vote))));
            }
            while (count.waiting() < 8) {
                Thread.onSpinWait();
            }
            goOn.complete(null);
            first.get();
            for (var other : others) {
                other.get();
            }
        }

        assertThat(counted).hasSize(2);
        assertThat(counted.getFirst()).containsExactly(votes.getFirst());
        assertThat(counted.getLast()).containsExactlyInAnyOrderElementsOf(votes.subList(1, 9));
    }

    @Test
    void saysThatNothingWasCounted() {
        var count = new VoteCount(_ -> {
            throw new IllegalStateException("the database is away");
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> count.count(List.of(aVote())))
                    .isInstanceOf(VoteCount.Uncounted.class)
                    .hasRootCauseMessage("the database is away");
        }
    }

    @Test
    void letsNobodyBelieveToBeCountedWhereItBrokeOff() {
        var count = new VoteCount(_ -> {
            throw new StackOverflowError();
        });

        assertThatThrownBy(() -> count.count(List.of(aVote()))).isInstanceOf(StackOverflowError.class);
    }

    private static DeviceVote aVote() {
        return new DeviceVote(
                new DeviceId(UUID.randomUUID()),
                new BallotId(UUID.randomUUID()),
                Choice.YES,
                "",
                Instant.EPOCH,
                Bytes.wrap(new byte[64]));
    }
}
