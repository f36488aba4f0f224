package io.privicore.application.audit;

import io.privicore.application.port.AuditTrails;
import io.privicore.application.port.AuditTrails.SealedCheckpoint;
import io.privicore.application.port.TrailSeals;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.TrailExport;
import io.privicore.domain.audit.CanonicalJson;
import io.privicore.domain.audit.ChainCheck;
import io.privicore.domain.audit.ChainCheck.Finding.Broken;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.Bytes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A trail on its way out, checked link by link as it goes. The last line of a whole one is its end, signed, unless something
 * does not fit: the engine signs nothing that it would not vouch for.
 */
final class Exporting implements TrailExport {

    private static final Logger LOG = System.getLogger(Exporting.class.getName());
    private static final int BATCH = 500;

    private final AuditTrails trails;
    private final TrailSeals seals;
    private final Filter filter;
    private final SealedCheckpoint end;
    private final ChainCheck check;
    private long reached;
    private boolean over;

    Exporting(AuditTrails trails, TrailSeals seals, UUID trail, Filter filter) {
        this.trails = trails;
        this.seals = seals;
        this.filter = filter;
        this.end = trails.checkpoint(trail)
                .orElseGet(() -> new SealedCheckpoint(Checkpoint.empty(trail), Chainer.NO_SEAL));
        this.check = new ChainCheck(trail, checkpoint().cut());
        this.reached = checkpoint().cut().number();
    }

    @Override
    public Optional<List<String>> next() {
        if (over) {
            return Optional.empty();
        }
        long last = checkpoint().head().number();
        var links = trails.after(checkpoint().trail(), filter, reached, last, BATCH);
        if (!links.isEmpty()) {
            links.forEach(link -> check.next(link.evidence()));
            reached = links.getLast().number();
            return Optional.of(links.stream().map(Link::line).toList());
        }
        over = true;
        return filter.isNone() ? Optional.of(List.of(lastLine())) : Optional.empty();
    }

    private Checkpoint checkpoint() {
        return end.checkpoint();
    }

    private String lastLine() {
        if (checkpoint().head().number() == 0) {
            return unsigned("nothing was entered yet");
        }
        if (check.finding(checkpoint().head()) instanceof Broken(long number, String why)) {
            return wasCutMeanwhile()
                    ? unsigned("old entries were let go meanwhile")
                    : flawed("entry %d: %s".formatted(number, why));
        }
        if (!seals.fits(checkpoint(), end.seal())) {
            return flawed("its end is not where the engine left it");
        }
        return CanonicalJson.of(Map.of(
                "checkpoint", checkpoint().members(),
                "key", hex(seals.publicKey()),
                "signature", hex(seals.sign(checkpoint().statement()))));
    }

    private boolean wasCutMeanwhile() {
        return trails.checkpoint(checkpoint().trail())
                .map(now -> !now.checkpoint().cut().equals(checkpoint().cut()))
                .orElse(false);
    }

    private String flawed(String why) {
        LOG.log(
                Level.ERROR,
                "The audit trail {0} was tampered with: {1}",
                checkpoint().trail(),
                why);
        return unsigned(why);
    }

    private String unsigned(String why) {
        return CanonicalJson.of(Map.of("checkpoint", checkpoint().members(), "unsigned", why));
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.view());
    }
}
