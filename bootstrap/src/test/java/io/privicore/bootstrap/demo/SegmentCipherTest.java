package io.privicore.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentCipherTest {

    private static final int SEGMENT = (1 << 20) + 16;

    private final SegmentCipher cipher = new SegmentCipher();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 3_000_000})
    void opensWhatItSealed(int size) throws Exception {
        byte[] plain;
        try (var made = MadeUpFile.ofSize(Integer.toString(size)).open()) {
            plain = made.readAllBytes();
        }

        byte[] sealed = cipher.sealing(new ByteArrayInputStream(plain)).readAllBytes();

        assertThat(plain).hasSize(size);
        assertThat(sealed).hasSize((int) SegmentCipher.sealedLength(size));
        assertThat(open(sealed)).isEqualTo(plain);
    }

    @Test
    void refusesWhatWasCutOffMovedOrChanged() throws Exception {
        byte[] sealed = cipher.sealing(MadeUpFile.ofSize("2500k").open()).readAllBytes();

        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, 2 * SEGMENT))).isInstanceOf(GeneralSecurityException.class);
        byte[] moved = sealed.clone();
        System.arraycopy(sealed, SEGMENT, moved, 0, SEGMENT);
        System.arraycopy(sealed, 0, moved, SEGMENT, SEGMENT);
        assertThatThrownBy(() -> open(moved)).isInstanceOf(GeneralSecurityException.class);
        sealed[SEGMENT + 9] ^= 1;
        assertThatThrownBy(() -> open(sealed)).isInstanceOf(GeneralSecurityException.class);
    }

    private byte[] open(byte[] sealed) throws Exception {
        var plain = new ByteArrayOutputStream();
        cipher.open(new ByteArrayInputStream(sealed), plain);
        return plain.toByteArray();
    }
}
