package io.privicore.application.port;

import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.Bytes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The trails of profiles and directories. What is noted is durable with the unit of work it is noted in, and a moment later
 * stands in its trails, chained, where nothing is changed any more.
 */
public interface AuditTrails {

    /** Notes an entry with the present unit of work. */
    void append(Note note);

    /** The same for a command that is not over: its last entry will be made of this one. */
    void begin(UUID command, Note note, boolean permit);

    /**
     * Notes how such a command ended; answers false where none had begun.
     *
     * @param more what it is about besides
     */
    boolean end(UUID command, AuditOutcome outcome, Optional<String> reason, Map<String, String> more, Instant at);

    /**
     * Takes the oldest notes into their trails, in a unit of its own. One caller in the whole deployment is served at a
     * time; others are answered 0 at once.
     *
     * @return how many notes were taken
     */
    int chain(int limit, Chaining chaining);

    /**
     * Lets go of the oldest entries of one trail that has any of before the instant, in a unit of its own.
     *
     * @param resealing seals what is left: given the end as it was, and what it will be
     * @return how many went
     */
    int forget(Instant before, int limit, BiFunction<SealedCheckpoint, Checkpoint, SealedCheckpoint> resealing);

    /** How far a trail reaches; nothing where there is none. */
    Optional<SealedCheckpoint> checkpoint(UUID trail);

    /** A page of a trail, newest first. */
    Page<Link> page(UUID trail, Filter filter, Paging paging);

    /** The links that match after a number and up to another, oldest first. */
    List<Link> after(UUID trail, Filter filter, long number, long last, int limit);

    /** Calls the listener after every commit on this node that left a note. */
    void onNoted(Runnable listener);

    /**
     * An entry on its way.
     *
     * @param trails where it belongs; nowhere, and it is dropped later, where it must cost the same as one that does
     */
    record Note(Set<UUID> trails, AuditEntry entry) {

        public Note {
            trails = Set.copyOf(trails);
        }
    }

    /** How far a trail reaches, under the engine's seal. */
    record SealedCheckpoint(Checkpoint checkpoint, Bytes seal) {}

    /** Links notes to the ends of their trails. */
    @FunctionalInterface
    interface Chaining {

        /**
         * @param notes in the order in which they came
         * @param ends of all trails that they belong to; those that begin only now are missing
         */
        Chained chain(List<Note> notes, Map<UUID, SealedCheckpoint> ends);
    }

    /** What notes became, and where their trails end by then. */
    record Chained(List<Link> links, Collection<SealedCheckpoint> ends) {

        public Chained {
            links = List.copyOf(links);
            ends = List.copyOf(ends);
        }
    }
}
