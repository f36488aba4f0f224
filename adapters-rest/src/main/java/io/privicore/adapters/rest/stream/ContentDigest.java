package io.privicore.adapters.rest.stream;

import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.domain.kernel.Bytes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SHA-256 in {@code Content-Digest} and {@code Repr-Digest} (RFC 9530). */
final class ContentDigest {

    static final String HEADER = "Content-Digest";

    private static final int LENGTH = 32;
    private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256\\s*=\\s*:([^:]*):\\s*(?:,|$)");

    private ContentDigest() {}

    /** What a client says; other algorithms are passed over. A sha-256 that is none is refused, not passed over. */
    static Optional<Bytes> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var found = SHA_256.matcher(header);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            var digest = Base64.getDecoder().decode(found.group(1));
            if (digest.length == LENGTH) {
                return Optional.of(Bytes.wrap(digest));
            }
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
        throw malformed();
    }

    static String text(Bytes digest) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest.view()) + ":";
    }

    private static ProblemThrown malformed() {
        return new ProblemThrown(Problem.invalid(
                "request.invalid",
                "Expected a sha-256 digest of 32 bytes as base64 between colons",
                Map.of(HEADER, List.of("invalid"))));
    }
}
