package io.privicore.benchmarks.canary;

import io.privicore.domain.kernel.DeviceId;

public record KnowsTheDomain(DeviceId device) {}
