package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.Enrolment;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;

/** Links by which users give themselves a first password. */
public interface Enrolments {

    /** Puts this one in the place of any that the profile has. */
    void put(Enrolment enrolment);

    /** Looks, and locks it until the transaction ends. */
    Optional<Enrolment> find(TokenHash token);

    /** Uses up or takes back whatever the profile has. */
    void forget(ProfileId profile);

    /** Forgets what expired before the instant; answers how many. */
    int forgetExpired(Instant before);
}
