package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.COMMAND_FAILED;
import static io.privicore.domain.kernel.Reason.DIRECTORY_FORBIDDEN;
import static io.privicore.domain.kernel.Reason.DIRECTORY_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.IMPORT_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.OAUTH_GRANT_ENDED;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryCommand.ImportUsers;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Grants;
import io.privicore.application.port.ImportRows;
import io.privicore.application.port.ImportRows.Result;
import io.privicore.application.port.Members;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.UserBatches;
import io.privicore.application.port.UserImports;
import io.privicore.application.port.UserImports.Import;
import io.privicore.application.port.UserImports.Stage;
import io.privicore.application.port.UserImports.Submitter;
import io.privicore.application.port.UserImports.Tally;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Works imports off, some rows a unit of work. How far it has come is saved with what it did, so whoever goes on where
 * another node died does every row once. What an import may do is asked again with every unit.
 */
public final class Importing {

    /** How long the report of an import is kept. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Logger LOG = System.getLogger(Importing.class.getName());

    private static final int BATCH = 250;

    /** How many imports a node works at. The others wait. */
    private static final int AT_ONCE = 2;

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** How long one that does not come on is tried again. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final UserImports imports;
    private final ImportRows rows;
    private final UserBatches users;
    private final Members members;
    private final Profiles profiles;
    private final Grants grants;
    private final Departure departure;
    private final Settlement settlement;
    private final Commands commands;
    private final Chores chores;
    private final Deadlines deadlines;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public Importing(
            UserImports imports,
            ImportRows rows,
            UserBatches users,
            Members members,
            Profiles profiles,
            Grants grants,
            Departure departure,
            Settlement settlement,
            Commands commands,
            Chores chores,
            Deadlines deadlines,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.imports = imports;
        this.rows = rows;
        this.users = users;
        this.members = members;
        this.profiles = profiles;
        this.grants = grants;
        this.departure = departure;
        this.settlement = settlement;
        this.commands = commands;
        this.chores = chores;
        this.deadlines = deadlines;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    Outcome start(Invocation in, ImportUsers command) {
        imports.save(taken(in, command).under(in.command(), Stage.RUNNING, command.rows(), in.at()));
        chores.add(Kind.IMPORT, in.command().value());
        return new Outcome.Waiting();
    }

    void held(Invocation in, ImportUsers command) {
        imports.save(taken(in, command).under(in.command(), Stage.WAITING, command.rows(), in.at()));
    }

    void rejected(ImportUsers command, Reason reason) {
        var now = clock.instant();
        imports.find(command.file()).ifPresent(file -> imports.save(file.ended(Optional.of(reason), now, now)));
    }

    /** A file that came in by the same caller for this directory, in time, and is no other command's. */
    private Import taken(Invocation in, ImportUsers command) {
        var now = clock.instant();
        return imports.take(command.file())
                .filter(found -> found.directory().equals(command.directory())
                        && found.submitter().profile().equals(in.profile())
                        && found.command()
                                .filter(other -> !other.equals(in.command()))
                                .isEmpty()
                        && found.keptUntil()
                                .filter(until -> !until.isAfter(now))
                                .isEmpty()
                        && (found.stage() == Stage.TAKING || found.stage() == Stage.WAITING))
                .orElseThrow(() ->
                        new Refusal(IMPORT_NOT_FOUND, "Expected file %s, but there is none".formatted(command.file())));
    }

    /** Does all that is left of an import. Throws where it cannot be done now; it is then to be asked again. */
    public void run(CommandId command) {
        if (!room.tryAcquire()) {
            inUnit(() -> {
                deadlines.set(Kind.IMPORT, command.value(), clock.instant().plus(SOON));
                return true;
            });
            return;
        }
        try {
            var found = imports.find(command);
            if (found.isEmpty()) {
                inUnit(() -> {
                    deadlines.clear(Kind.IMPORT, command.value());
                    return true;
                });
                return;
            }
            goOn(command, found.get());
        } finally {
            room.release();
        }
    }

    private void goOn(CommandId command, Import found) {
        var origin = originOf(command, found.submitter());
        try {
            boolean more;
            do {
                more = unitOfWork.insist(origin, () -> step(command));
            } while (more);
        } catch (RuntimeException failure) {
            if (mayPass(failure) || !isTired(command)) {
                throw failure;
            }
            LOG.log(Level.ERROR, "Import %s was given up".formatted(command), failure);
            unitOfWork.insist(origin, () -> giveUp(command));
        }
    }

    /** The database is away. */
    private static boolean mayPass(RuntimeException failure) {
        return failure instanceof Refusal refusal && refusal.reason().kind() == Reason.Kind.UNAVAILABLE;
    }

    private boolean isTired(CommandId command) {
        return imports.find(command)
                .filter(file -> file.advancedAt().plus(PATIENCE).isBefore(clock.instant()))
                .isPresent();
    }

    /** One unit of work; answers whether there is more to do. */
    private boolean step(CommandId command) {
        var found = imports.take(command).filter(taken -> taken.stage() == Stage.RUNNING);
        if (found.isEmpty()) {
            deadlines.clear(Kind.IMPORT, command.value());
            return false;
        }
        var file = found.get();
        var now = clock.instant();
        var obstacle = obstacle(file, now);
        if (obstacle.isPresent()) {
            return breakOff(command, file, obstacle.get(), now);
        }
        var pending = rows.pending(file.directory(), file.id(), file.reached(), BATCH);
        var actor = members.role(file.directory(), file.submitter().profile()).orElse(Role.MEMBER);
        var results = new UserBatch(users, departure, tokens, file, actor, now).carryOut(pending);
        rows.report(file.directory(), file.id(), results);
        var advanced =
                pending.isEmpty() ? file : file.advanced(pending.getLast().row().line(), tally(results), now);
        if (pending.size() < BATCH) {
            imports.save(advanced.ended(Optional.empty(), now, now.plus(KEPT)));
            settlement.succeed(command.value(), Optional.of(body(advanced)));
            deadlines.clear(Kind.IMPORT, command.value());
            return false;
        }
        imports.save(advanced);
        deadlines.set(Kind.IMPORT, command.value(), now.plus(LEASE));
        return true;
    }

    /** Why whoever began the import may not go on with it. */
    private Optional<Reason> obstacle(Import file, Instant now) {
        var submitter = file.submitter();
        if (profiles.find(submitter.profile())
                .filter(profile -> profile.state().isUsable())
                .isEmpty()) {
            return Optional.of(PROFILE_SUSPENDED);
        }
        if (submitter
                .grant()
                .filter(grant ->
                        grants.find(grant).filter(given -> given.isValidAt(now)).isEmpty())
                .isPresent()) {
            return Optional.of(OAUTH_GRANT_ENDED);
        }
        var role = members.role(file.directory(), submitter.profile());
        if (role.isEmpty()) {
            return Optional.of(DIRECTORY_NOT_FOUND);
        }
        return role.get().has(Right.ADMINISTER) ? Optional.empty() : Optional.of(DIRECTORY_FORBIDDEN);
    }

    private boolean giveUp(CommandId command) {
        return imports.take(command)
                .filter(taken -> taken.stage() == Stage.RUNNING)
                .map(taken -> breakOff(command, taken, COMMAND_FAILED, clock.instant()))
                .orElse(false);
    }

    private boolean breakOff(CommandId command, Import file, Reason reason, Instant now) {
        imports.save(file.ended(Optional.of(reason), now, now.plus(KEPT)));
        rows.forgetPending(file.directory(), file.id());
        var done = file.tally();
        commands.explain(
                command,
                "Expected to do %d rows, but it was broken off after %d"
                        .formatted(file.rows(), done.created() + done.updated() + done.unchanged() + done.refused()));
        settlement.reject(command.value(), reason);
        deadlines.clear(Kind.IMPORT, command.value());
        return false;
    }

    private static Tally tally(List<Result> results) {
        var tally = Tally.NONE;
        for (var result : results) {
            tally = tally.plus(
                    switch (result.action()) {
                        case CREATED -> new Tally(1, 0, 0, 0);
                        case UPDATED -> new Tally(0, 1, 0, 0);
                        case UNCHANGED -> new Tally(0, 0, 1, 0);
                        case REFUSED -> new Tally(0, 0, 0, 1);
                    });
        }
        return tally;
    }

    private static String body(Import file) {
        var done = file.tally();
        return "{\"rows\":%d,\"created\":%d,\"updated\":%d,\"unchanged\":%d,\"refused\":%d,\"dryRun\":%b}"
                .formatted(
                        file.rows(), done.created(), done.updated(), done.unchanged(), done.refused(), file.dryRun());
    }

    private static Origin originOf(CommandId command, Submitter submitter) {
        return new Origin(
                Optional.of(submitter.profile()), Optional.of(command), submitter.application(), Optional.empty());
    }

    private void inUnit(Supplier<Boolean> work) {
        unitOfWork.run(Origin.ENGINE, work);
    }
}
