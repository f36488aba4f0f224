package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Vote;

/** Checks what devices signed. */
@FunctionalInterface
public interface VoteSignatures {

    /**
     * Whether the vote is signed, under the key that it names, by this device, over this ballot, this operation, what the
     * vote says and when. Whether the key is the device's is not asked here.
     *
     * @param digest what stands for the operation
     */
    boolean fit(DeviceId device, BallotId ballot, Bytes digest, Vote vote);
}
