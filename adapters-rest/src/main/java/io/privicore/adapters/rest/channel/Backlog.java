package io.privicore.adapters.rest.channel;

import io.privicore.domain.access.Delegation;
import io.privicore.domain.kernel.ProfileId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages that found no channel. Bounded in time, number and size; the oldest go first. Not safe for threads. */
final class Backlog {

    /** @param total characters for all profiles together */
    record Bounds(long millis, int messages, long size, long total) {}

    private final Bounds bounds;
    private final Map<ProfileId, Shelf> shelves = new HashMap<>();
    private final Deque<Kept> all = new ArrayDeque<>();
    private long total;

    Backlog(Bounds bounds) {
        this.bounds = bounds;
    }

    void keep(ProfileId profile, String text, Audience audience, long now) {
        expire(now);
        var shelf = shelves.computeIfAbsent(profile, _ -> new Shelf());
        var kept = new Kept(profile, text, audience, now + bounds.millis());
        shelf.messages.add(kept);
        shelf.size += text.length();
        total += text.length();
        all.add(kept);
        while (shelf.messages.size() > bounds.messages() || shelf.size > bounds.size()) {
            drop(shelf.messages.getFirst());
        }
        while (total > bounds.total() && !all.isEmpty()) {
            drop(all.removeFirst());
        }
    }

    /** What was kept for the profile and this listener may hear, oldest first; it is then no longer kept. */
    List<String> take(ProfileId profile, Optional<Delegation> listener, long now) {
        expire(now);
        var shelf = shelves.get(profile);
        if (shelf == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(shelf.messages.size());
        for (var kept : List.copyOf(shelf.messages)) {
            if (kept.audience.includes(listener)) {
                texts.add(kept.text);
                drop(kept);
            }
        }
        return texts;
    }

    void expire(long now) {
        for (var kept = all.peekFirst(); kept != null && (kept.gone || kept.until <= now); kept = all.peekFirst()) {
            all.removeFirst();
            drop(kept);
        }
    }

    long total() {
        return total;
    }

    private void drop(Kept kept) {
        if (kept.gone) {
            return;
        }
        var shelf = shelves.get(kept.profile);
        if (shelf == null) {
            return;
        }
        // Nearly always the first, since messages go oldest first.
        shelf.messages.remove(kept);
        shelf.size -= kept.text.length();
        total -= kept.text.length();
        kept.gone = true;
        kept.text = "";
        if (shelf.messages.isEmpty()) {
            shelves.remove(kept.profile);
        }
    }

    private static final class Shelf {
        private final Deque<Kept> messages = new ArrayDeque<>();
        private long size;
    }

    private static final class Kept {
        private final ProfileId profile;
        private final Audience audience;
        private final long until;
        private String text;
        private boolean gone;

        private Kept(ProfileId profile, String text, Audience audience, long until) {
            this.profile = profile;
            this.text = text;
            this.audience = audience;
            this.until = until;
        }
    }
}
