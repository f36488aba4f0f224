package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.privicore.application.port.Envelopes.Sealed;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.WrappedKey;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Envelopes} keeps to, tried with seeded random data; a failure names its seed. */
public abstract class EnvelopesContract {

    protected final long seed = Long.getLong("privicore.test.seed", System.nanoTime());
    protected final Random random = new Random(seed);
    protected final StorageRef ref = new StorageRef(new UUID(random.nextLong(), random.nextLong()));

    protected abstract Envelopes envelopes();

    @Test
    void whatIsSealedOpensAgain() throws Exception {
        int chunkSize = envelopes().seal(ref, 1, data(1)).placement().chunkSize();

        for (int size :
                List.of(0, 1, 1024, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize, 3 * chunkSize - 7)) {
            Bytes data = data(size);
            Sealed sealed = envelopes().seal(ref, 3, data);
            Placement placement = sealed.placement();

            assertThat(placement.size()).isEqualTo(size);
            assertThat(placement.ref()).isEqualTo(ref);
            assertThat(placement.version()).isEqualTo(3);
            assertThat(placement.chunks())
                    .isEqualTo(sealed.chunks().size())
                    .isEqualTo(Math.max(1, (size + chunkSize - 1) / chunkSize));
            assertThat(opened(sealed)).as("%d bytes, seed %d", size, seed).isEqualTo(data);
        }
    }

    @Test
    void digestsAreThoseOfTheSealedChunks() throws Exception {
        Sealed sealed = envelopes().seal(ref, 1, data(100));

        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(sealed.chunks().getFirst().toArray());

        assertThat(sealed.placement().digest(0)).isEqualTo(Bytes.wrap(digest));
    }

    @Test
    void nothingComesOutOfAChangedChunk() {
        Sealed sealed = envelopes().seal(ref, 1, data(40));
        Bytes chunk = sealed.chunks().getFirst();

        for (int bit = 0; bit < chunk.length() * 8; bit++) {
            assertThat(envelopes().open(sealed.placement(), 0, flipped(chunk, bit)))
                    .as("bit %d, seed %d", bit, seed)
                    .isEmpty();
        }
    }

    @Test
    void nothingComesOutOfAShorterOrLongerChunk() {
        Sealed sealed = envelopes().seal(ref, 1, data(40));
        byte[] chunk = sealed.chunks().getFirst().toArray();

        for (int length = 0; length < chunk.length + 20; length++) {
            if (length != chunk.length) {
                Bytes cut = Bytes.wrap(java.util.Arrays.copyOf(chunk, length));
                assertThat(envelopes().open(sealed.placement(), 0, cut)).isEmpty();
            }
        }
    }

    @Test
    void evenAMatchingDigestDoesNotHelpAChangedChunk() throws Exception {
        Sealed sealed = envelopes().seal(ref, 1, data(40));
        Bytes changed = flipped(sealed.chunks().getFirst(), random.nextInt(40 * 8));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(changed.toArray());

        Placement forged = with(sealed.placement(), sealed.placement().key(), Bytes.wrap(digest));

        assertThat(envelopes().open(forged, 0, changed)).as("seed %d", seed).isEmpty();
    }

    @Test
    void noChunkOpensInThePlaceOfAnother() throws Exception {
        int chunkSize = envelopes().seal(ref, 1, data(1)).placement().chunkSize();
        Sealed sealed = envelopes().seal(ref, 1, data(3 * chunkSize));
        List<Bytes> turned = new ArrayList<>(sealed.chunks());
        Collections.swap(turned, 0, 2);
        Placement forged = with(sealed.placement(), sealed.placement().key(), digests(turned));

        assertThat(envelopes().open(forged, 0, turned.get(0))).isEmpty();
        assertThat(envelopes().open(forged, 2, turned.get(2))).isEmpty();
        assertThat(envelopes().open(forged, 1, turned.get(1))).isPresent();
    }

    @Test
    void noChunkOpensAsPartOfAShorterWhole() throws Exception {
        int chunkSize = envelopes().seal(ref, 1, data(1)).placement().chunkSize();
        Sealed sealed = envelopes().seal(ref, 1, data(2 * chunkSize));
        List<Bytes> first = sealed.chunks().subList(0, 1);
        Placement forged = with(sealed.placement(), sealed.placement().key(), digests(first));

        assertThat(envelopes().open(forged, 0, first.getFirst())).isEmpty();
    }

    @Test
    void noLastChunkOpensInTheMiddleOfALongerWhole() throws Exception {
        Sealed sealed = envelopes().seal(ref, 1, data(40));
        List<Bytes> twice = List.of(sealed.chunks().getFirst(), sealed.chunks().getFirst());
        Placement forged = with(sealed.placement(), sealed.placement().key(), digests(twice));

        assertThat(envelopes().open(forged, 0, twice.getFirst())).isEmpty();
        assertThat(envelopes().open(forged, 1, twice.getLast())).isEmpty();
    }

    @Test
    void dataWhoseEndIsNotKnownIsSealedChunkByChunk() throws Exception {
        Envelopes.Sealing sealing = envelopes().begin(ref, 1);
        Bytes data = data(2 * sealing.chunkSize() + 5);
        byte[] buffer = new byte[sealing.chunkSize()];
        List<Bytes> chunks = new ArrayList<>();
        for (int from = 0; from < data.length(); from += buffer.length) {
            int length = Math.min(buffer.length, data.length() - from);
            System.arraycopy(data.view(), from, buffer, 0, length);
            chunks.add(sealing.seal(buffer, 0, length, length < buffer.length));
            assertThat(sealing.digest()).isEqualTo(digests(List.of(chunks.getLast())));
        }

        assertThat(sealing.dataDigest()).isEqualTo(digests(List.of(data)));
        Placement placement = sealing.finish();

        assertThat(placement.digests()).isEqualTo(digests(chunks));
        assertThat(placement.size()).isEqualTo(data.length());
        assertThat(opened(new Sealed(placement, chunks))).isEqualTo(data);
    }

    @Test
    void keepsTheDigestOfTheDataAndShowsItToWhoMayReadTheData() throws Exception {
        Bytes data = data(60);
        Placement placement = envelopes().seal(ref, 1, data).placement();
        Bytes digest = digests(List.of(data));

        assertThat(envelopes().open(placement).orElseThrow().dataDigest()).isEqualTo(digest);
        assertThat(placement.digests()).isNotEqualTo(digest);
    }

    @Test
    void anIndexOutsideOpensNothing() {
        Sealed sealed = envelopes().seal(ref, 1, data(40));

        assertThat(envelopes().open(sealed.placement(), 1, sealed.chunks().getFirst()))
                .isEmpty();
        assertThat(envelopes().open(sealed.placement(), -1, sealed.chunks().getFirst()))
                .isEmpty();
    }

    @Test
    void anotherRefVersionOrKeyOpensNothing() {
        Bytes data = data(40);
        Sealed sealed = envelopes().seal(ref, 1, data);
        Sealed again = envelopes().seal(ref, 1, data);
        Placement placement = sealed.placement();
        Bytes chunk = sealed.chunks().getFirst();

        assertThat(envelopes().open(with(placement, again.placement().key(), placement.digests()), 0, chunk))
                .isEmpty();
        assertThat(envelopes().open(with(placement, ref, 2), 0, chunk)).isEmpty();
        assertThat(envelopes().open(with(placement, new StorageRef(new UUID(0, 0)), 1), 0, chunk))
                .isEmpty();
    }

    @Test
    void aWrappedKeyThatWasChangedOpensNothing() {
        Sealed sealed = envelopes().seal(ref, 1, data(40));
        Placement placement = sealed.placement();
        Bytes wrapped = placement.key().wrapped();

        for (int bit = 0; bit < wrapped.length() * 8; bit++) {
            WrappedKey changed = new WrappedKey(placement.key().keyVersion(), flipped(wrapped, bit));
            assertThat(envelopes()
                            .open(
                                    with(placement, changed, placement.digests()),
                                    0,
                                    sealed.chunks().getFirst()))
                    .as("bit %d, seed %d", bit, seed)
                    .isEmpty();
        }
        WrappedKey unknown = new WrappedKey(placement.key().keyVersion() + 1000, wrapped);
        assertThat(envelopes()
                        .open(
                                with(placement, unknown, placement.digests()),
                                0,
                                sealed.chunks().getFirst()))
                .isEmpty();
    }

    @Test
    void aSecretOpensForItsPurposeOnly() {
        Bytes secret = data(33);
        Bytes sealed = envelopes().sealSecret(secret, "token");

        assertThat(envelopes().openSecret(sealed, "token")).isEqualTo(secret);
        assertThatIllegalStateException().isThrownBy(() -> envelopes().openSecret(sealed, "session"));
        assertThatIllegalStateException().isThrownBy(() -> envelopes().openSecret(sealed, ""));
    }

    @Test
    void aSecretThatWasChangedDoesNotOpen() {
        Bytes sealed = envelopes().sealSecret(data(20), "token");

        for (int bit = 0; bit < sealed.length() * 8; bit++) {
            Bytes changed = flipped(sealed, bit);
            assertThatIllegalStateException().isThrownBy(() -> envelopes().openSecret(changed, "token"));
        }
        for (int length = 0; length < sealed.length(); length++) {
            Bytes cut = Bytes.wrap(java.util.Arrays.copyOf(sealed.view(), length));
            assertThatIllegalStateException().isThrownBy(() -> envelopes().openSecret(cut, "token"));
        }
    }

    @Test
    void whatIsSealedTwiceDiffers() {
        Bytes data = data(20);

        assertThat(envelopes().sealSecret(data, "token"))
                .isNotEqualTo(envelopes().sealSecret(data, "token"));
        assertThat(envelopes().seal(ref, 1, data).chunks())
                .isNotEqualTo(envelopes().seal(ref, 1, data).chunks());
    }

    protected final Bytes data(int size) {
        byte[] data = new byte[size];
        random.nextBytes(data);
        return Bytes.wrap(data);
    }

    protected final Bytes opened(Sealed sealed) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < sealed.chunks().size(); i++) {
            whole.writeBytes(envelopes()
                    .open(sealed.placement(), i, sealed.chunks().get(i))
                    .orElseThrow()
                    .view());
        }
        return Bytes.wrap(whole.toByteArray());
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] changed = bytes.toArray();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes.wrap(changed);
    }

    private static Bytes digests(List<Bytes> chunks) throws Exception {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (Bytes chunk : chunks) {
            digests.writeBytes(MessageDigest.getInstance("SHA-256").digest(chunk.toArray()));
        }
        return Bytes.wrap(digests.toByteArray());
    }

    private static Placement with(Placement old, WrappedKey key, Bytes digests) {
        return new Placement(old.ref(), old.version(), key, digests, old.size(), old.chunkSize(), old.sealedAt());
    }

    private static Placement with(Placement old, StorageRef ref, long version) {
        return new Placement(ref, version, old.key(), old.digests(), old.size(), old.chunkSize(), old.sealedAt());
    }
}
