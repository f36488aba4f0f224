package io.privicore.application.query;

import java.util.List;
import java.util.Locale;

/**
 * What something must be to be found, as a condition on attributes. Whoever answers evaluates all of it or refuses; there is
 * no part that may be left out.
 *
 * @param <A> the attributes there are
 */
public sealed interface Match<A> {

    /** Whether what has these values is found. Texts are compared without regard to case, unless the attribute is exact. */
    boolean test(Values<A> values);

    /** The values of one thing. */
    @FunctionalInterface
    interface Values<A> {

        /** All that it has of an attribute, none where it has none. */
        List<String> of(A attribute);
    }

    record All<A>(List<Match<A>> parts) implements Match<A> {

        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(Values<A> values) {
            return parts.stream().allMatch(part -> part.test(values));
        }
    }

    record Any<A>(List<Match<A>> parts) implements Match<A> {

        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(Values<A> values) {
            return parts.stream().anyMatch(part -> part.test(values));
        }
    }

    record Not<A>(Match<A> part) implements Match<A> {

        @Override
        public boolean test(Values<A> values) {
            return !part.test(values);
        }
    }

    /** Whether it has any value of the attribute. */
    record Has<A>(A attribute) implements Match<A> {

        @Override
        public boolean test(Values<A> values) {
            return !values.of(attribute).isEmpty();
        }
    }

    /**
     * Compares the values of an attribute; that there is none is no match.
     *
     * @param exact whether case counts
     */
    record Compare<A>(A attribute, Comparison comparison, String value, boolean exact) implements Match<A> {

        @Override
        public boolean test(Values<A> values) {
            var wanted = exact ? value : value.toLowerCase(Locale.ROOT);
            return values.of(attribute).stream()
                    .map(text -> exact ? text : text.toLowerCase(Locale.ROOT))
                    .anyMatch(text -> comparison.test(text, wanted));
        }
    }

    enum Comparison {
        EQUAL,
        CONTAINS,
        STARTS,
        ENDS,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL;

        boolean test(String text, String wanted) {
            return switch (this) {
                case EQUAL -> text.equals(wanted);
                case CONTAINS -> text.contains(wanted);
                case STARTS -> text.startsWith(wanted);
                case ENDS -> text.endsWith(wanted);
                case GREATER -> text.compareTo(wanted) > 0;
                case GREATER_OR_EQUAL -> text.compareTo(wanted) >= 0;
                case LESS -> text.compareTo(wanted) < 0;
                case LESS_OR_EQUAL -> text.compareTo(wanted) <= 0;
            };
        }
    }

    /** Everything. */
    static <A> Match<A> all() {
        return new All<>(List.of());
    }

    /** Nothing. */
    static <A> Match<A> none() {
        return new Any<>(List.of());
    }
}
