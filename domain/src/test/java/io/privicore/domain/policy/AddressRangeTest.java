package io.privicore.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,         192.0.2.7,          true",
        "192.0.2.7,         192.0.2.8,          false",
        "10.0.0.0/8,        10.255.255.255,     true",
        "10.0.0.0/8,        11.0.0.0,           false",
        "10.1.2.3/8,        10.9.9.9,           true",
        "192.0.2.128/25,    192.0.2.127,        false",
        "192.0.2.128/25,    192.0.2.128,        true",
        "192.0.2.6/31,      192.0.2.7,          true",
        "192.0.2.6/31,      192.0.2.8,          false",
        "0.0.0.0/0,         203.0.113.9,        true",
        "0.0.0.0/0,         2001:db8::1,        false",
        "2001:db8::/32,     2001:db8:ffff::1,   true",
        "2001:db8::/32,     2001:db9::1,        false",
        "2001:db8::1,       2001:DB8:0:0::1,    true",
        "2001:db8::1,       2001:db8::2,        false",
        "2001:db8::/33,     2001:db8:8000::1,   false",
        "::/0,              2001:db8::1,        true",
        "::/0,              192.0.2.7,          false",
        "::1,               0:0:0:0:0:0:0:1,    true",
    })
    void holdsAddressesWithItsPrefix(String range, String address, boolean inside) {
        assertThat(AddressRange.of(range).contains(address)).isEqualTo(inside);
    }

    @Test
    void knowsAnIpv4AddressInItsIpv6Form() {
        assertThat(AddressRange.of("10.0.0.0/8").contains("::ffff:10.1.2.3")).isTrue();
        assertThat(AddressRange.of("::ffff:10.1.2.3").contains("10.1.2.3")).isTrue();
        assertThat(AddressRange.of("::/0").contains("::ffff:10.1.2.3")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%eth0", "fe80:0:0:0:0:0:0:1%2", "fe80::1%"})
    void looksPastTheZoneOfALinkLocalAddress(String address) {
        assertThat(AddressRange.of("fe80::/10").contains(address)).isTrue();
        assertThat(AddressRange.of("2001:db8::/32").contains(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "localhost", "10.1", "256.0.0.1", "1.2.3.4.5", "::g", "[::1]", "10.0.0.1/8", "%"})
    void holdsNothingThatIsNoAddress(String text) {
        assertThat(AddressRange.of("0.0.0.0/0").contains(text)).isFalse();
        assertThat(AddressRange.of("::/0").contains(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "localhost",
                "example.org",
                "10.0/16",
                "256.0.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/x",
                "2001:db8::/129",
                "2001:db8:::/32",
                "fe80::1%eth0",
                "10.*"
            })
    void isNotMadeOfAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.of(text))
                .withMessageStartingWith("Expected ");
    }

    @Test
    void agreesWithArithmeticOnRandomAddresses() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            int network = random.nextInt();
            int prefix = random.nextInt(33);
            // Near addresses differ in low bits only, so that both answers come up.
            int address = network ^ (random.nextInt() >>> random.nextInt(32));
            boolean inside = prefix == 0 || network >>> (32 - prefix) == address >>> (32 - prefix);

            assertThat(AddressRange.of(dotted(network) + "/" + prefix).contains(dotted(address)))
                    .as("seed %d: %s in %s/%d", seed, dotted(address), dotted(network), prefix)
                    .isEqualTo(inside);
        }
    }

    private static String dotted(int address) {
        return "%d.%d.%d.%d".formatted(address >>> 24, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
    }
}
