package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.DeviceSyncs.Answer;
import io.privicore.application.port.DeviceSyncs.Figures;
import io.privicore.application.port.DeviceSyncs.Next;
import io.privicore.application.port.DeviceSyncs.Sync;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class DeviceSyncsContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();
    private final DeviceId device = aDeviceId();
    private final UUID run = UUID.randomUUID();
    private final Figures figures = new Figures(1, 2, 3, 4, 5, 6, 7);

    private DeviceSyncs syncs() {
        return ports().deviceSyncs();
    }

    @Test
    void whatNobodyAskedForDoesNotBegin() {
        assertThat(inUnit(() -> syncs().begin(device, run, NOW))).isEmpty();
        assertThat(inUnit(() -> syncs().advance(device, run, 1, figures, NOW))).isFalse();
        assertThat(inUnit(() -> syncs().finish(device, run, NOW))).isEmpty();
    }

    @Test
    void requestsBeforeItsBeginningAreOne() {
        var first = aCommandId();
        var second = aCommandId();

        assertThat(inUnit(() -> syncs().request(owner, device, false, Optional.of(first), NOW)))
                .isEqualTo(Answer.WAITS);
        assertThat(inUnit(() -> syncs().request(owner, device, false, Optional.empty(), NOW)))
                .isEqualTo(Answer.WAITS);
        assertThat(inUnit(() -> syncs().request(owner, device, true, Optional.of(second), NOW)))
                .isEqualTo(Answer.WAITS);

        assertThat(inUnit(() -> syncs().begin(device, run, NOW)))
                .contains(new Sync(owner, device, true, List.of(first, second), true, 0, Figures.NONE, NOW));
    }

    @Test
    void aRequestThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> syncs().request(owner, device, false, Optional.empty(), NOW));

        assertThat(inUnit(() -> syncs().begin(device, run, NOW))).isEmpty();
    }

    @Test
    void noMoreCommandsWaitThanItTakes() {
        for (int i = 0; i < DeviceSyncs.MOST_COMMANDS; i++) {
            inUnit(() -> syncs().request(owner, device, false, Optional.of(aCommandId()), NOW));
        }

        assertThat(inUnit(() -> syncs().request(owner, device, false, Optional.of(aCommandId()), NOW)))
                .isEqualTo(Answer.TOO_MANY);
        assertThat(inUnit(() -> syncs().request(owner, device, false, Optional.empty(), NOW)))
                .isEqualTo(Answer.WAITS);
    }

    @Nested
    class OneUnderWay {

        private void begin() {
            inUnit(() -> syncs().request(owner, device, true, Optional.empty(), NOW));
            inUnit(() -> syncs().begin(device, run, NOW));
        }

        @Test
        void isGoneOnWithFromWhereItCame() {
            begin();

            assertThat(inUnit(() -> syncs().advance(device, run, 12, figures, NOW.plusSeconds(1))))
                    .isTrue();

            assertThat(inUnit(() -> syncs().begin(device, UUID.randomUUID(), NOW.plusSeconds(9))))
                    .contains(new Sync(owner, device, true, List.of(), false, 12, figures, NOW.plusSeconds(1)));
        }

        @Test
        void belongsToWhoeverBeganItLast() {
            begin();
            var other = UUID.randomUUID();

            inUnit(() -> syncs().begin(device, other, NOW));

            assertThat(inUnit(() -> syncs().holds(device, run))).isFalse();
            assertThat(inUnit(() -> syncs().holds(device, other))).isTrue();
            assertThat(inUnit(() -> syncs().advance(device, run, 1, figures, NOW)))
                    .isFalse();
            assertThat(inUnit(() -> syncs().finish(device, run, NOW))).isEmpty();
            assertThat(inUnit(() -> syncs().finish(device, other, NOW))).contains(Next.NOTHING);
        }

        @Test
        void isFollowedByAnotherForWhoeverAsksMeanwhile() {
            begin();
            var command = aCommandId();

            assertThat(inUnit(() -> syncs().request(owner, device, false, Optional.of(command), NOW)))
                    .isEqualTo(Answer.FOLLOWS);

            assertThat(inUnit(() -> syncs().finish(device, run, NOW.plusSeconds(5))))
                    .contains(Next.COMMANDED);
            assertThat(inUnit(() -> syncs().begin(device, run, NOW.plusSeconds(6))))
                    .contains(new Sync(
                            owner, device, false, List.of(command), true, 0, Figures.NONE, NOW.plusSeconds(5)));
        }

        @Test
        void isRepeatedWhenSomethingCameUpMeanwhile() {
            begin();

            inUnit(() -> syncs().repeat(device));

            assertThat(inUnit(() -> syncs().finish(device, run, NOW))).contains(Next.AUTOMATIC);
            assertThat(inUnit(() -> syncs().begin(device, run, NOW))).isPresent();
            assertThat(inUnit(() -> syncs().finish(device, run, NOW))).contains(Next.NOTHING);
            assertThat(inUnit(() -> syncs().begin(device, run, NOW))).isEmpty();
        }

        @Test
        void takesRequestsAgainOnceItIsPaused() {
            begin();
            inUnit(() -> syncs().advance(device, run, 3, figures, NOW));
            var command = aCommandId();

            inUnit(() -> syncs().pause(device, run));

            assertThat(inUnit(() -> syncs().holds(device, run))).isFalse();
            assertThat(inUnit(() -> syncs().request(owner, device, false, Optional.of(command), NOW)))
                    .isEqualTo(Answer.WAITS);
            assertThat(inUnit(() -> syncs().begin(device, run, NOW)))
                    .contains(new Sync(owner, device, true, List.of(command), false, 3, figures, NOW));
        }
    }

    @Test
    void oneThatWaitsNeedNotBeRepeated() {
        inUnit(() -> syncs().request(owner, device, false, Optional.empty(), NOW));

        inUnit(() -> syncs().repeat(device));

        inUnit(() -> syncs().begin(device, run, NOW));
        assertThat(inUnit(() -> syncs().finish(device, run, NOW))).contains(Next.NOTHING);
    }
}
