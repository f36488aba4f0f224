package io.privicore.domain.voting;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is refused, and why. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(Reason reason, String text, ThrowingCallable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action)
                .withMessageContaining(text)
                .extracting(Refusal::reason)
                .isEqualTo(reason);
    }
}
