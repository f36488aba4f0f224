package io.privicore.domain.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.domain.kernel.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MotionTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, title",
        "201, 1, 1, title",
        "1, 0, 1, question",
        "1, 2001, 1, question",
        "1, 1, 0, nonce",
        "1, 1, 201, nonce"
    })
    void isNotPutWithoutTextOrWithTooMuchOfIt(int title, int question, int nonce, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> motion(title, question, nonce, Motion.DIGEST))
                .withMessageContaining("Expected a %s of 1 to".formatted(what));
    }

    @Test
    void isPutWithAsMuchTextAsIsAllowed() {
        assertThat(motion(200, 2000, 200, Motion.DIGEST).nonce()).hasValue("x".repeat(200));
    }

    @ParameterizedTest
    @CsvSource({"0", "31", "33"})
    void hasADigestOfThirtyTwoBytes(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> motion(1, 1, 1, bytes))
                .withMessage("Expected a digest of 32 bytes");
    }

    @Test
    void showsWhatItWasOpenedWithInItsOrder() {
        var shown = new LinkedHashMap<String, String>();
        shown.put("requester", "r");
        shown.put("address", "a");
        var motion =
                new Motion("t", "q", Optional.empty(), shown, Bytes.wrap(new byte[Motion.DIGEST]), Optional.empty());

        shown.put("address", "another");

        assertThat(motion.attributes()).containsExactly(Map.entry("requester", "r"), Map.entry("address", "a"));
    }

    private static Motion motion(int title, int question, int nonce, int digest) {
        return new Motion(
                "x".repeat(title),
                "x".repeat(question),
                Optional.of("x".repeat(nonce)),
                Map.of(),
                Bytes.wrap(new byte[digest]),
                Optional.empty());
    }
}
