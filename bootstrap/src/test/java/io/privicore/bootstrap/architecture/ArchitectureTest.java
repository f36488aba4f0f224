package io.privicore.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which module and which package may know which. */
class ArchitectureTest {

    private static final String DOMAIN = "io.privicore.domain..";
    private static final String APPLICATION = "io.privicore.application..";
    private static final String PROTOCOL = "io.privicore.protocol..";
    private static final String DEVICE = "io.privicore.device..";
    private static final String CRYPTO = "io.privicore.adapters.crypto..";
    private static final String PERSISTENCE = "io.privicore.adapters.persistence..";
    private static final String AMQP = "io.privicore.adapters.amqp..";
    private static final String REST = "io.privicore.adapters.rest..";
    private static final String BOOTSTRAP = "io.privicore.bootstrap..";
    private static final String BENCHMARKS = "io.privicore.benchmarks..";

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "the domain is plain Java",
                    Code.PROGRAM,
                    only(DOMAIN, "java..", "org.jspecify.."),
                    io.privicore.domain.canary.KnowsAFramework.class,
                    io.privicore.domain.canary.KnowsTheApplication.class),
            Rule.of(
                    "the application is plain Java and knows the domain",
                    Code.PROGRAM,
                    only(APPLICATION, "java..", "org.jspecify..", DOMAIN),
                    io.privicore.application.canary.KnowsAFramework.class,
                    io.privicore.application.canary.KnowsAnAdapter.class),
            Rule.of(
                    "the device protocol is plain Java and Bouncy Castle",
                    Code.PROGRAM,
                    only(PROTOCOL, "java..", "javax.crypto..", "org.jspecify..", "org.bouncycastle.."),
                    io.privicore.protocol.canary.KnowsTheDomain.class),
            Rule.of(
                    "the device knows the protocol and the few libraries it needs",
                    Code.PROGRAM,
                    only(
                            DEVICE,
                            "java..",
                            "javax.crypto..",
                            "javax.net..",
                            "org.jspecify..",
                            "com.rabbitmq.client..",
                            "com.fasterxml.jackson.core..",
                            "picocli..",
                            PROTOCOL),
                    io.privicore.device.canary.KnowsTheDomain.class,
                    io.privicore.device.canary.KnowsAFramework.class),
            Rule.of(
                    "the crypto adapter knows no other module than application and protocol",
                    Code.PROGRAM,
                    ours(CRYPTO, DOMAIN, APPLICATION, PROTOCOL),
                    io.privicore.adapters.crypto.canary.KnowsAnotherAdapter.class),
            Rule.of(
                    "the persistence adapter knows no other module than the application",
                    Code.PROGRAM,
                    ours(PERSISTENCE, DOMAIN, APPLICATION),
                    io.privicore.adapters.persistence.canary.KnowsTheProtocol.class),
            Rule.of(
                    "the AMQP adapter knows no other module than application and protocol",
                    Code.PROGRAM,
                    ours(AMQP, DOMAIN, APPLICATION, PROTOCOL),
                    io.privicore.adapters.amqp.canary.KnowsAnotherAdapter.class),
            Rule.of(
                    "the REST adapter knows no other module than the application",
                    Code.PROGRAM,
                    ours(REST, DOMAIN, APPLICATION),
                    io.privicore.adapters.rest.canary.KnowsAnotherAdapter.class),
            Rule.of(
                    "the benchmarks know the platform over the wire only",
                    Code.PROGRAM,
                    // A build of the platform alone leaves them out.
                    ours(BENCHMARKS).allowEmptyShould(true),
                    io.privicore.benchmarks.canary.KnowsTheDomain.class),
            Rule.of(
                    "nobody knows the bootstrap",
                    Code.PROGRAM,
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(BOOTSTRAP)
                            .should()
                            .dependOnClassesThat(resideInAPackage(BOOTSTRAP)),
                    io.privicore.adapters.rest.canary.KnowsTheBootstrap.class),
            Rule.of(
                    "packages know each other in one direction",
                    Code.PROGRAM,
                    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles(),
                    io.privicore.domain.canary.cycle.Hen.class),
            Rule.of(
                    "entities stay in the persistence adapter",
                    Code.PROGRAM,
                    classes()
                            .that()
                            .areAnnotatedWith(Entity.class)
                            .should()
                            .resideInAPackage(PERSISTENCE)
                            .andShould()
                            .notBePublic()
                            .andShould()
                            .haveSimpleNameEndingWith("Row"),
                    io.privicore.adapters.persistence.canary.PublicRow.class,
                    io.privicore.adapters.rest.canary.StrayRow.class),
            Rule.of(
                    "only the unit of work names a transaction",
                    Code.PROGRAM,
                    noClasses()
                            .that(not(assignableTo(JpaUnitOfWork.class)))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(
                                    Transactional.class.getPackageName(),
                                    "io.quarkus.narayana..",
                                    "javax.transaction..")),
                    io.privicore.adapters.persistence.canary.NamesATransaction.class));

    @TestFactory
    Stream<DynamicTest> rules() {
        return RULES.stream().flatMap(Rule::tests);
    }

    /** Classes there know themselves and what is listed, nothing else. */
    private static ArchRule only(String place, String... known) {
        return classes()
                .that()
                .resideInAPackage(place)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(place).or(resideInAnyPackage(known)));
    }

    /** Of our own classes, those there know themselves and what is listed. */
    private static ArchRule ours(String place, String... known) {
        return noClasses()
                .that()
                .resideInAPackage(place)
                .should()
                .dependOnClassesThat(resideInAPackage("io.privicore..")
                        .and(not(resideInAPackage(place)))
                        .and(not(resideInAnyPackage(known))));
    }
}
