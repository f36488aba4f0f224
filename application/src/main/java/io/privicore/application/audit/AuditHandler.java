package io.privicore.application.audit;

import io.privicore.application.port.AuditTrails;
import io.privicore.application.port.TrailSeals;
import io.privicore.application.query.AuditQuery;
import io.privicore.application.query.AuditQuery.DirectoryTrail;
import io.privicore.application.query.AuditQuery.ExportDirectoryTrail;
import io.privicore.application.query.AuditQuery.ExportOwnTrail;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.AuditQuery.OwnTrail;
import io.privicore.application.query.TrailExport;
import io.privicore.domain.kernel.ProfileId;
import java.util.UUID;

/** Hands trails out. */
public final class AuditHandler {

    private final AuditTrails trails;
    private final TrailSeals seals;

    public AuditHandler(AuditTrails trails, TrailSeals seals) {
        this.trails = trails;
        this.seals = seals;
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(ProfileId asker, AuditQuery<R> query) {
        return (R)
                switch (query) {
                    case OwnTrail(var filter, var paging) -> trails.page(asker.value(), filter, paging);
                    case ExportOwnTrail(var filter) -> export(asker.value(), filter);
                    case DirectoryTrail(var directory, var filter, var paging) ->
                        trails.page(directory.value(), filter, paging);
                    case ExportDirectoryTrail(var directory, var filter) -> export(directory.value(), filter);
                };
    }

    private TrailExport export(UUID trail, Filter filter) {
        return new Exporting(trails, seals, trail, filter);
    }
}
