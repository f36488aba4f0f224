package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.Pending;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes the placements of a token those that it holds: staged ones join it, others go, key and replicas with them. */
@ApplicationScoped
class HeldPlacements {

    private static final String KEEP = """
            with held as (
                select * from unnest(?, ?) as h (ref, state)),
            joined as (
                update placement p set state = held.state from held
                where p.token_id = ? and p.ref = held.ref and p.state <> held.state),
            gone as (
                delete from placement p
                where p.token_id = ? and p.state <> 'STAGED' and p.ref not in (select ref from held)
                returning p.profile_id, p.ref),
            forgotten as (
                delete from replica r using gone where r.profile_id = gone.profile_id and r.ref = gone.ref)
            select count(*) as there from placement p join held on p.ref = held.ref
            where p.token_id = ?
            """;

    private final Sql sql;

    HeldPlacements(Sql sql) {
        this.sql = sql;
    }

    void keep(DataToken token) {
        var held = held(token);
        var id = token.id().value();
        long there = sql.first(
                        KEEP,
                        row -> row.getLong("there"),
                        Sql.ids(held.keySet()),
                        held.values().stream().map(Enum::name).toArray(String[]::new),
                        id,
                        id,
                        id)
                .orElse(0L);
        if (there < held.size()) {
            throw new Stale("Expected the placements of token %s to be staged, but one is not there".formatted(id));
        }
    }

    private static Map<UUID, PlacementState> held(DataToken token) {
        Map<UUID, PlacementState> held = new LinkedHashMap<>();
        switch (token) {
            case DataToken.Reserved reserved -> addPending(held, reserved.pending());
            case DataToken.Permanent permanent -> {
                held.put(permanent.placement().ref().value(), PlacementState.PRESENT);
                addPending(held, permanent.pending());
            }
            case DataToken.Deleted _, DataToken.Expired _ -> {}
        }
        return held;
    }

    private static void addPending(Map<UUID, PlacementState> held, Optional<Pending> pending) {
        pending.ifPresent(next -> held.put(next.placement().ref().value(), PlacementState.PENDING));
    }
}
