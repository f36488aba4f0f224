package io.privicore.application.token;

import io.privicore.application.DataStreams.Upload;
import io.privicore.application.audit.Auditing;
import io.privicore.application.audit.Doer;
import io.privicore.application.command.TokenCommand.Attach;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.DownloadTokens.Granted;
import io.privicore.application.port.StreamTokens.Issued;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.token.DataToken.Permanent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the audit trails say of streams: that one began, and how it ended. Each within the present unit of work. */
public final class StreamNotes {

    private static final String UPLOAD = "stream.upload";
    private static final String DOWNLOAD = "stream.download";

    private final Auditing auditing;
    private final TokenSecrets secrets;

    public StreamNotes(Auditing auditing, TokenSecrets secrets) {
        this.auditing = auditing;
        this.secrets = secrets;
    }

    /** @param token what the upload became */
    void upload(Upload upload, Issued issued, AuditOutcome outcome, Optional<String> token) {
        Map<String, String> about = new HashMap<>();
        about.put("reservation", issued.command().toString());
        token.ifPresent(text -> about.put("token", secrets.hash(text).hex()));
        var application = issued.delegation().map(held -> held.application().toString());
        var doer = Doer.of(issued.owner(), application, upload.address());
        auditing.note(doer, UPLOAD, outcome, Optional.empty(), about);
    }

    /** What an upload brought waits for votes. */
    void held(Invocation in, String operation, Attach attach, Settlement settlement) {
        auditing.of(in.actor().doer(), operation, attach).during(() -> {
            settlement.recordHeld(in, operation);
            return true;
        });
    }

    void download(Granted granted, Permanent token, String address, AuditOutcome outcome) {
        Map<String, String> about = Map.of(
                "token",
                token.token().hash().hex(),
                "request",
                granted.request().toString());
        var doer = Doer.of(granted.owner(), Optional.empty(), address);
        auditing.note(doer, DOWNLOAD, outcome, Optional.empty(), about);
    }
}
