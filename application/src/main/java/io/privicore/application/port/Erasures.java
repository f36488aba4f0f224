package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What devices were told to erase and have not confirmed yet. Their keys are gone already. */
public interface Erasures {

    /** Notes that these devices must erase the ref, which was part of the token. */
    void begin(ProfileId owner, TokenId token, StorageRef ref, Set<DeviceId> devices, Instant at);

    /** Which devices have not confirmed the erasure of which refs of the token. */
    List<Open> open(TokenId token);

    /** Since when the oldest of them is awaited. */
    Optional<Instant> openSince(TokenId token);

    /** Notes confirmations; answers those that were awaited. */
    List<Open> confirmed(DeviceId device, List<StorageRef> refs, Instant at);

    /** Stops waiting for a device that is gone for good. */
    void forget(DeviceId device);

    record Open(ProfileId owner, TokenId token, StorageRef ref, DeviceId device) {}
}
