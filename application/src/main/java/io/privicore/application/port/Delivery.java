package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import java.time.Duration;
import java.util.Set;

/**
 * One version on its way to devices, chunk after chunk, while what they report of it is heard here and nowhere else. For
 * one thread at a time.
 */
public interface Delivery extends AutoCloseable {

    /**
     * Hands a sealed chunk to every device that takes part still. Waits while one of them is too far behind; one that
     * makes no progress at all takes part no longer, as long as others do. Refuses with {@code STORAGE_UNAVAILABLE} when
     * no device makes progress any more, and with {@code BROKER_UNAVAILABLE} when the broker is away.
     *
     * @param digest SHA-256 of the chunk, 32 bytes; a device that reports another one holds something else
     */
    void send(int chunk, Bytes digest, Bytes sealed);

    /**
     * Waits until the broker has answered for everything that was sent; the devices whose queue took all of it. Refuses
     * with {@code BROKER_UNAVAILABLE} when the broker went away.
     */
    Set<DeviceId> reached();

    /** Waits until at least so many devices hold everything that was sent, but no longer than this; those that do. */
    Set<DeviceId> await(int devices, Duration longest);

    /**
     * Ends hearing: what is reported from now on is reported to {@code DeviceReports}. Answers the devices that hold
     * everything that was sent by now.
     */
    Set<DeviceId> end();

    /** Ends hearing, too, if it was not ended. */
    @Override
    void close();
}
