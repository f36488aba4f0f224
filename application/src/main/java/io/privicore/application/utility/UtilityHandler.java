package io.privicore.application.utility;

import static io.privicore.domain.kernel.Reason.COMMAND_NOT_FOUND;

import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.port.Commands;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.Vitals;
import io.privicore.application.query.CommandQuery;
import io.privicore.application.query.CommandQuery.Status;
import io.privicore.application.query.CommandQuery.StatusView;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.UtilityQuery;
import io.privicore.application.query.UtilityQuery.EnginePublicKey;
import io.privicore.application.query.UtilityQuery.GenerateKeys;
import io.privicore.application.query.UtilityQuery.Health;
import io.privicore.application.query.UtilityQuery.HealthView;
import io.privicore.domain.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Answers what is asked about the platform itself and about commands. */
public final class UtilityHandler {

    private final Commands commands;
    private final EngineKeys engineKeys;
    private final PublicKeys publicKeys;
    private final List<Vitals> vitals;

    public UtilityHandler(Commands commands, EngineKeys engineKeys, PublicKeys publicKeys, List<Vitals> vitals) {
        this.commands = commands;
        this.engineKeys = engineKeys;
        this.publicKeys = publicKeys;
        this.vitals = List.copyOf(vitals);
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, CommandQuery<R> query) {
        return (R)
                switch (query) {
                    case Status status -> status(actor, status.command());
                };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, UtilityQuery<R> query) {
        return (R)
                switch (query) {
                    case Health _ -> health();
                    case GenerateKeys _ -> publicKeys.generate();
                    case EnginePublicKey _ -> engineKeys.publicKey().hex();
                };
    }

    private StatusView status(Actor actor, CommandId id) {
        var entry = commands.find(id)
                .orElseThrow(
                        () -> new Refusal(COMMAND_NOT_FOUND, "Expected a command %s, but there is none".formatted(id)));
        var own = !actor.isNobody() && entry.submitter().equals(actor.profile()) && mayKnow(actor, entry);
        boolean explained = own && entry.state() == CommandState.REJECTED;
        return new StatusView(
                id,
                entry.state(),
                own ? entry.body() : Optional.empty(),
                explained ? commands.explanation(id) : Optional.empty(),
                entry.submittedAt(),
                entry.settledAt());
    }

    /** An application learns of its own commands; results of others may be more than it was granted. */
    private static boolean mayKnow(Actor actor, Commands.Entry entry) {
        return actor.application().isEmpty() || actor.application().equals(entry.application());
    }

    private HealthView health() {
        var checks = new TreeMap<String, Boolean>();
        vitals.forEach(vital -> checks.put(vital.name(), vital.isUp()));
        return new HealthView(checks);
    }
}
