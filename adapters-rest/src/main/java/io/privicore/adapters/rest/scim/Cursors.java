package io.privicore.adapters.rest.scim;

import io.privicore.application.port.Tokens;
import io.privicore.domain.kernel.DirectoryId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Cursors of RFC 9865: where a list goes on, as a text that only the engine can make. Nothing is kept for one; it is good
 * for the same question to the same directory, on any node, for an hour.
 */
@Singleton
final class Cursors {

    static final Duration LIFETIME = Duration.ofHours(1);

    private static final int LONGEST = 2_048;
    private static final int SEAL = 22;

    private final Tokens tokens;
    private final InstantSource clock;

    Cursors(Tokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Behind whom to go on. */
    record Place(String value, String id) {}

    /** @param kind what is listed */
    String seal(DirectoryId directory, String kind, Listing listing, Place place) {
        var expiresAt = clock.instant().plus(LIFETIME).getEpochSecond();
        var content = encoded("%d\n%s\n%s".formatted(expiresAt, place.id(), place.value()));
        return content + sealOf(directory, kind, listing, content);
    }

    Place open(DirectoryId directory, String kind, Listing listing, String cursor) {
        if (cursor.length() <= SEAL || cursor.length() > LONGEST) {
            throw invalid();
        }
        var content = cursor.substring(0, cursor.length() - SEAL);
        var seal = sealOf(directory, kind, listing, content);
        if (!MessageDigest.isEqual(
                seal.getBytes(StandardCharsets.UTF_8),
                cursor.substring(cursor.length() - SEAL).getBytes(StandardCharsets.UTF_8))) {
            throw invalid();
        }
        var parts = new String(Base64.getUrlDecoder().decode(content), StandardCharsets.UTF_8).split("\n", 3);
        if (clock.instant().getEpochSecond() >= Long.parseLong(parts[0])) {
            throw new ScimFailure(400, "expiredCursor", "Expected a cursor of the last hour, but it is older");
        }
        return new Place(parts[2], parts[1]);
    }

    private String sealOf(DirectoryId directory, String kind, Listing listing, String content) {
        var question = "scim-cursor\n%s\n%s\n%s\n%s\n%s\n%s"
                .formatted(
                        directory,
                        kind,
                        encoded(listing.filter().orElse("")),
                        encoded(listing.sortBy().orElse("")),
                        listing.descending(),
                        content);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(tokens.hash(question).bytes())
                .substring(0, SEAL);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ScimFailure invalid() {
        return new ScimFailure(
                400, "invalidCursor", "Expected a cursor that was given for this search, but it is none");
    }
}
