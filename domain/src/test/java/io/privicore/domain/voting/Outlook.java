package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollState.APPROVED;
import static io.privicore.domain.voting.PollState.FAILED;
import static io.privicore.domain.voting.PollState.OPEN;
import static io.privicore.domain.voting.PollState.REJECTED;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What may still become of an attempt, found by trying all that those who have not voted may do. */
final class Outlook {

    private final Formula formula;
    private final Map<Count, Set<PollState>> known = new HashMap<>();

    Outlook(Formula formula) {
        this.formula = formula;
    }

    /** Where the attempt stands as long as there is time: decided if all that may come is approved, or none of it. */
    PollState before(Count count) {
        var results = results(count);
        if (results.contains(APPROVED)) {
            return results.size() == 1 ? APPROVED : OPEN;
        }
        return results.equals(EnumSet.of(FAILED)) ? FAILED : REJECTED;
    }

    /** How it ends if nobody says anything more. */
    PollState atTheTimeLimit(Count count) {
        var before = before(count);
        return before == OPEN ? formula.result(count) : before;
    }

    /** The results of all completions: whoever has not voted says yes, no, abstains, or never votes. */
    private Set<PollState> results(Count count) {
        var found = known.get(count);
        if (found != null) {
            return found;
        }
        var results = EnumSet.noneOf(PollState.class);
        if (count.pending() == 0) {
            results.add(formula.result(count));
        } else {
            boolean other = count.own() == 0;
            for (var choice : Choice.values()) {
                results.addAll(results(count.with(choice, other)));
            }
            results.addAll(results(count.without(other)));
        }
        known.put(count, results);
        return results;
    }
}
