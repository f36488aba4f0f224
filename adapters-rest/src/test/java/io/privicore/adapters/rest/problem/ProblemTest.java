package io.privicore.adapters.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void kindsBecomeStatuses() {
        var expected = Map.of(
                Reason.Kind.INVALID, 422,
                Reason.Kind.UNAUTHENTICATED, 401,
                Reason.Kind.FORBIDDEN, 403,
                Reason.Kind.MISSING, 404,
                Reason.Kind.CONFLICT, 409,
                Reason.Kind.MALFORMED, 400,
                Reason.Kind.TOO_LARGE, 413,
                Reason.Kind.THROTTLED, 429,
                Reason.Kind.UNAVAILABLE, 503);
        for (var reason : Reason.values()) {
            assertThat(Problem.of(new Refusal(reason, "Expected")).status())
                    .as(reason.name())
                    .isEqualTo(expected.get(reason.kind()));
        }
    }

    @Test
    void aRefusalAboutAnotherFieldNamesThat() {
        assertThat(Problem.of(new Refusal(Reason.PASSWORD_WEAK, "Expected").about("newPassword"))
                        .errors())
                .isEqualTo(Map.of("newPassword", List.of("profile.password_weak")));
        assertThat(Problem.of(new Refusal(Reason.PASSWORD_WEAK, "Expected").about(""))
                        .errors())
                .isEmpty();
    }

    @Test
    void aDelayIsSaidInWholeSeconds() {
        var seconds = Map.of(
                Duration.ZERO,
                1,
                Duration.ofMillis(-5),
                1,
                Duration.ofNanos(1),
                1,
                Duration.ofSeconds(1),
                1,
                Duration.ofMillis(1001),
                2,
                Duration.ofMinutes(15),
                900,
                Duration.ofSeconds(1L << 40),
                Integer.MAX_VALUE);
        seconds.forEach((delay, expected) -> {
            assertThat(Problem.of(new Refusal(Reason.THROTTLED, "Expected").until(delay))
                            .retryAfter())
                    .as(delay.toString())
                    .hasValue(expected);
            assertThat(Problem.of(new Refusal(Reason.OVERLOADED, "Expected").until(delay))
                            .retryAfter())
                    .hasValue(expected);
        });
        assertThat(Problem.of(new Refusal(Reason.THROTTLED, "Expected")).retryAfter())
                .hasValue(5);
        assertThat(Problem.of(new Refusal(Reason.OVERLOADED, "Expected")).retryAfter())
                .hasValue(1);
    }

    @Test
    void aRefusalAboutAFieldNamesIt() {
        assertThat(Problem.of(new Refusal(Reason.PASSWORD_WEAK, "Expected")).json("/x"))
                .isEqualTo(
                        "{\"type\":\"urn:privicore:problem:profile.password_weak\",\"title\":\"Validation failed\",\"status\":422,\"detail\":\"Expected\",\"instance\":\"/x\",\"key\":\"profile.password_weak\",\"errors\":{\"password\":[\"profile.password_weak\"]}}");
    }
}
