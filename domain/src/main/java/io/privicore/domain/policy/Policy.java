package io.privicore.domain.policy;

import static io.privicore.domain.kernel.Reason.POLICY_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.POLICY_UNKNOWN_EVENT;
import static io.privicore.domain.kernel.Reason.POLICY_UNKNOWN_PARAMETER;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.VotingConfigurationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An owner's word that certain operations wait for a vote.
 *
 * @param name unique among the owner's
 * @param template which built-in template its events are of
 * @param events wire names of operations
 * @param selfApproval whether the owner's own devices may approve alone
 * @param configuration how the vote is held; the profile's own way where absent
 * @param revision counts saved changes
 */
public record Policy(
        PolicyId id,
        ProfileId owner,
        Name name,
        String template,
        Set<String> events,
        Conditions conditions,
        boolean selfApproval,
        Optional<VotingConfigurationId> configuration,
        PolicyState state,
        Instant createdAt,
        long revision) {

    public Policy {
        events = Set.copyOf(events);
    }

    /**
     * A new policy, inactive. Refuses with {@code POLICY_UNKNOWN_EVENT} events that are none of the template's, and with
     * {@code POLICY_UNKNOWN_PARAMETER} conditions that its events cannot be narrowed by.
     */
    public static Change<Policy> register(
            PolicyId id,
            ProfileId owner,
            Name name,
            PolicyTemplate template,
            Set<String> events,
            Conditions conditions,
            boolean selfApproval,
            Optional<VotingConfigurationId> configuration,
            Instant now) {
        for (var event : events) {
            if (!template.events().containsKey(event)) {
                throw new Refusal(
                        POLICY_UNKNOWN_EVENT,
                        "Expected an event of the template \"%s\", but got \"%s\"".formatted(template.id(), event));
            }
        }
        if (events.isEmpty()) {
            throw new Refusal(POLICY_UNKNOWN_EVENT, "Expected at least one event, but got none");
        }
        conditions.patterns().keySet().forEach(parameter -> {
            if (!template.parameters().contains(parameter)) {
                throw new Refusal(
                        POLICY_UNKNOWN_PARAMETER,
                        "Expected a parameter of the template \"%s\", but got \"%s\""
                                .formatted(template.id(), parameter.wire()));
            }
        });
        var policy = new Policy(
                id,
                owner,
                name,
                template.id(),
                events,
                conditions,
                selfApproval,
                configuration,
                PolicyState.INACTIVE,
                now,
                0);
        return Change.of(policy, new PolicyEvent.Registered(owner, id, name.value(), template.id()));
    }

    /** Gates its events from now on; again changes nothing. Refuses a deleted one with {@code POLICY_NOT_FOUND}. */
    public Change<Policy> activate() {
        requireNotDeleted();
        return state == PolicyState.ACTIVE
                ? Change.none(this)
                : change(PolicyState.ACTIVE, new PolicyEvent.PolicyActivated(owner, id, name.value()));
    }

    /**
     * Gates nothing from now on; what waits already goes on waiting. Refuses a deleted one with {@code POLICY_NOT_FOUND}.
     */
    public Change<Policy> deactivate() {
        requireNotDeleted();
        return state == PolicyState.INACTIVE
                ? Change.none(this)
                : change(PolicyState.INACTIVE, new PolicyEvent.Deactivated(owner, id, name.value()));
    }

    /** For good; again changes nothing. */
    public Change<Policy> delete() {
        return state == PolicyState.DELETED
                ? Change.none(this)
                : change(PolicyState.DELETED, new PolicyEvent.PolicyDeleted(owner, id, name.value()));
    }

    boolean applies(Facts facts) {
        return state == PolicyState.ACTIVE && events.contains(facts.event()) && conditions.match(facts);
    }

    private void requireNotDeleted() {
        if (state == PolicyState.DELETED) {
            throw new Refusal(POLICY_NOT_FOUND, "Expected policy %s to be there, but it is deleted".formatted(id));
        }
    }

    private Change<Policy> change(PolicyState next, Event event) {
        return Change.of(
                new Policy(
                        id,
                        owner,
                        name,
                        template,
                        events,
                        conditions,
                        selfApproval,
                        configuration,
                        next,
                        createdAt,
                        revision),
                event);
    }
}
