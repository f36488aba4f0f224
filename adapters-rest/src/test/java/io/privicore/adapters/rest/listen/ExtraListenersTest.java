package io.privicore.adapters.rest.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.adapters.rest.listen.ExtraListeners.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtraListenersTest {

    @Test
    void anAddressIsAPortOfTheMainHostOrNamesItsOwn() {
        assertThat(Address.parse(" 8083 ", "127.0.0.1")).isEqualTo(new Address("127.0.0.1", 8083));
        assertThat(Address.parse("0.0.0.0:8010", "127.0.0.1")).isEqualTo(new Address("0.0.0.0", 8010));
        assertThat(Address.parse("[::1]:8011", "127.0.0.1")).isEqualTo(new Address("::1", 8011));
    }

    @Test
    void whatIsNoAddressEndsTheStart() {
        for (var text : List.of("", "x", "host:", ":8083", "8083x", "70000", "-1")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> Address.parse(text, "127.0.0.1"))
                    .withMessageContaining("privicore.listen.extra");
        }
    }
}
