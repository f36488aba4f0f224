package io.privicore.bootstrap.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.domain.audit.CanonicalJson;
import io.privicore.domain.audit.ChainCheck;
import io.privicore.domain.audit.ChainCheck.Finding.Broken;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Evidence;
import io.privicore.domain.audit.Mark;
import io.privicore.domain.kernel.Bytes;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.RefusedKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An exported audit trail, checked line by line without the platform that wrote it. */
public final class AuditExport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Optional<Bytes> trusted;
    private final List<Mark> known;
    private final List<String> flaws = new ArrayList<>();
    private @Nullable ChainCheck check;
    private @Nullable UUID trail;
    private Mark from = Mark.START;
    private Mark reached = Mark.START;
    private long entries;
    private boolean ended;
    private boolean signed;

    private AuditExport(Optional<Bytes> trusted, List<Mark> known) {
        this.trusted = trusted;
        this.known = new ArrayList<>(known);
    }

    /**
     * What was found.
     *
     * @param from the place before the first entry
     * @param reached the place of the last
     * @param key the key of the signature, where it fits
     * @param known whether that key was known from elsewhere, and not only from the export itself
     * @param flaws why the export does not show what it claims; empty where it does
     */
    public record Findings(
            String trail,
            Mark from,
            Mark reached,
            long entries,
            Optional<String> key,
            boolean known,
            List<String> flaws) {

        public boolean isSound() {
            return flaws.isEmpty();
        }
    }

    /**
     * Checks that no entry was changed, dropped, added or moved, and that the end is the one that the platform signed.
     *
     * @param trusted the platform's key, where it is known from elsewhere
     * @param known places that the trail is known to have gone through
     */
    public static Findings check(BufferedReader lines, Optional<Bytes> trusted, List<Mark> known) throws IOException {
        var export = new AuditExport(trusted, known);
        int number = 0;
        Optional<String> key = Optional.empty();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                var members = JSON.readValue(line, OBJECT);
                if (export.ended) {
                    export.flaws.add("Line %d follows the end.".formatted(number));
                } else if (members.containsKey("checkpoint")) {
                    key = export.end(members);
                } else {
                    export.entry(members);
                }
            } catch (JsonProcessingException | IllegalArgumentException | ClassCastException e) {
                throw new ClientFailure(
                        "Expected an exported audit trail, but line %d cannot be read.".formatted(number), e);
            }
        }
        return export.findings(key);
    }

    private void entry(Map<String, Object> members) {
        var hash = bytes(members, "hash");
        members.remove("hash");
        var evidence = new Evidence(
                UUID.fromString(text(members, "trail")),
                number(members),
                bytes(members, "previous"),
                CanonicalJson.of(members),
                hash);
        var following = check;
        if (following == null) {
            from = new Mark(Math.max(0, evidence.number() - 1), evidence.previous());
            trail = evidence.trail();
            see(from);
            following = new ChainCheck(evidence.trail(), from);
            check = following;
        }
        following.next(evidence);
        entries++;
        reached = new Mark(Math.max(0, evidence.number()), hash);
        see(reached);
    }

    private Optional<String> end(Map<String, Object> members) {
        ended = true;
        if (members.containsKey("unsigned")) {
            flaws.add("The platform itself does not vouch for it: %s.".formatted(text(members, "unsigned")));
            return Optional.empty();
        }
        var claimed = object(members, "checkpoint");
        var checkpoint = new Checkpoint(
                UUID.fromString(text(claimed, "trail")), mark(object(claimed, "cut")), mark(object(claimed, "head")));
        if (check != null && !checkpoint.trail().equals(trail)) {
            flaws.add("The end that was signed is of trail %s.".formatted(checkpoint.trail()));
        }
        trail = checkpoint.trail();
        if (check == null) {
            from = checkpoint.cut();
            reached = from;
            see(from);
            check = new ChainCheck(checkpoint.trail(), from);
        } else if (!from.equals(checkpoint.cut())) {
            flaws.add("Entries before number %d are missing: the trail begins after number %d."
                    .formatted(from.number() + 1, checkpoint.cut().number()));
        }
        broken(check.finding(checkpoint.head()));
        return signature(checkpoint, members);
    }

    private Optional<String> signature(Checkpoint checkpoint, Map<String, Object> members) {
        var key = trusted.orElseGet(() -> bytes(members, "key"));
        try {
            signed = Ed25519Key.of(key.toArray())
                    .verifies(
                            io.privicore.protocol.Bytes.wrap(
                                    bytes(members, "signature").toArray()),
                            checkpoint.statement().toArray());
        } catch (RefusedKey weak) {
            signed = false;
        }
        if (!signed) {
            flaws.add(
                    trusted.isPresent()
                            ? "The signature of the end does not fit the key you named."
                            : "The signature of the end does not fit.");
        }
        return signed ? Optional.of(HexFormat.of().formatHex(key.view())) : Optional.empty();
    }

    private Findings findings(Optional<String> key) {
        if (!ended) {
            if (check != null) {
                broken(check.finding());
            }
            flaws.add("The signed end is missing: the export is cut, or it was filtered.");
        }
        // What was let go of cannot be shown any more.
        known.removeIf(mark -> mark.number() < from.number());
        known.forEach(mark ->
                flaws.add("It does not go through number %d with the hash you named.".formatted(mark.number())));
        return new Findings(
                trail == null ? "" : trail.toString(),
                from,
                reached,
                entries,
                key,
                trusted.isPresent(),
                List.copyOf(flaws));
    }

    private void see(Mark mark) {
        known.remove(mark);
    }

    private void broken(ChainCheck.Finding finding) {
        if (finding instanceof Broken(long number, String why)) {
            flaws.add("The first break is at number %d: %s.".formatted(number, why));
        }
    }

    private static Mark mark(Map<String, Object> members) {
        return new Mark(number(members), bytes(members, "hash"));
    }

    private static long number(Map<String, Object> members) {
        if (members.get("number") instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("Expected a number");
    }

    private static String text(Map<String, Object> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Expected a text " + name);
    }

    private static Map<String, Object> object(Map<String, Object> members, String name) {
        if (members.get(name) instanceof Map<?, ?> map) {
            Map<String, Object> object = new TreeMap<>();
            map.forEach((key, value) -> object.put(key.toString(), value));
            return object;
        }
        throw new IllegalArgumentException("Expected an object " + name);
    }

    private static Bytes bytes(Map<String, Object> members, String name) {
        return Bytes.wrap(HexFormat.of().parseHex(text(members, name)));
    }
}
