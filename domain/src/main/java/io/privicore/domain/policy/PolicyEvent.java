package io.privicore.domain.policy;

import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;

/** What becomes known of policies. */
public sealed interface PolicyEvent extends Event {

    PolicyId policy();

    @Override
    default String subject() {
        return policy().toString();
    }

    record Registered(ProfileId profile, PolicyId policy, String name, String template) implements PolicyEvent {}

    record PolicyActivated(ProfileId profile, PolicyId policy, String name) implements PolicyEvent {}

    record Deactivated(ProfileId profile, PolicyId policy, String name) implements PolicyEvent {}

    record PolicyDeleted(ProfileId profile, PolicyId policy, String name) implements PolicyEvent {}
}
