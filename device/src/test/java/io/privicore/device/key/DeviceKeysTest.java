package io.privicore.device.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceKeysTest {

    private Path file;
    private DeviceKeys keys;

    @BeforeEach
    void makeKeys(@TempDir Path folder) throws IOException {
        file = folder.resolve("device.key");
        keys = DeviceKeys.loadOrMake(file, "device");
    }

    @Test
    void areTheSameAfterARestart() throws IOException {
        var again = DeviceKeys.loadOrMake(file, "device");

        assertThat(again.agreement().secret()).isEqualTo(keys.agreement().secret());
        assertThat(again.signing().secret()).isEqualTo(keys.signing().secret());
        assertThat(again.atRest().secret()).isEqualTo(keys.atRest().secret());
    }

    @Test
    void areReadableByTheirOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void areNotThoseOfAnotherDevice() {
        assertThatThrownBy(() -> DeviceKeys.loadOrMake(file, "another"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("they are of device");
    }

    @Test
    void areNeverReplacedWhenTheirFileIsDamaged() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertRefused();
            Files.write(file, Arrays.copyOf(whole, at));
            assertRefused();
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> DeviceKeys.loadOrMake(file, "device"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected the keys of a device");
    }
}
