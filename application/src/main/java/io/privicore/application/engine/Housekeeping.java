package io.privicore.application.engine;

import io.privicore.application.policy.Holding;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.DownloadTokens;
import io.privicore.application.port.Enrolments;
import io.privicore.application.port.Events;
import io.privicore.application.port.Grants;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.UserImports;
import io.privicore.application.token.Placing;
import io.privicore.domain.device.DeviceEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Notices devices that went quiet, and forgets what has served its time. One node at a time does it. */
public final class Housekeeping {

    static final UUID SUBJECT = new UUID(0, 0);

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration CLAIMS = Duration.ofHours(24);
    private static final Duration DEVICE_SESSIONS = Duration.ofDays(30);
    private static final Duration STAGING = Duration.ofMinutes(10);
    private static final int SWEEP = 100;
    private static final int SWEPT_ROWS = 5_000;

    private final DevicePresences presences;
    private final Sessions sessions;
    private final Commands commands;
    private final DeviceSessions deviceSessions;
    private final Grants grants;
    private final AuthorizationCodes codes;
    private final StreamTokens streamTokens;
    private final DownloadTokens downloadTokens;
    private final PairingTokens pairingTokens;
    private final HeldOperations held;
    private final Enrolments enrolments;
    private final UserImports imports;
    private final Placing placing;
    private final Deadlines deadlines;
    private final Events events;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Duration quietAfter;

    /** @param quietAfter how long without a sign of life a device counts as offline */
    public Housekeeping(
            DevicePresences presences,
            Sessions sessions,
            Commands commands,
            DeviceSessions deviceSessions,
            Grants grants,
            AuthorizationCodes codes,
            StreamTokens streamTokens,
            DownloadTokens downloadTokens,
            PairingTokens pairingTokens,
            HeldOperations held,
            Enrolments enrolments,
            UserImports imports,
            Placing placing,
            Deadlines deadlines,
            Events events,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Duration quietAfter) {
        this.presences = presences;
        this.sessions = sessions;
        this.commands = commands;
        this.deviceSessions = deviceSessions;
        this.grants = grants;
        this.codes = codes;
        this.streamTokens = streamTokens;
        this.downloadTokens = downloadTokens;
        this.pairingTokens = pairingTokens;
        this.held = held;
        this.enrolments = enrolments;
        this.imports = imports;
        this.placing = placing;
        this.deadlines = deadlines;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.quietAfter = quietAfter;
    }

    void run() {
        unitOfWork.run(Origin.ENGINE, () -> {
            var now = clock.instant();
            presences
                    .sweep(now.minus(quietAfter))
                    .forEach(quiet -> events.append(new DeviceEvent.Disconnected(quiet.owner(), quiet.device())));
            placing.sweep(now.minus(STAGING), SWEEP);
            sessions.forgetExpired(now);
            grants.forgetExpired(now);
            codes.forgetExpired(now);
            streamTokens.forgetExpired(now);
            downloadTokens.forgetExpired(now);
            pairingTokens.forgetExpired(now);
            commands.forgetClaims(now.minus(CLAIMS));
            enrolments.forgetExpired(now);
            imports.forgetExpired(now, SWEPT_ROWS);
            held.forgetPermits(now.minus(Holding.PERMIT));
            deviceSessions.forgetOpenedBefore(now.minus(DEVICE_SESSIONS));
            deadlines.set(Kind.HOUSEKEEPING, SUBJECT, now.plus(EVERY));
            return true;
        });
    }
}
