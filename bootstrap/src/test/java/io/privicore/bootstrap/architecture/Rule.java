package io.privicore.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * @param name a sentence
 * @param over the classes that must keep it
 * @param canaries classes in packages of their own that break it
 */
record Rule(String name, ArchRule rule, Code over, List<Class<?>> canaries) {

    Rule {
        if (canaries.isEmpty()) {
            throw new IllegalArgumentException("Expected a canary of the rule that %s".formatted(name));
        }
    }

    static Rule of(String name, Code over, ArchRule rule, Class<?>... canaries) {
        return new Rule(name, rule, over, List.of(canaries));
    }

    Stream<DynamicTest> tests() {
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(name, () -> rule.check(over.classes()))),
                canaries.stream()
                        .map(canary -> DynamicTest.dynamicTest(
                                "%s, which %s breaks".formatted(name, canary.getSimpleName()), () -> catches(canary))));
    }

    private void catches(Class<?> canary) {
        JavaClasses flock = Code.flockOf(canary);

        assertThat(rule.evaluate(flock).getFailureReport().getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(canary.getName()));
    }
}
