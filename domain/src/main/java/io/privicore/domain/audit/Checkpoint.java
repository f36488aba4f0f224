package io.privicore.domain.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.privicore.domain.kernel.Bytes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How far a trail reaches: from where, since what is older may have been let go, to where.
 *
 * @param cut the place before the oldest entry that is kept
 * @param head the place of the newest
 */
public record Checkpoint(UUID trail, Mark cut, Mark head) {

    public Checkpoint {
        if (cut.number() > head.number()) {
            throw new IllegalArgumentException("Expected a cut at or before the head");
        }
    }

    public static Checkpoint empty(UUID trail) {
        return new Checkpoint(trail, Mark.START, Mark.START);
    }

    public Link append(AuditEntry entry) {
        return Link.after(trail, head, entry);
    }

    public Checkpoint reaching(Link link) {
        return new Checkpoint(trail, cut, link.mark());
    }

    /** The same after everything up to the link was let go. */
    public Checkpoint cutAt(Mark mark) {
        return new Checkpoint(trail, mark, head);
    }

    /** The members of its JSON. */
    public SortedMap<String, Object> members() {
        return new TreeMap<>(Map.of("trail", trail.toString(), "cut", members(cut), "head", members(head)));
    }

    /** What a seal or a signature of it covers: what it is, so that it is taken for nothing else, and all of it. */
    public Bytes statement() {
        return Bytes.wrap(("privicore audit checkpoint\n" + CanonicalJson.of(members())).getBytes(UTF_8));
    }

    private static Map<String, Object> members(Mark mark) {
        return Map.of("number", mark.number(), "hash", Link.hex(mark.hash()));
    }
}
