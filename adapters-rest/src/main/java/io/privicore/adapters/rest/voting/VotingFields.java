package io.privicore.adapters.rest.voting;

import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.view.Json;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Strategy.Affirmative;
import io.privicore.domain.voting.Strategy.Consensus;
import io.privicore.domain.voting.Strategy.MinimumPercentage;
import io.privicore.domain.voting.Strategy.Unanimous;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How the fields of voting rules are read and shown, whichever operation they are part of. */
public final class VotingFields {

    public static final Function<String, Integer> QUORUM = Values.integer(VotingFields::quorum);
    public static final Function<String, Integer> ATTEMPTS = Values.integer(VotingFields::attempts);
    public static final Function<String, Duration> TIME_LIMIT = Values.integer(VotingFields::timeLimit);

    private static final String STRATEGY = "strategy";
    private static final String PERCENTAGE = "minimum_percentage";
    private static final VotingRules ANY = VotingRules.DEFAULT;

    /** What a percentage is called within an object. */
    private static final Set<String> PERCENTAGE_KEYS =
            Set.of("percentage", "percentageRequired", "percentage_required", PERCENTAGE);

    private VotingFields() {}

    /** The strategy, if one is named. What it takes no parameters for may have some all the same. */
    public static Optional<Strategy> strategy(Form form, String parameters) {
        var name = form.optional(STRATEGY, VotingFields::known);
        var given = form.any(parameters);
        if (name.isEmpty()) {
            if (given.isPresent() && !form.isAtFault(STRATEGY)) {
                form.fault(STRATEGY, "required", "it is missing, but there is something for it");
            }
            return Optional.empty();
        }
        return switch (name.get()) {
            case "unanimous" -> Optional.of(new Unanimous());
            case "consensus" -> Optional.of(new Consensus());
            case "affirmative" -> Optional.of(new Affirmative());
            default -> percentage(form, parameters, given);
        };
    }

    /** The same where one must be named; nothing comes of a form that names none. */
    @SuppressWarnings("NullAway")
    public static Strategy requiredStrategy(Form form, String parameters) {
        var strategy = strategy(form, parameters);
        if (strategy.isEmpty() && !form.isAtFault(STRATEGY) && !form.isAtFault(parameters)) {
            form.fault(STRATEGY, "required", "it is missing");
        }
        return strategy.orElse(null);
    }

    /** The percentage of a strategy that has one. */
    public static Optional<Integer> percentage(Strategy strategy) {
        return strategy instanceof MinimumPercentage minimum ? Optional.of(minimum.percentage()) : Optional.empty();
    }

    /** What a strategy was set up with, beside its name. */
    public static Json parameters(Strategy strategy) {
        return Json.object().withPresent("percentage", percentage(strategy));
    }

    private static Optional<Strategy> percentage(Form form, String field, Optional<Object> given) {
        var value = given.flatMap(VotingFields::only);
        if (value.isEmpty()) {
            form.fault(
                    field,
                    given.isEmpty() ? "required" : "invalid",
                    "Expected one percentage of 1 to 100 for the strategy " + PERCENTAGE);
            return Optional.empty();
        }
        try {
            return Optional.of(Values.<Strategy>integer(MinimumPercentage::new).apply(value.get()));
        } catch (IllegalArgumentException e) {
            form.fault(field, "invalid", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The one value within whatever it is wrapped in. */
    private static Optional<String> only(Object given) {
        return switch (given) {
            case List<?> list -> list.size() == 1 ? only(list.getFirst()) : Optional.empty();
            case Map<?, ?> object ->
                object.size() == 1
                        ? object.entrySet().stream()
                                .filter(entry -> isPercentage(entry.getKey().toString()))
                                .findFirst()
                                .flatMap(entry -> only(entry.getValue()))
                        : Optional.empty();
            default -> Optional.of(given.toString());
        };
    }

    private static boolean isPercentage(String key) {
        return PERCENTAGE_KEYS.contains(key) || key.equals("0");
    }

    private static String known(String text) {
        var name = text.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "unanimous", "consensus", "affirmative", PERCENTAGE -> name;
            default ->
                throw new IllegalArgumentException("Expected unanimous, consensus, affirmative or " + PERCENTAGE);
        };
    }

    private static int quorum(int size) {
        return new VotingRules(ANY.strategy(), size, ANY.timeLimit(), ANY.attempts()).quorumSize();
    }

    private static int attempts(int attempts) {
        return new VotingRules(ANY.strategy(), ANY.quorumSize(), ANY.timeLimit(), attempts).attempts();
    }

    private static Duration timeLimit(int seconds) {
        return new VotingRules(ANY.strategy(), ANY.quorumSize(), Duration.ofSeconds(seconds), ANY.attempts())
                .timeLimit();
    }
}
