package io.privicore.application.audit;

import io.privicore.application.port.AuditTrails.Note;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One call while it is carried out. It is bound to its thread, so that whoever writes what comes of it knows what was asked
 * by whom, and a query's entry can be written in the unit of work that has its effect.
 */
public final class AuditedCall {

    private static final ScopedValue<AuditedCall> PRESENT = ScopedValue.newInstance();

    private final Auditing auditing;
    private final String operation;
    private final Object asked;
    private boolean audited;
    private Doer doer;
    private Set<UUID> concerned = Set.of();
    private boolean found = true;
    private boolean written;

    /** @param audited whether the call itself leaves an entry; a command does by being recorded */
    AuditedCall(Auditing auditing, Doer doer, String operation, Object asked, boolean audited) {
        this.auditing = auditing;
        this.doer = doer;
        this.operation = operation;
        this.asked = asked;
        this.audited = audited;
    }

    /** The entry of the present query, if it is to have one, is durable with the present unit of work. */
    public static void succeeds() {
        if (PRESENT.isBound()) {
            PRESENT.get().writeHere(AuditOutcome.SUCCEEDED, Optional.empty());
        }
    }

    /**
     * Says whom a call without a token is about. Where it is about nobody, its entry is written all the same and dropped
     * later: how long an answer takes must not tell who exists.
     */
    public static void isAbout(Optional<ProfileId> profile) {
        if (PRESENT.isBound()) {
            var call = PRESENT.get();
            call.found = profile.isPresent();
            profile.ifPresent(known -> call.doer = call.doer.as(known));
        }
    }

    /** Says of whom an application that showed no profile's token has something. */
    public static void isOf(ProfileId profile, ApplicationId application) {
        if (PRESENT.isBound()) {
            var call = PRESENT.get();
            call.doer = call.doer.as(profile, application);
        }
    }

    /** Says which directory a call is about that does not name it: its entry belongs to that trail, too. */
    public static void concerns(DirectoryId directory) {
        if (PRESENT.isBound()) {
            PRESENT.get().concerned = Set.of(directory.value());
        }
    }

    /** Leaves the present call without an entry, where an earlier one has said the same already. */
    public static void isKnown() {
        if (PRESENT.isBound()) {
            PRESENT.get().written = true;
        }
    }

    static Optional<AuditedCall> present() {
        return PRESENT.isBound() ? Optional.of(PRESENT.get()) : Optional.empty();
    }

    /** Carries a call out. What comes of a query is durable when this returns, and nobody has it before. */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(PRESENT, this).call(() -> {
            T answer = work.get();
            writeAtEnd(AuditOutcome.SUCCEEDED, Optional.empty());
            return answer;
        });
    }

    /** A query was refused. What a policy denies leaves an entry, whatever it was. */
    public void refused(Reason reason) {
        if (reason.kind() != Reason.Kind.UNAVAILABLE) {
            audited |= reason == Reason.POLICY_DENIED;
            writeAtEnd(AuditOutcome.REJECTED, Optional.of(reason));
        }
    }

    Doer doer() {
        return doer;
    }

    Set<UUID> concerned() {
        return concerned;
    }

    Object asked() {
        return asked;
    }

    SortedMap<String, String> about() {
        return auditing.about(asked);
    }

    private void writeHere(AuditOutcome outcome, Optional<Reason> reason) {
        if (isWanted()) {
            auditing.append(note(outcome, reason));
            auditing.afterCommit(() -> written = true);
        }
    }

    private void writeAtEnd(AuditOutcome outcome, Optional<Reason> reason) {
        if (isWanted()) {
            auditing.appendAlone(note(outcome, reason));
            written = true;
        }
    }

    /** A stranger who was not found to be anybody leaves no entry, unless it was tried to find out. */
    private boolean isWanted() {
        return audited && !written && (doer.profile().isPresent() || !found);
    }

    private Note note(AuditOutcome outcome, Optional<Reason> reason) {
        var about = about();
        return auditing.note(doer, operation, outcome, reason.map(Reason::key), Optional.empty(), about, asked);
    }
}
