package io.privicore.adapters.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.privicore.adapters.crypto.keys.EngineKeyStore;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Envelopes.Sealed;
import io.privicore.application.port.EnvelopesContract;
import io.privicore.domain.kernel.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AesEnvelopesTest extends EnvelopesContract {

    private static final int CHUNK = 1000;

    private final Path folder;
    private final EngineKeyStore store;
    private final Envelopes envelopes;

    AesEnvelopesTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = openStore("keys.p12");
        this.envelopes = new AesEnvelopes(store, InstantSource.system(), CHUNK);
    }

    @Override
    protected Envelopes envelopes() {
        return envelopes;
    }

    @Test
    void anyDataOfAnySizeComesBack() {
        for (int round = 0; round < 300; round++) {
            Bytes data = data(random.nextInt(4 * CHUNK));

            Sealed sealed = envelopes.seal(ref, random.nextLong(), data);

            assertThat(opened(sealed)).as("round %d, seed %d", round, seed).isEqualTo(data);
        }
    }

    @Test
    void noPlainTextShowsInWhatIsSent() {
        Bytes data = Bytes.wrap("a text that nobody but its owner should read".getBytes(StandardCharsets.US_ASCII));

        byte[] sent = envelopes.seal(ref, 1, data).chunks().getFirst().toArray();

        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain("nobody", "owner");
        assertThat(sent).hasSize(data.length() + 16);
    }

    @Test
    void whatWasSealedBeforeARotationStillOpens() {
        Bytes data = data(10);
        Sealed before = envelopes.seal(ref, 1, data);
        Bytes secret = envelopes.sealSecret(data, "token");

        int present = store.rotate();

        Sealed after = envelopes.seal(ref, 2, data);
        assertThat(after.placement().key().keyVersion()).isEqualTo(present);
        assertThat(before.placement().key().keyVersion()).isLessThan(present);
        assertThat(opened(before)).isEqualTo(data);
        assertThat(opened(after)).isEqualTo(data);
        assertThat(envelopes.openSecret(secret, "token")).isEqualTo(data);
    }

    @Test
    void whatANodeSealsAfterARotationOpensOnTheOthersAtOnce() {
        Envelopes there = new AesEnvelopes(openStore("keys.p12"), InstantSource.system(), CHUNK);
        store.rotate();
        Sealed sealed = envelopes.seal(ref, 1, data(10));
        Bytes secret = envelopes.sealSecret(data(5), "token");

        assertThat(there.open(sealed.placement(), 0, sealed.chunks().getFirst()))
                .isPresent();
        assertThat(there.openSecret(secret, "token")).isEqualTo(envelopes.openSecret(secret, "token"));
    }

    @Test
    void anotherKeyStoreOpensNothing() {
        Envelopes other = new AesEnvelopes(openStore("other.p12"), InstantSource.system(), CHUNK);
        Sealed sealed = envelopes.seal(ref, 1, data(10));
        Bytes secret = envelopes.sealSecret(data(10), "token");

        assertThat(other.open(sealed.placement(), 0, sealed.chunks().getFirst()))
                .isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> other.openSecret(secret, "token"));
    }

    @Test
    void anotherChunkSizeOpensWhatAnEarlierOneSealed() {
        Bytes data = data(3 * CHUNK);
        Sealed sealed = new AesEnvelopes(store, InstantSource.system(), CHUNK / 2).seal(ref, 1, data);

        assertThat(sealed.chunks()).hasSize(6);
        assertThat(opened(sealed)).isEqualTo(data);
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() {
        boolean all = IntStream.range(0, 2000).parallel().allMatch(i -> {
            Bytes data = Bytes.wrap(new byte[i]);
            return opened(envelopes.seal(ref, i, data)).equals(data);
        });

        assertThat(all).isTrue();
    }

    private EngineKeyStore openStore(String name) {
        return EngineKeyStore.open(folder.resolve(name), Optional.of("open sesame"));
    }
}
