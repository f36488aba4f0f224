package io.privicore.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.Delivery;
import io.privicore.application.port.Outbox;
import io.privicore.application.port.PasswordStrength;
import io.privicore.application.port.UnitOfWork;
import io.privicore.domain.kernel.Refusal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How things are named and what nobody does, wherever it is. */
class ConventionsTest {

    private static final String PORTS = "io.privicore.application.port";

    /** More and it is two ports. */
    private static final int MOST_METHODS = 12;

    /** What is known by another name than a plural noun, and what ports hand over. */
    private static final DescribedPredicate<JavaClass> NAMED_OTHERWISE =
            belongToAnyOf(UnitOfWork.class, Outbox.class, PasswordStrength.class, ChannelMessage.class, Delivery.class);

    private static final Pattern SAYS_NOTHING =
            Pattern.compile("(.*(Impl|Service|Manager|Helper|Utils?|Dto|DTO)|Abstract.*)");

    /**
     * Who turns a refusal into something else: the pipeline into an outcome; the edges into a problem, a line of a form or
     * a closed channel, or of a report; and the inboxes of devices, for which there is nobody to be told, into a dropped message.
     */
    private static final Set<String> TAKE_A_NO = Set.of(
            "io.privicore.application.engine.Engine",
            "io.privicore.application.engine.DeadlineRunner",
            "io.privicore.application.engine.Resumption",
            "io.privicore.application.directory.UserBatch",
            "io.privicore.application.voting.Balloting",
            "io.privicore.application.voting.Casting",
            "io.privicore.application.sync.Synchronisation",
            "io.privicore.application.sync.Mending",
            "io.privicore.adapters.rest.edge.Edge",
            "io.privicore.adapters.rest.oauth.AuthorizationResource",
            "io.privicore.adapters.rest.oauth.TokenResource",
            "io.privicore.adapters.rest.form.Form",
            "io.privicore.adapters.rest.channel.ChannelSocket",
            "io.privicore.adapters.rest.stream.StreamRoute",
            "io.privicore.adapters.rest.directory.ImportRoute",
            "io.privicore.adapters.rest.scim.ScimGroups",
            "io.privicore.adapters.amqp.link.Mail",
            "io.privicore.adapters.amqp.link.Reading");

    /** Where chance only spreads attempts over time and nothing depends on nobody guessing it. */
    private static final DescribedPredicate<JavaClass> PAUSES =
            describe("pauses", type -> Set.of("io.privicore.adapters.amqp.broker.Broker", "io.privicore.device.Pauses")
                    .contains(topLevel(type).getName()));

    /** Programs whose output somebody reads on a terminal. */
    private static final DescribedPredicate<JavaClass> TALKS_TO_A_PERSON = describe(
            "talks to a person",
            type -> type.getPackageName().startsWith("io.privicore.benchmarks")
                    || type.getPackageName().startsWith("io.privicore.bootstrap.demo")
                    || Set.of(
                                    "io.privicore.bootstrap.ReadyNotice",
                                    "io.privicore.bootstrap.PutCommand",
                                    "io.privicore.bootstrap.GetCommand",
                                    "io.privicore.device.Main")
                            .contains(topLevel(type).getName()));

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "a name says what a class is for",
                    Code.ALL,
                    classes().should(haveANameThatSaysSomething()),
                    io.privicore.bootstrap.architecture.canary.name.TokenService.class,
                    io.privicore.bootstrap.architecture.canary.name.AbstractToken.class),
            Rule.of(
                    "ports are interfaces",
                    Code.PROGRAM,
                    classes().that(arePorts()).should().beInterfaces(),
                    io.privicore.application.port.canary.Shelves.class),
            Rule.of(
                    "ports are plural nouns",
                    Code.PROGRAM,
                    classes()
                            .that(arePorts())
                            .and(not(NAMED_OTHERWISE))
                            .should()
                            .haveSimpleNameEndingWith("s"),
                    io.privicore.application.port.canary.Shelf.class),
            Rule.of(
                    "ports are small",
                    Code.PROGRAM,
                    classes().that(arePorts()).should(haveFewMethods()),
                    io.privicore.application.port.canary.ManyThings.class),
            Rule.of(
                    "every package says what it is and is null-marked",
                    Code.ALL,
                    classes().should(liveInANullMarkedPackage()),
                    io.privicore.bootstrap.architecture.canary.unmarked.Unmarked.class),
            Rule.of(
                    "tests do not sleep",
                    Code.TESTS,
                    noClasses()
                            .should()
                            .callMethodWhere(describe(
                                    "it is sleep",
                                    call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                            && call.getName().equals("sleep"))),
                    io.privicore.bootstrap.architecture.canary.Sleeps.class),
            Rule.of(
                    "chance is not guessed",
                    Code.PROGRAM,
                    noClasses()
                            .that()
                            .resideOutsideOfPackage("io.privicore.benchmarks..")
                            .should()
                            .dependOnClassesThat(belongToAnyOf(Random.class, SplittableRandom.class))
                            .orShould()
                            .callMethod(Math.class, "random"),
                    io.privicore.bootstrap.architecture.canary.Guesses.class),
            Rule.of(
                    "only pauses before the next attempt are left to a fast generator",
                    Code.PROGRAM,
                    noClasses()
                            .that(not(PAUSES))
                            .and()
                            .resideOutsideOfPackage("io.privicore.benchmarks..")
                            .should()
                            .dependOnClassesThat(belongToAnyOf(ThreadLocalRandom.class)),
                    io.privicore.bootstrap.architecture.canary.Guesses.class),
            Rule.of(
                    "only programs for a person write to the terminal",
                    Code.PROGRAM,
                    noClasses()
                            .that(not(TALKS_TO_A_PERSON))
                            .should()
                            .accessField(System.class, "out")
                            .orShould()
                            .accessField(System.class, "err"),
                    io.privicore.bootstrap.architecture.canary.Prints.class),
            Rule.of(
                    "a refusal is caught where it becomes an answer",
                    Code.PROGRAM,
                    classes()
                            .that(describe(
                                    "are not to answer",
                                    type -> !TAKE_A_NO.contains(topLevel(type).getName())))
                            .should(catchNoRefusal()),
                    io.privicore.bootstrap.architecture.canary.Swallows.class,
                    io.privicore.bootstrap.architecture.canary.SwallowsLater.class));

    @TestFactory
    Stream<DynamicTest> rules() {
        return RULES.stream().flatMap(Rule::tests);
    }

    private static DescribedPredicate<JavaClass> arePorts() {
        return resideInAPackage(PORTS + "..")
                .and(describe(
                        "are ports",
                        type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info")));
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ConventionsTest::topLevel).orElse(type);
    }

    private static ArchCondition<JavaClass> haveANameThatSaysSomething() {
        return condition(
                "not match " + SAYS_NOTHING,
                type -> !SAYS_NOTHING.matcher(type.getSimpleName()).matches());
    }

    private static ArchCondition<JavaClass> haveFewMethods() {
        return condition(
                "have at most %d methods".formatted(MOST_METHODS),
                type -> type.getMethods().stream()
                                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                                .count()
                        <= MOST_METHODS);
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return condition("live in a package with @NullMarked", type -> type.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false));
    }

    private static ArchCondition<JavaClass> catchNoRefusal() {
        return condition("let refusals pass", type -> type.getCodeUnits().stream()
                .flatMap(unit -> unit.getTryCatchBlocks().stream())
                .flatMap(block -> block.getCaughtThrowables().stream())
                .noneMatch(caught -> caught.isEquivalentTo(Refusal.class)));
    }

    private static ArchCondition<JavaClass> condition(String says, Predicate<JavaClass> holds) {
        return new ArchCondition<>(says) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, holds.test(type), type.getName() + " should " + says));
            }
        };
    }
}
