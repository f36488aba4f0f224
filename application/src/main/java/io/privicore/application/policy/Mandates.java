package io.privicore.application.policy;

import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.Policy;
import java.util.List;
import java.util.Optional;

/** What directories make their members wait for, whatever policies these have of their own. */
@FunctionalInterface
public interface Mandates {

    /**
     * What holds for an operation of a member, as policies that nobody registered.
     *
     * @param directory the directory the operation is about: only that one has a say then
     */
    Mandated of(ProfileId member, String operation, Optional<DirectoryId> directory);

    /**
     * @param always what the operation waits for in any case
     * @param beside what it waits for wherever a policy of the member holds it
     */
    record Mandated(List<Policy> always, List<Policy> beside) {}
}
