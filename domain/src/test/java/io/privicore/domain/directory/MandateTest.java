package io.privicore.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MandateTest {

    @Test
    void concernsWhatAnyOfItsPoolsIsMandatoryFor() {
        var mandate = new Mandate(
                false, Map.of("Board", Set.of("directory.remove-user"), "Night", Set.of("directory.update-user")));

        assertThat(mandate.concerns(Set.of("directory.replace-user", "directory.update-user")))
                .isTrue();
        assertThat(mandate.concerns(Set.of("directory.replace-user", "directory.create-user")))
                .isFalse();
    }

    @Test
    void concernsEverythingWhereEveryPoolIsMandatory() {
        assertThat(new Mandate(true, Map.of()).concerns(Set.of("device.pair"))).isTrue();
        assertThat(Mandate.NONE.concerns(Set.of("device.pair"))).isFalse();
    }
}
