package io.privicore.domain.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What an operation did to an aggregate: its new state and the events that tell of it. Nothing has happened yet; saving
 * the change makes both durable together.
 */
public record Change<A>(A after, List<Event> events) {

    public Change {
        events = List.copyOf(events);
    }

    public static <A> Change<A> of(A after, Event... events) {
        return new Change<>(after, List.of(events));
    }

    /** An operation that left everything as it was, as the repetition of one already done does. */
    public static <A> Change<A> none(A same) {
        return new Change<>(same, List.of());
    }

    /** This change and what is done to its result, saved as one. */
    public <B> Change<B> then(Function<? super A, Change<B>> next) {
        var following = next.apply(after);
        var all = new ArrayList<>(events);
        all.addAll(following.events());
        return new Change<>(following.after(), all);
    }

    /** The same change seen as one of a wider type. */
    public <B> Change<B> map(Function<? super A, ? extends B> view) {
        return new Change<>(view.apply(after), events);
    }
}
