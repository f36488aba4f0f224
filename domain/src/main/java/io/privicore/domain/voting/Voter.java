package io.privicore.domain.voting;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;

/** An authenticator on the roll of a poll, and whose it is. */
public record Voter(DeviceId device, ProfileId owner) {}
