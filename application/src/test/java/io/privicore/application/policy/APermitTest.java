package io.privicore.application.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.pipeline.Held;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What votes agreed to, and its caller comes back for: here, the configuration of a device. */
class APermitTest {

    private final VotingSituation situation = new VotingSituation();
    private final PlatformInMemory platform = situation.platform;
    private final DeviceId device = approvedDevice();
    private final CommandId permit = agreed();

    @Test
    void isUsedOnce() {
        assertThat(retrieve().clientId()).isNotBlank();

        assertRefused(Reason.COMMAND_NOT_FOUND);
    }

    @Test
    void canBeUsedAgainWhereTheCallFailed() {
        platform.accounts.setDown(true);
        assertRefused(Reason.BROKER_UNAVAILABLE);
        assertRefused(Reason.BROKER_UNAVAILABLE);

        platform.accounts.setDown(false);

        assertThat(retrieve().clientId()).isNotBlank();
        assertRefused(Reason.COMMAND_NOT_FOUND);
    }

    @Test
    void livesNoLongerForThat() {
        platform.accounts.setDown(true);
        assertRefused(Reason.BROKER_UNAVAILABLE);
        platform.accounts.setDown(false);

        platform.clock.advance(Holding.PERMIT);

        assertRefused(Reason.COMMAND_NOT_FOUND);
    }

    @Test
    void isUsedOnceByManyWhoseCallsFailNowAndThen() throws Exception {
        Callable<Integer> attempt = () -> {
            try {
                platform.accounts.setDown(!Thread.currentThread().getName().endsWith("0"));
                retrieve();
                return 1;
            } catch (Refusal refusal) {
                return 0;
            }
        };
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (var answer : threads.invokeAll(Collections.nCopies(100, attempt))) {
                answers.add(answer.get());
            }
        }
        platform.accounts.setDown(false);
        Optional.of(answers).filter(all -> !all.contains(1)).ifPresent(_ -> retrieve());

        assertThat(answers.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(1);
        assertRefused(Reason.COMMAND_NOT_FOUND);
    }

    private ConfigurationView retrieve() {
        var owner = situation.owner;
        return platform.ask(
                new Caller(
                        owner.credential(), owner.address(), Optional.empty(), Optional.empty(), Optional.of(permit)),
                new RetrieveConfiguration(device));
    }

    private void assertRefused(Reason reason) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(this::retrieve)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private DeviceId approvedDevice() {
        var pending = platform.aPendingDevice(situation.owner);
        platform.submit(situation.owner, new DeviceCommand.Approve(pending));
        return pending;
    }

    private CommandId agreed() {
        situation.gate("device.retrieve-configuration");
        var held = catchThrowableOfType(
                        Held.class, () -> platform.ask(situation.owner, new RetrieveConfiguration(device)))
                .command();
        situation.approve();
        return held;
    }
}
