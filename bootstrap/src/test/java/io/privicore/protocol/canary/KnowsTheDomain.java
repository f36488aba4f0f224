package io.privicore.protocol.canary;

import io.privicore.domain.kernel.DeviceId;

public record KnowsTheDomain(DeviceId device) {}
