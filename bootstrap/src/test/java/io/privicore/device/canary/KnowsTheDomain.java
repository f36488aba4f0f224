package io.privicore.device.canary;

import io.privicore.domain.kernel.DeviceId;

public record KnowsTheDomain(DeviceId device) {}
