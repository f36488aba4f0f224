package io.privicore.application.port;

final class CountingTokensTest extends TokensContract {

    private final CountingTokens tokens = new CountingTokens();

    @Override
    protected Tokens tokens() {
        return tokens;
    }
}
