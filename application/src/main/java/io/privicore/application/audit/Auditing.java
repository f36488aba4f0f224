package io.privicore.application.audit;

import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.port.AuditTrails;
import io.privicore.application.port.AuditTrails.Note;
import io.privicore.application.port.Commands.Entry;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Query;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.kernel.ProfileId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Leaves entries in the audit trails: of every command, written where its outcome is; of queries that declare it; and of what
 * else areas note. Everything here works within the present unit of work unless it says otherwise, so that an entry is
 * there if and only if what it tells of was committed.
 */
public final class Auditing {

    private final AuditTrails trails;
    private final FurtherTrails further;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final boolean enabled;

    /** @param enabled whether anything is noted from now on; what was noted before stays */
    public Auditing(
            AuditTrails trails,
            FurtherTrails further,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            boolean enabled) {
        this.trails = trails;
        this.further = further;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.enabled = enabled;
    }

    /** A command that is about to be carried out. */
    public AuditedCall of(Doer doer, String operation, Command command) {
        return new AuditedCall(this, doer, operation, command, false);
    }

    /** A query that is about to be answered. */
    public AuditedCall of(Doer doer, Operation operation, Query<?> query) {
        return new AuditedCall(this, doer, operation.value(), query, operation.audited());
    }

    /** A command was made durable, ended or not. */
    public void recorded(Doer doer, Entry command) {
        if (!enabled) {
            return;
        }
        switch (command.state()) {
            case STARTED -> begin(doer, command.id(), command.operation(), AuditOutcome.ACCEPTED);
            case SUCCEEDED -> succeeded(doer, command);
            case REJECTED ->
                trails.append(noteOfCommand(
                        doer,
                        command.id(),
                        command.operation(),
                        AuditOutcome.REJECTED,
                        command.body(),
                        new TreeMap<>()));
        }
    }

    /** A command or a query began to wait for votes. */
    public void held(Doer doer, CommandId command, String operation) {
        if (enabled) {
            begin(doer, command, operation, AuditOutcome.HELD);
        }
    }

    /** A command that had not ended did. */
    public void settled(Entry command) {
        if (!enabled || command.state() == CommandState.STARTED) {
            return;
        }
        boolean succeeded = command.state() == CommandState.SUCCEEDED;
        var outcome = succeeded ? AuditOutcome.SUCCEEDED : AuditOutcome.REJECTED;
        var reason = succeeded ? Optional.<String>empty() : command.body();
        var made = succeeded ? made(command) : new TreeMap<String, String>();
        if (!trails.end(command.id().value(), outcome, reason, made, clock.instant())) {
            // It began before anything was noted.
            var doer = Doer.unknown(command.submitter());
            trails.append(noteOfCommand(doer, command.id(), command.operation(), outcome, reason, made));
        }
    }

    /**
     * Notes what is neither a command nor a query.
     *
     * @param trails further ones besides the doer's own
     */
    public void note(
            Doer doer,
            String operation,
            AuditOutcome outcome,
            Optional<String> reason,
            Map<String, String> about,
            ProfileId... trails) {
        if (!enabled) {
            return;
        }
        Set<UUID> all = new HashSet<>();
        doer.profile().ifPresent(profile -> all.add(profile.value()));
        for (var trail : trails) {
            all.add(trail.value());
        }
        append(new Note(all, entry(doer, operation, outcome, reason, Optional.empty(), new TreeMap<>(about))));
        AuditedCall.isKnown();
    }

    /** From where the present call comes, if there is one. */
    public Optional<String> address() {
        return AuditedCall.present().flatMap(call -> call.doer().address());
    }

    SortedMap<String, String> about(Object asked) {
        return Subjects.of(asked, tokens);
    }

    void append(Note note) {
        if (enabled) {
            trails.append(note);
        }
    }

    /** In a unit of work of its own. */
    void appendAlone(Note note) {
        if (enabled) {
            var origin = new Origin(note.entry().profile(), Optional.empty(), Optional.empty(), Optional.empty());
            unitOfWork.insist(origin, () -> {
                trails.append(note);
                return true;
            });
        }
    }

    void afterCommit(Runnable action) {
        unitOfWork.afterCommit(action);
    }

    Note note(
            Doer doer,
            String operation,
            AuditOutcome outcome,
            Optional<String> reason,
            Optional<UUID> command,
            SortedMap<String, String> about,
            Object asked) {
        return new Note(trailsOf(doer, asked), entry(doer, operation, outcome, reason, command, about));
    }

    private void begin(Doer doer, CommandId command, String operation, AuditOutcome outcome) {
        boolean permit = AuditedCall.present()
                .filter(call -> call.asked() instanceof Query)
                .isPresent();
        var note = noteOfCommand(doer, command, operation, outcome, Optional.empty(), new TreeMap<>());
        trails.begin(command.value(), note, permit);
    }

    private void succeeded(Doer doer, Entry command) {
        var made = made(command);
        var note =
                noteOfCommand(doer, command.id(), command.operation(), AuditOutcome.SUCCEEDED, Optional.empty(), made);
        if (doer.profile().isEmpty() && made.containsKey(Subjects.MADE)) {
            // A profile that registers itself is nobody until then; its trail begins with that.
            Set<UUID> all = new HashSet<>(note.trails());
            all.add(UUID.fromString(made.get(Subjects.MADE)));
            trails.append(new Note(all, note.entry()));
        } else {
            trails.append(note);
        }
    }

    private SortedMap<String, String> made(Entry command) {
        return command.body().map(body -> Subjects.made(body, tokens)).orElseGet(TreeMap::new);
    }

    private Note noteOfCommand(
            Doer doer,
            CommandId command,
            String operation,
            AuditOutcome outcome,
            Optional<String> reason,
            SortedMap<String, String> made) {
        var call = AuditedCall.present();
        SortedMap<String, String> about = new TreeMap<>(made);
        call.map(AuditedCall::about).ifPresent(about::putAll);
        return note(
                doer,
                operation,
                outcome,
                reason,
                Optional.of(command.value()),
                about,
                call.map(AuditedCall::asked).orElse(operation));
    }

    private Set<UUID> trailsOf(Doer doer, Object asked) {
        Set<UUID> all =
                new HashSet<>(AuditedCall.present().map(AuditedCall::concerned).orElse(Set.of()));
        doer.profile().ifPresent(profile -> {
            all.add(profile.value());
            all.addAll(further.of(profile, asked));
        });
        return all;
    }

    private AuditEntry entry(
            Doer doer,
            String operation,
            AuditOutcome outcome,
            Optional<String> reason,
            Optional<UUID> command,
            SortedMap<String, String> about) {
        return new AuditEntry(
                clock.instant(),
                operation,
                outcome,
                reason,
                doer.profile(),
                doer.application(),
                doer.device(),
                doer.address(),
                command,
                about);
    }
}
