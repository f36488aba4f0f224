package io.privicore.application.device;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import java.time.Instant;

/** Where votes of devices go, and the word that a device is gone. */
public interface VoteBox {

    /** See {@link DeviceReports#voted}. */
    void voted(DeviceId device, BallotId ballot, Choice choice, String reason, Instant castAt, Bytes signature);

    /**
     * Within the present unit of work: the device was removed, or has lost the keys and secrets that its open ballots were
     * issued to.
     */
    void removed(DeviceId device);
}
