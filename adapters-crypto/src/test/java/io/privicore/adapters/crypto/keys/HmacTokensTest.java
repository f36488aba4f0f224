package io.privicore.adapters.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.Tokens;
import io.privicore.application.port.TokensContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HmacTokensTest extends TokensContract {

    private final Path folder;
    private final EngineKeyStore store;
    private final HmacTokens tokens;

    HmacTokensTest(@TempDir Path folder) {
        this.folder = folder;
        store = EngineKeyStore.open(folder.resolve("keys.p12"), Optional.of("open sesame"));
        tokens = new HmacTokens(store);
    }

    @Override
    protected Tokens tokens() {
        return tokens;
    }

    @Test
    void aHashIsTheHmacUnderTheStoresKey() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(store.ring().tokenKey());

        byte[] expected = mac.doFinal("T-abc".getBytes(StandardCharsets.UTF_8));

        assertThat(tokens.hash("T-abc").bytes()).isEqualTo(expected);
    }

    @Test
    void hashesSurviveARotation() {
        var before = tokens.hash("T-abc");

        store.rotate();

        assertThat(new HmacTokens(EngineKeyStore.open(folder.resolve("keys.p12"), Optional.of("open sesame")))
                        .hash("T-abc"))
                .isEqualTo(before);
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() {
        var expected =
                IntStream.range(0, 64).mapToObj(i -> tokens.hash("T-" + i)).toList();

        var hashes = IntStream.range(0, 64_000)
                .parallel()
                .mapToObj(i -> tokens.hash("T-" + i % 64))
                .toList();

        for (int i = 0; i < hashes.size(); i++) {
            assertThat(hashes.get(i)).isEqualTo(expected.get(i % 64));
        }
    }

    @Test
    void anotherStoreHashesOtherwise() {
        var other = new HmacTokens(EngineKeyStore.open(folder.resolve("other.p12"), Optional.of("open sesame")));

        assertThat(other.hash("T-abc")).isNotEqualTo(tokens.hash("T-abc"));
    }
}
