package io.privicore.domain.policy;

import static io.privicore.domain.policy.PolicyFixture.aPolicy;
import static io.privicore.domain.policy.PolicyFixture.configuration;
import static io.privicore.domain.policy.PolicyFixture.facts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JudgementTest {

    @Test
    void letsThroughWhatNoPolicyAppliesTo() {
        var policies = List.of(
                aPolicy("inactive").inactive(),
                aPolicy("deactivated").active().deactivate().after(),
                aPolicy("deleted").active().delete().after(),
                aPolicy("elsewhere").when(Parameter.ADDRESS_RANGE, "10.0.0.0/8").active());

        assertThat(Judgement.of(facts(), policies)).isEmpty();
        assertThat(Judgement.of(facts(), List.of())).isEmpty();
    }

    @Test
    void asksForTheProfilesOwnVoteWhereAPolicyNamesNone() {
        var policy = aPolicy("gate").active();

        assertThat(Judgement.of(facts(), List.of(policy)))
                .containsExactly(new Gate(Optional.empty(), false, List.of(policy)));
    }

    @Test
    void asksOnceForEveryWayOfVoting() {
        var own = aPolicy("own").active();
        var first = aPolicy("first").votedBy(configuration(1)).active();
        var second = aPolicy("second").votedBy(configuration(2)).active();
        var firstAgain = aPolicy("first again").votedBy(configuration(1)).active();
        var ownAgain = aPolicy("own again").active();

        assertThat(Judgement.of(facts(), List.of(own, first, second, firstAgain, ownAgain)))
                .containsExactly(
                        new Gate(Optional.empty(), false, List.of(own, ownAgain)),
                        new Gate(Optional.of(configuration(1)), false, List.of(first, firstAgain)),
                        new Gate(Optional.of(configuration(2)), false, List.of(second)));
    }

    @Test
    void namesNoPolicyThatDoesNotApply() {
        var applies = aPolicy("red").when(Parameter.LABEL, "red").active();
        var doesNot = aPolicy("green").when(Parameter.LABEL, "green").active();

        assertThat(Judgement.of(facts(Map.of("label", "red")), List.of(doesNot, applies)))
                .containsExactly(new Gate(Optional.empty(), false, List.of(applies)));
    }

    @Test
    void needsOthersAsSoonAsOnePolicyOfTheVoteSaysSo() {
        var alone = aPolicy("alone").active();
        var together = aPolicy("together").withoutSelfApproval().active();

        assertThat(Judgement.of(facts(), List.of(alone, together)))
                .extracting(Gate::othersMustAgree)
                .containsExactly(true);
        assertThat(Judgement.of(facts(), List.of(together, alone)))
                .extracting(Gate::othersMustAgree)
                .containsExactly(true);
        assertThat(Judgement.of(facts(), List.of(alone, alone)))
                .extracting(Gate::othersMustAgree)
                .containsExactly(false);
    }

    @Test
    void needsOthersForThatVoteAlone() {
        var alone = aPolicy("alone").votedBy(configuration(1)).active();
        var together = aPolicy("together")
                .withoutSelfApproval()
                .votedBy(configuration(2))
                .active();

        assertThat(Judgement.of(facts(), List.of(alone, together)))
                .extracting(Gate::othersMustAgree)
                .containsExactly(false, true);
    }

    @Test
    void doesNotHearAPolicyThatDoesNotApplyAboutOthers() {
        var alone = aPolicy("alone").active();
        var elsewhere = aPolicy("elsewhere")
                .withoutSelfApproval()
                .when(Parameter.ADDRESS_RANGE, "10.0.0.0/8")
                .active();

        assertThat(Judgement.of(facts(), List.of(alone, elsewhere)))
                .containsExactly(new Gate(Optional.empty(), false, List.of(alone)));
    }
}
