package io.privicore.adapters.crypto.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.application.port.PasswordHashes;
import io.privicore.application.port.PasswordHashesContract;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class Argon2idHashesTest extends PasswordHashesContract {

    private final Argon2idHashes hashes = new Argon2idHashes(new Argon2id(64, 1, 1), 2, Duration.ofSeconds(30));
    private final Argon2idHashes others = new Argon2idHashes(new Argon2id(64, 2, 1), 2, Duration.ofSeconds(30));

    @AfterEach
    void close() {
        hashes.close();
        others.close();
    }

    @Override
    protected PasswordHashes hashes() {
        return hashes;
    }

    @Override
    protected PasswordHashes hashesUnderOtherParameters() {
        return others;
    }

    @Test
    void aHashSaysHowItWasMade() {
        assertThat(hashes.hash("correct horse").phc())
                .matches("\\$argon2id\\$v=19\\$m=64,t=1,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1}. */
    @Test
    void aHashOfTheReferenceImplementationMatches() {
        PasswordHash reference = new PasswordHash(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        assertThat(hashes.matches("password", reference)).isTrue();
        assertThat(hashes.matches("passwort", reference)).isFalse();
    }

    @Test
    void accentsMatchHoweverTheyAreComposed() {
        PasswordHash hash = hashes.hash("pâté de campagne");

        assertThat(hashes.matches("pa\u0302te\u0301 de campagne", hash)).isTrue();
    }

    @Test
    void aHashThatWouldCostBeyondMeasureIsNotComputed() {
        String tail = "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(hashes.matches("password", new PasswordHash("$argon2id$v=19$m=9999999,t=2,p=1" + tail)))
                .isFalse();
        assertThat(hashes.matches("password", new PasswordHash("$argon2id$v=19$m=64,t=999,p=1" + tail)))
                .isFalse();
        assertThat(hashes.matches("password", new PasswordHash("$argon2id$v=19$m=64,t=1,p=99" + tail)))
                .isFalse();
        assertThat(hashes.matches("password", new PasswordHash("$argon2i$v=19$m=64,t=1,p=1" + tail)))
                .isFalse();
    }

    @Test
    void whoWaitsTooLongIsRefused() throws Exception {
        try (Argon2idHashes busy = new Argon2idHashes(new Argon2id(65536, 3, 1), 1, Duration.ofMillis(1));
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> hash = () -> {
                try {
                    busy.hash("correct horse");
                    return true;
                } catch (Refusal refusal) {
                    assertThat(refusal.reason()).isEqualTo(Reason.OVERLOADED);
                    return false;
                }
            };

            var outcomes = threads
                    .invokeAll(Stream.generate(() -> hash).limit(4).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(outcomes).contains(true, false);
        }
    }

    @Test
    void aTurnIsGivenBackAfterAFailure() {
        PasswordHash unusable = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$" + "A".repeat(23));

        for (int i = 0; i < 10; i++) {
            hashes.matches("password", unusable);
        }

        assertThat(hashes.matches("password", hashes.hash("password"))).isTrue();
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2id(4, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2id(64, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2id(64, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2id(2 << 20, 1, 1));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Argon2idHashes(new Argon2id(64, 1, 1), 0, Duration.ZERO));
    }
}
