package io.privicore.application.query;

import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.domain.access.Scope;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Link;
import io.privicore.domain.directory.Right;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import java.time.Instant;
import java.util.Optional;

/** What can be asked about audit trails. */
public sealed interface AuditQuery<R> extends Query<R> {

    /** The caller's own trail, newest first. */
    @Operation(value = "audit.list", scope = Scope.PROFILE_READ)
    record OwnTrail(Filter filter, Paging paging) implements AuditQuery<Page<Link>> {}

    /** The same from its beginning to its end, with what shows that nothing of it was changed. */
    @Operation(value = "audit.export", scope = Scope.PROFILE_READ, audited = true)
    record ExportOwnTrail(Filter filter) implements AuditQuery<TrailExport> {}

    /** The trail of a directory, newest first. */
    @Operation(value = "directory.audit", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record DirectoryTrail(DirectoryId directory, Filter filter, Paging paging)
            implements AuditQuery<Page<Link>>, DirectoryOperation {}

    /** The same from its beginning to its end, with what shows that nothing of it was changed. */
    @Operation(
            value = "directory.export-audit",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            audited = true)
    record ExportDirectoryTrail(DirectoryId directory, Filter filter)
            implements AuditQuery<TrailExport>, DirectoryOperation {}

    /**
     * What a trail is narrowed by.
     *
     * @param operation a wire name, or the beginning of some with a trailing {@code *}
     * @param from the earliest, {@code to} what is too late
     */
    record Filter(
            Optional<String> operation,
            Optional<AuditOutcome> outcome,
            Optional<String> application,
            Optional<DeviceId> device,
            Optional<Instant> from,
            Optional<Instant> to) {

        public static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public boolean isNone() {
            return equals(NONE);
        }
    }
}
