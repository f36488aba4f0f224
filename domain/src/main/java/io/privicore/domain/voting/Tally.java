package io.privicore.domain.voting;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * The votes of one attempt, counted.
 *
 * @param pending how many may still vote
 * @param othersYes how many of the yeses are not the requester's own
 * @param othersPending how many of those who may still vote are not the requester
 */
public record Tally(int yes, int no, int abstain, int pending, int othersYes, int othersPending) {

    /** Counts ballots as cast by a requester's own devices or by others. */
    static Tally of(Collection<Ballot> ballots, Predicate<Ballot> isRequesters) {
        int yes = 0;
        int no = 0;
        int abstain = 0;
        int pending = 0;
        int othersYes = 0;
        int othersPending = 0;
        for (var ballot : ballots) {
            int other = isRequesters.test(ballot) ? 0 : 1;
            if (ballot.isOpen()) {
                pending++;
                othersPending += other;
            } else if (ballot.vote().isPresent()) {
                switch (ballot.vote().get().choice()) {
                    case YES -> {
                        yes++;
                        othersYes += other;
                    }
                    case NO -> no++;
                    case ABSTAIN -> abstain++;
                }
            }
        }
        return new Tally(yes, no, abstain, pending, othersYes, othersPending);
    }

    /** How many have voted, abstentions included. */
    public int cast() {
        return yes + no + abstain;
    }

    public int total() {
        return cast() + pending;
    }

    /** The same once nobody who has not voted can vote any more. */
    Tally withoutPending() {
        return new Tally(yes, no, abstain, 0, othersYes, 0);
    }

    Tally ifAllSayYes() {
        return new Tally(yes + pending, no, abstain, 0, othersYes + othersPending, 0);
    }

    Tally ifAllSayNo() {
        return new Tally(yes, no + pending, abstain, 0, othersYes, 0);
    }
}
