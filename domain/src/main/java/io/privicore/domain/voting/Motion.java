package io.privicore.domain.voting;

import io.privicore.domain.kernel.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is put to the vote. Voters see all of it, so it never holds data, tokens or secrets.
 *
 * @param nonce the requester's own mark, handed back as it came
 * @param attributes what tells voters more: who asks, for what, from where, how large
 * @param digest SHA-256 that stands for exactly this operation; votes are signed over it
 * @param command the operation that waits for the outcome; none for a poll that a person opened
 */
public record Motion(
        String title,
        String question,
        Optional<String> nonce,
        Map<String, String> attributes,
        Bytes digest,
        Optional<UUID> command) {

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_QUESTION = 2000;
    public static final int LONGEST_NONCE = 200;

    /** Most attributes, and the longest of their values. */
    public static final int MOST_ATTRIBUTES = 32;

    public static final int LONGEST_ATTRIBUTE = 1000;

    /** Bytes of a digest. */
    public static final int DIGEST = 32;

    public Motion {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        if (attributes.size() > MOST_ATTRIBUTES
                || attributes.values().stream().anyMatch(value -> value.length() > LONGEST_ATTRIBUTE)) {
            throw new IllegalArgumentException("Expected at most %d attributes of at most %d characters"
                    .formatted(MOST_ATTRIBUTES, LONGEST_ATTRIBUTE));
        }
        requireText("title", title, LONGEST_TITLE);
        requireText("question", question, LONGEST_QUESTION);
        nonce.ifPresent(mark -> requireText("nonce", mark, LONGEST_NONCE));
        if (digest.length() != DIGEST) {
            throw new IllegalArgumentException("Expected a digest of %d bytes".formatted(DIGEST));
        }
    }

    private static void requireText(String what, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("Expected a %s of 1 to %d characters".formatted(what, longest));
        }
    }
}
