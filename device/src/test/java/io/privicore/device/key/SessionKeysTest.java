package io.privicore.device.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.ReceiverSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionKeysTest {

    private final AesKey atRest = AesKey.generate();
    private final ReceiverSession session = aSession();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Path folder;
    private SessionKeys sessions;

    @BeforeEach
    void openSessions(@TempDir Path root) throws IOException {
        folder = root.resolve("sessions");
        sessions = SessionKeys.in(folder, atRest, "device", () -> now);
        sessions.add(session);
    }

    private SessionKeys reopened() throws IOException {
        return SessionKeys.in(folder, atRest, "device", () -> now);
    }

    @Test
    void areFoundAfterARestart() throws IOException {
        assertThat(reopened().find(session.id()))
                .hasValueSatisfying(
                        found -> assertThat(found.session().secret()).isEqualTo(session.secret()));
    }

    @Test
    void areNotFoundIfNeverAdded() throws IOException {
        assertThat(sessions.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void areNotFoundOnceDamaged() throws IOException {
        var file = folder.resolve(session.id().toString());
        var bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);

        assertThat(reopened().find(session.id())).isEmpty();
    }

    @Test
    void areForgottenThirtyDaysAfterTheirLastUse() throws IOException {
        now = now.plus(Duration.ofDays(20));
        sessions.find(session.id());
        now = now.plus(Duration.ofDays(29));
        assertThat(reopened().find(session.id())).isPresent();

        now = now.plus(Duration.ofDays(31));

        assertThat(reopened().find(session.id())).isEmpty();
    }

    @Test
    void areBounded() throws IOException {
        for (int i = 0; i < SessionKeys.MOST; i++) {
            now = now.plusSeconds(1);
            Files.copy(folder.resolve(session.id().toString()), folder.resolve("copy-" + i));
        }
        now = now.plusSeconds(1);
        sessions.add(aSession());

        assertThat(sessions.kept()).hasSize(SessionKeys.MOST);
    }

    private static ReceiverSession aSession() {
        return ReceiverSession.restore(UUID.randomUUID(), AesKey.generate().secret(), "device", Direction.TO_DEVICE);
    }
}
