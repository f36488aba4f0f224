package io.privicore.adapters.rest.fake;

import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.Page;
import io.privicore.application.query.TrailExport;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the fake answers of audit trails. */
final class AuditAnswers {

    private static final UUID TRAIL = UUID.fromString("1b4e28ba-2fa1-41d2-883f-0016d3cca427");

    private AuditAnswers() {}

    static Object answer(AuditQuery<?> query) {
        return switch (query) {
            case AuditQuery.OwnTrail trail -> new Page<>(List.of(link()), 1, trail.paging());
            case AuditQuery.ExportOwnTrail _, AuditQuery.ExportDirectoryTrail _ -> export();
            case AuditQuery.DirectoryTrail trail -> new Page<>(List.of(link()), 1, trail.paging());
        };
    }

    /** Longer than what is written at once. */
    private static TrailExport export() {
        Iterator<Integer> batches = IntStream.range(0, 100).iterator();
        return () -> {
            if (!batches.hasNext()) {
                return Optional.empty();
            }
            batches.next();
            return Optional.of(
                    IntStream.range(0, 100).mapToObj(_ -> link().line()).toList());
        };
    }

    private static Link link() {
        return Checkpoint.empty(TRAIL)
                .append(new AuditEntry(
                        Instant.parse("2026-02-21T15:33:44.987Z"),
                        "device.approve",
                        AuditOutcome.REJECTED,
                        Optional.of("device.not_pending"),
                        Optional.of(new ProfileId(TRAIL)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("192.0.2.7"),
                        Optional.of(UUID.fromString("6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001")),
                        new TreeMap<>(Map.of("device", "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11"))));
    }
}
