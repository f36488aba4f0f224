package io.privicore.domain.device;

import io.privicore.domain.kernel.Bytes;
import java.time.Instant;

/**
 * What a device proves itself with, handed out once in its configuration.
 *
 * @param clientSecret sealed under the engine's key: the engine needs it to check the first message
 */
public record DeviceCredentials(String clientId, Bytes clientSecret, Instant retrievedAt) {}
