package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.RunningPlatform;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings with which a platform would lose data later: it does not start. */
class RefusedSettingsIT {

    private final Path data;

    RefusedSettingsIT(@TempDir Path folder) {
        data = folder.resolve("data");
    }

    @Test
    void chunksAreNotShorterThanWhatGoesInline() throws Exception {
        try (var services = Services.of(data);
                var platform = RunningPlatform.launch(data, withShortChunks(services), "--port", "0")) {
            assertThat(platform.exitCode()).isEqualTo(1);
            assertThat(platform.output())
                    .contains("privicore.envelopes.chunk-size to be at least privicore.limits.inline-data (51200)")
                    .contains("but it is 1000")
                    .doesNotContain("\tat ");
        }
    }

    private static Map<String, String> withShortChunks(Services services) {
        services.environment().put("PRIVICORE_ENVELOPES_CHUNK_SIZE", "1000");
        return services.environment();
    }
}
