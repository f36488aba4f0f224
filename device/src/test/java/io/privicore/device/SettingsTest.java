package io.privicore.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class SettingsTest {

    @Nested
    class ASize {

        private final Main.Size size = new Main.Size();

        @Test
        void isReadWithItsUnit() {
            assertThat(size.convert("512")).isEqualTo(512);
            assertThat(size.convert("10G")).isEqualTo(10L << 30);
            assertThat(size.convert("3mb")).isEqualTo(3L << 20);
            assertThat(size.convert("1TiB")).isEqualTo(1L << 40);
        }

        @Test
        void isRefusedIfItIsNone() {
            assertThatThrownBy(() -> size.convert("much")).isInstanceOf(TypeConversionException.class);
            assertThatThrownBy(() -> size.convert("-1")).isInstanceOf(TypeConversionException.class);
        }
    }

    @Nested
    class APause {

        @Test
        void growsUpToTheLongest() {
            var pauses = new Pauses(Duration.ofSeconds(1));
            for (long most = 100; most < 5000; most *= 2) {
                assertThat(pauses.next())
                        .isBetween(
                                Duration.ofMillis(Math.min(most, 1000) / 2), Duration.ofMillis(Math.min(most, 1000)));
            }
        }

        @Test
        void isShortAgainAfterASuccess() {
            var pauses = new Pauses(Duration.ofSeconds(1));
            pauses.next();
            pauses.next();
            pauses.reset();

            assertThat(pauses.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
        }
    }
}
