package io.privicore.device.authenticator;

import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules in order: the first that fits a ballot says what to vote, and where none does, the default. */
record Rules(List<Rule> rules, Opinion otherwise) {

    Rules {
        rules = List.copyOf(rules);
    }

    Opinion opinionOn(AuthenticatorBallot ballot) {
        return rules.stream()
                .filter(rule -> rule.fits(ballot))
                .findFirst()
                .map(Rule::opinion)
                .orElse(otherwise);
    }

    /** Fits a ballot whose title and attributes meet every condition. An attribute that is not there meets none. */
    record Rule(Optional<Condition> title, Map<String, Condition> attributes, Opinion opinion) {

        Rule {
            attributes = Map.copyOf(attributes);
        }

        boolean fits(AuthenticatorBallot ballot) {
            return title.map(condition -> condition.isMetBy(ballot.title())).orElse(true)
                    && attributes.entrySet().stream().allMatch(entry -> {
                        var value = ballot.attributes().get(entry.getKey());
                        return value != null && entry.getValue().isMetBy(value);
                    });
        }
    }

    /** What a text must be. */
    sealed interface Condition {

        boolean isMetBy(String value);
    }

    /** One of these; one that ends in {@code *} stands for all that begin with the rest. */
    record OneOf(Set<String> texts) implements Condition {

        OneOf {
            texts = Set.copyOf(texts);
        }

        @Override
        public boolean isMetBy(String value) {
            return texts.stream()
                    .anyMatch(text -> text.endsWith("*")
                            ? value.startsWith(text.substring(0, text.length() - 1))
                            : value.equals(text));
        }
    }

    /** A whole number within bounds, both included. */
    record Between(OptionalLong atLeast, OptionalLong atMost) implements Condition {

        private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

        @Override
        public boolean isMetBy(String value) {
            if (!WHOLE.matcher(value).matches()) {
                return false;
            }
            long number = Long.parseLong(value);
            return number >= atLeast.orElse(Long.MIN_VALUE) && number <= atMost.orElse(Long.MAX_VALUE);
        }
    }
}
