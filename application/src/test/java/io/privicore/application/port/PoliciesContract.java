package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.policy.PolicyState;
import io.privicore.domain.policy.PolicyTemplate;
import io.privicore.domain.policy.PolicyTemplate.Label;
import io.privicore.domain.voting.VotingConfigurationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class PoliciesContract extends PersistenceContract {

    private static final String EVENT = "data-token.request";

    private static final PolicyTemplate TEMPLATE = new PolicyTemplate(
            "data-access",
            "Data access",
            "",
            Map.of("data-token.request", new Label("r", "R"), "data-token.delete", new Label("d", "D")),
            Set.of(Parameter.values()),
            List.of());

    private final ProfileId owner = aProfileId();

    @Test
    void aPolicyThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> ports().policies().save(register("p", NOW)));

        assertThat(ports().policies().list(owner, Optional.empty())).isEmpty();
    }

    @Nested
    class ASavedPolicy {

        @Test
        void isReadBackAsItWas() {
            var configuration = new VotingConfigurationId(UUID.randomUUID());
            var conditions = new Conditions(Map.of(
                    Parameter.CLASSIFICATION, List.of("secret*", "\"odd\" ünique"),
                    Parameter.ADDRESS_RANGE, List.of("10.0.0.0/8", "2001:db8::/32"),
                    Parameter.HOURS, List.of("Mon-Fri 22:00-06:00")));
            var registered = Policy.register(
                    new PolicyId(UUID.randomUUID()),
                    owner,
                    new Name("p"),
                    TEMPLATE,
                    Set.of("data-token.request", "data-token.delete"),
                    conditions,
                    false,
                    Optional.of(configuration),
                    NOW);

            var read = saved(registered);

            assertThat(read).isEqualTo(at(1, registered.after()));
            assertThat(saved(read.activate())).isEqualTo(at(2, read.activate().after()));
        }

        @Test
        void isReadBackWithoutWhatItNeedNotHave() {
            var registered = register("p", NOW);

            assertThat(saved(registered)).isEqualTo(at(1, registered.after()));
        }

        @Test
        void isFoundByIdAndByName() {
            var policy = saved(register("p", NOW));
            saved(register(policy.id().toString(), NOW));

            assertThat(ports().policies().get(owner, "p")).isEqualTo(policy);
            assertThat(ports().policies().get(owner, policy.id().toString())).isEqualTo(policy);
        }

        @Test
        void isItsOwnersAlone() {
            var policy = saved(register("p", NOW));

            assertRefused(Reason.POLICY_NOT_FOUND, () -> ports().policies().get(aProfileId(), "p"));
            assertRefused(Reason.POLICY_NOT_FOUND, () -> ports().policies()
                    .get(aProfileId(), policy.id().toString()));
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var policy = saved(register("p", NOW));
            saved(policy.activate());

            assertThatThrownBy(() -> save(policy.delete())).isInstanceOf(Stale.class);

            assertThat(ports().policies().active(owner, Set.of(EVENT))).hasSize(1);
        }

        @Test
        void refusesToBeNewAgain() {
            var registered = register("p", NOW);
            saved(registered);

            assertThatThrownBy(() -> save(registered)).isInstanceOf(Stale.class);
        }

        @Test
        void isNotFoundOnceDeletedAndLeavesItsName() {
            var policy = saved(saved(register("p", NOW)).activate());

            save(policy.delete());

            assertThat(ports().policies().list(owner, Optional.empty())).isEmpty();
            assertThat(ports().policies().list(owner, Optional.of(PolicyState.DELETED)))
                    .isEmpty();
            assertThat(ports().policies().active(owner, Set.of(EVENT))).isEmpty();
            assertRefused(Reason.POLICY_NOT_FOUND, () -> ports().policies().get(owner, "p"));
            assertThat(saved(register("p", NOW)).name()).isEqualTo(new Name("p"));
        }
    }

    @Test
    void aNameIsGivenOnceByAnOwner() {
        saved(register("p", NOW));

        assertRefused(Reason.POLICY_NAME_TAKEN, () -> save(register("p", NOW)));

        var foreign = register(aProfileId(), "p", NOW, Optional.empty());
        save(foreign);
        assertThat(ports().policies().get(foreign.after().owner(), "p").id())
                .isEqualTo(foreign.after().id());
    }

    @Test
    void aListHasThePoliciesOfOneStateOrAllOldestFirst() {
        var young = saved(register("a", NOW.plusSeconds(2)));
        var old = saved(register("b", NOW));
        var active = saved(saved(register("c", NOW.plusSeconds(1))).activate());
        var gone = saved(register("d", NOW));
        save(gone.delete());

        assertThat(ports().policies().list(owner, Optional.empty())).containsExactly(old, active, young);
        assertThat(ports().policies().list(owner, Optional.of(PolicyState.INACTIVE)))
                .containsExactly(old, young);
        assertThat(ports().policies().active(owner, Set.of(EVENT))).containsExactly(active);
        assertThat(ports().policies().active(aProfileId(), Set.of(EVENT))).isEmpty();
        assertThat(ports().policies().active(owner, Set.of("data-token.reserve")))
                .isEmpty();
    }

    @Test
    void theActiveOnesOfSeveralOperationsAreThoseOfAnyOfThemEachOnce() {
        var young = saved(saved(register("a", NOW.plusSeconds(1))).activate());
        var both = saved(saved(Policy.register(
                        new PolicyId(UUID.randomUUID()),
                        owner,
                        new Name("b"),
                        TEMPLATE,
                        Set.of("data-token.request", "data-token.delete"),
                        Conditions.NONE,
                        true,
                        Optional.empty(),
                        NOW))
                .activate());

        assertThat(ports().policies().active(owner, Set.of("data-token.request", "data-token.delete")))
                .containsExactly(both, young);
        assertThat(ports().policies().active(owner, Set.of("data-token.reserve", "data-token.delete")))
                .containsExactly(both);
    }

    @Test
    void theActiveOnesOfAnOwnerAreLocked() {
        saved(register("a", NOW));
        var active = saved(saved(register("b", NOW)).activate());

        assertThat(inUnit(() -> ports().policies().lock(owner))).containsExactly(active);
        assertThat(inUnit(() -> ports().policies().lock(aProfileId()))).isEmpty();
    }

    @Test
    void whoeverLocksThemWaitsForWhoeverDidBefore() throws Exception {
        var profile = aSavedProfile().id();
        var registered = register(profile, "p", NOW, Optional.empty());
        save(registered);
        var locked = new CountDownLatch(1);
        var second = new AtomicReference<List<Policy>>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            executor.submit(() -> {
                locked.await();
                return inUnit(() -> {
                    second.set(ports().policies().lock(profile));
                    return true;
                });
            });
            inUnit(() -> {
                ports().policies().lock(profile);
                locked.countDown();
                ports().policies().save(ports().policies().get(profile, "p").activate());
            });
        }

        assertThat(second.get()).extracting(Policy::name).containsExactly(new Name("p"));
    }

    @Test
    void aVotingConfigurationIsReferredToUntilNoPolicyDoes() {
        var configuration = new VotingConfigurationId(UUID.randomUUID());
        var registered = register(owner, "p", NOW, Optional.of(configuration));
        assertThat(ports().policies().refersTo(configuration)).isFalse();

        save(registered);
        assertThat(ports().policies().refersTo(configuration)).isTrue();

        save(ports().policies().get(owner, "p").delete());
        assertThat(ports().policies().refersTo(configuration)).isFalse();
    }

    @Test
    void aSessionIsGuardedWhileAPolicyOfItsProfileIsActive() {
        var profile = aSavedProfile();
        var session = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(1));
        inUnit(() -> ports().sessions().save(session));
        save(saved(register("foreign", NOW)).activate());
        var registered = register(profile.id(), "p", NOW, Optional.empty());
        save(registered);
        assertThat(isGuarded(session)).isFalse();

        save(ports().policies().get(profile.id(), "p").activate());
        assertThat(isGuarded(session)).isTrue();

        save(ports().policies().get(profile.id(), "p").deactivate());
        assertThat(isGuarded(session)).isFalse();
    }

    private boolean isGuarded(Change<Session> session) {
        return ports().sessions().find(session.after().token()).orElseThrow().guarded();
    }

    private Policy saved(Change<Policy> change) {
        save(change);
        return ports().policies()
                .get(change.after().owner(), change.after().id().toString());
    }

    private void save(Change<Policy> change) {
        inUnit(() -> ports().policies().save(change));
    }

    private Change<Policy> register(String name, Instant at) {
        return register(owner, name, at, Optional.empty());
    }

    private static Change<Policy> register(
            ProfileId owner, String name, Instant at, Optional<VotingConfigurationId> configuration) {
        return Policy.register(
                new PolicyId(UUID.randomUUID()),
                owner,
                new Name(name),
                TEMPLATE,
                Set.of("data-token.request"),
                Conditions.NONE,
                true,
                configuration,
                at);
    }

    private static Policy at(long revision, Policy policy) {
        return new Policy(
                policy.id(),
                policy.owner(),
                policy.name(),
                policy.template(),
                policy.events(),
                policy.conditions(),
                policy.selfApproval(),
                policy.configuration(),
                policy.state(),
                policy.createdAt(),
                revision);
    }
}
