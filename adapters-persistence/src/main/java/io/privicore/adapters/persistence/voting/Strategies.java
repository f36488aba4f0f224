package io.privicore.adapters.persistence.voting;

import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Strategy.Affirmative;
import io.privicore.domain.voting.Strategy.Consensus;
import io.privicore.domain.voting.Strategy.MinimumPercentage;
import io.privicore.domain.voting.Strategy.Unanimous;
import org.jspecify.annotations.Nullable;

/** Ways of counting as two columns: a name and, where it has one, a percentage. */
public final class Strategies {

    private Strategies() {}

    public static String name(Strategy strategy) {
        return strategy.wire();
    }

    public static @Nullable Integer percentage(Strategy strategy) {
        return strategy instanceof MinimumPercentage minimum ? minimum.percentage() : null;
    }

    /** Refuses with {@link IllegalArgumentException} what is no strategy. */
    public static Strategy of(String name, int percentage) {
        return switch (name) {
            case "unanimous" -> new Unanimous();
            case "consensus" -> new Consensus();
            case "affirmative" -> new Affirmative();
            case "minimum_percentage" -> new MinimumPercentage(percentage);
            default -> throw new IllegalArgumentException("Expected a strategy, but got \"%s\"".formatted(name));
        };
    }
}
