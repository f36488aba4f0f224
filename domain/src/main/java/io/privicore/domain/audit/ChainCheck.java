package io.privicore.domain.audit;

import java.util.Optional;
import java.util.UUID;

/** Follows a chain link by link from a place that is known, and remembers the first that does not fit. */
public final class ChainCheck {

    private final UUID trail;
    private Mark reached;
    private Optional<Finding.Broken> broken = Optional.empty();

    public ChainCheck(UUID trail, Mark from) {
        this.trail = trail;
        this.reached = from;
    }

    /** What was found. */
    public sealed interface Finding {

        /** Nothing was changed, dropped, added or swapped up to here. */
        record Whole(Mark head) implements Finding {}

        /**
         * @param number where the first break is
         * @param why what does not fit
         */
        record Broken(long number, String why) implements Finding {}
    }

    /** After the first break nothing is looked at. */
    public void next(Evidence link) {
        if (broken.isPresent()) {
            return;
        }
        broken = flaw(link).map(why -> new Finding.Broken(reached.number() + 1, why));
        if (broken.isEmpty()) {
            reached = new Mark(link.number(), link.hash());
        }
    }

    /** What is known of everything up to here. */
    public Finding finding() {
        return broken.<Finding>map(flaw -> flaw).orElseGet(() -> new Finding.Whole(reached));
    }

    /** What is known when the chain must end at the head of a checkpoint. */
    public Finding finding(Mark head) {
        if (broken.isEmpty() && !reached.equals(head)) {
            return reached.number() < head.number()
                    ? new Finding.Broken(
                            reached.number() + 1,
                            "the chain ends before it, but its head is number %d".formatted(head.number()))
                    : new Finding.Broken(reached.number(), "it is not the head that was vouched for");
        }
        return finding();
    }

    private Optional<String> flaw(Evidence link) {
        long expected = reached.number() + 1;
        if (!link.trail().equals(trail)) {
            return Optional.of("it belongs to trail %s".formatted(link.trail()));
        }
        if (link.number() != expected) {
            return Optional.of("number %d is in its place".formatted(link.number()));
        }
        if (!link.previous().equals(reached.hash())) {
            return Optional.of("it does not follow the one before");
        }
        if (!Link.sha256(link.text()).equals(link.hash())) {
            return Optional.of("its content does not have its hash");
        }
        return Optional.empty();
    }
}
