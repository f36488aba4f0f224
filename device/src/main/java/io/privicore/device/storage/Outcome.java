package io.privicore.device.storage;

import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;

/** What became of a change. */
public sealed interface Outcome {

    /** The chunk is durable, now or since before. */
    record Kept(Receipt receipt) implements Outcome {}

    record Refused(StorageRefused answer) implements Outcome {}

    /** What was to be deleted is gone; or what was to be stored had been deleted before, and stays so. */
    record Gone(StorageDeleted answer) implements Outcome {}
}
