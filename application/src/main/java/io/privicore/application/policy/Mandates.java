package io.privicore.application.policy;

import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What directories make their members wait for, whatever policies these have of their own. */
@FunctionalInterface
public interface Mandates {

    /**
     * What holds for what a member asks for, as policies that nobody registered.
     *
     * @param events the operations that it is
     * @param directory the directory the operation is about: only that one has a say then
     */
    Mandated of(ProfileId member, Set<String> events, Optional<DirectoryId> directory);

    /**
     * @param always what the operations wait for in any case
     * @param beside what they wait for wherever a policy of the member holds them
     */
    record Mandated(List<Policy> always, List<Policy> beside) {}
}
