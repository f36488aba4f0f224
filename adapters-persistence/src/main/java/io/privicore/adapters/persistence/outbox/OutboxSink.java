package io.privicore.adapters.persistence.outbox;

import io.privicore.adapters.persistence.tx.EventSink;
import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.command.CommandId;
import io.privicore.application.event.EventCatalogue;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Writes the events of a unit in one statement, however many there are. */
@ApplicationScoped
public class OutboxSink implements EventSink {

    private static final String INSERT = """
            insert into outbox (id, type, subject, profile_id, command_id, application_id, traceparent, time, data)
            select e.id, e.type, e.subject, e.profile_id, ?::uuid, ?::uuid, ?::text, ?::timestamptz, e.data::jsonb
            from unnest(?, ?, ?, ?, ?) with ordinality as e (id, type, subject, profile_id, data, nr)
            order by e.nr
            """;

    private final Sql sql;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    OutboxSink(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void write(Origin origin, List<Event> events) {
        sql.update(
                INSERT,
                origin.command().map(CommandId::value).orElse(null),
                origin.application().map(ApplicationId::value).orElse(null),
                origin.traceparent().orElse(null),
                clock.instant(),
                events.stream().map(_ -> UUID.randomUUID()).toArray(UUID[]::new),
                texts(events, EventCatalogue::name),
                texts(events, Event::subject),
                events.stream().map(event -> event.profile().value()).toArray(UUID[]::new),
                texts(events, event -> Json.write(EventCatalogue.data(event))));
    }

    @Override
    public void committed() {
        listeners.forEach(Runnable::run);
    }

    void listen(Runnable listener) {
        listeners.add(listener);
    }

    private static String[] texts(List<Event> events, Function<Event, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }
}
