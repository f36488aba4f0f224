package io.privicore.adapters.rest.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client said of versions in {@code If-Match} or {@code If-None-Match}: they are weak tags of the revision.
 *
 * @param any whether it said that any will do
 */
record Version(boolean any, List<Long> revisions) {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?([0-9]{1,18})\"?");

    static String tag(long revision) {
        return "W/\"" + revision + "\"";
    }

    /** Nothing where nothing was said; what is no version of ours matches none. */
    static Optional<Version> of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        if (header.strip().equals("*")) {
            return Optional.of(new Version(true, List.of()));
        }
        List<Long> revisions = new ArrayList<>();
        for (var part : header.split(",")) {
            var tag = TAG.matcher(part.strip());
            if (tag.matches()) {
                revisions.add(Long.parseLong(tag.group(1)));
            }
        }
        return Optional.of(new Version(false, List.copyOf(revisions)));
    }

    boolean matches(long revision) {
        return any || revisions.contains(revision);
    }

    /** Throws where something else was wanted. */
    static void require(Optional<Version> wanted, long revision) {
        if (wanted.filter(version -> !version.matches(revision)).isPresent()) {
            throw ScimFailure.outdated();
        }
    }
}
