package io.privicore.application.device;

import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.domain.kernel.DeviceId;
import java.util.List;

/** Where votes of devices go, and the word that a device is gone. */
public interface VoteBox {

    /** See {@link DeviceReports#voted}. */
    void voted(List<DeviceVote> votes);

    /**
     * Within the present unit of work: the device was removed, or has lost the keys and secrets that its open ballots were
     * issued to.
     */
    void removed(DeviceId device);

    /** Within the present unit of work: the device has a key for the first time, so what it may vote on can be sent to it. */
    void reachable(DeviceId device);
}
