package io.privicore.domain.audit;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who did what, on what, with what outcome, when and from where. It names things by their ids, and data tokens by their
 * hash; it never holds data, metadata, a token or a secret.
 *
 * @param operation the wire name
 * @param reason the key of a rejection
 * @param profile who, unless it was a stranger
 * @param application by which application, if not by the profile itself
 * @param device the device, where one acted
 * @param address from where, where that is known
 * @param command the command it belongs to: several entries of one command tell of its course
 * @param about what it was done on
 */
public record AuditEntry(
        Instant at,
        String operation,
        AuditOutcome outcome,
        Optional<String> reason,
        Optional<ProfileId> profile,
        Optional<String> application,
        Optional<DeviceId> device,
        Optional<String> address,
        Optional<UUID> command,
        SortedMap<String, String> about) {

    private static final int LONGEST = 200;

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        address = address.map(AuditEntry::legible);
        SortedMap<String, String> clean = new TreeMap<>();
        about.forEach((name, value) -> clean.put(name, legible(value)));
        about = Collections.unmodifiableSortedMap(clean);
    }

    /** The same with this outcome, at that time. */
    public AuditEntry ended(AuditOutcome outcome, Optional<String> reason, Map<String, String> more, Instant at) {
        SortedMap<String, String> all = new TreeMap<>(about);
        all.putAll(more);
        return new AuditEntry(at, operation, outcome, reason, profile, application, device, address, command, all);
    }

    /** The members of its JSON; what is absent has none. */
    SortedMap<String, Object> members() {
        SortedMap<String, Object> members = new TreeMap<>();
        members.put("at", at.toString());
        members.put("operation", operation);
        members.put("outcome", outcome.wire());
        members.put("about", about);
        reason.ifPresent(value -> members.put("reason", value));
        profile.ifPresent(value -> members.put("profile", value.toString()));
        application.ifPresent(value -> members.put("application", value));
        device.ifPresent(value -> members.put("device", value.toString()));
        address.ifPresent(value -> members.put("address", value));
        command.ifPresent(value -> members.put("command", value.toString()));
        return members;
    }

    /** What callers wrote, without what no database or canonical form can hold, and not longer than it helps. */
    private static String legible(String text) {
        var clean = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> clean.appendCodePoint(isLegible(point) ? point : '\uFFFD'));
        return clean.toString();
    }

    private static boolean isLegible(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }
}
