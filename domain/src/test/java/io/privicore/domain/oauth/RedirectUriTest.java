package io.privicore.domain.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/cb",
                "https://example.com",
                "https://EXAMPLE.com:8443/cb?a=b%20c",
                "http://127.0.0.1:7777/cb",
                "http://[::1]/cb",
                "http://localhost:1"
            })
    void isKeptToTheLastCharacter(String uri) {
        assertThat(new RedirectUri(uri).value()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/cb",
                "http://127.0.0.1.example.com/cb",
                "http://localhost@example.com/cb",
                "https://user@example.com/cb",
                "https://example.com/cb#part",
                "https://example.com/cb#",
                "https:///cb",
                "https:example.com",
                "/cb",
                "javascript:alert(1)",
                "myapp://cb",
                "https://example.com/c b",
                "https://example.com\\@evil.example",
                "https://example.com/\r\nX: y",
                ""
            })
    void isRefusedWhereOthersCouldListen(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RedirectUri(uri));
    }
}
