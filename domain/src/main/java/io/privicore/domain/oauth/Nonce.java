package io.privicore.domain.oauth;

/** What ties a code to the request that the application began: it serves once. It never prints itself. */
public record Nonce(String value) {

    public static final int MAX = 255;

    public Nonce {
        if (value.isBlank() || value.length() > MAX) {
            throw new IllegalArgumentException("Expected a nonce of 1 to %d characters".formatted(MAX));
        }
    }

    @Override
    public String toString() {
        return "Nonce[…]";
    }
}
