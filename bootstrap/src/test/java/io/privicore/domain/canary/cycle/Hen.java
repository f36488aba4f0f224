package io.privicore.domain.canary.cycle;

import io.privicore.domain.canary.cycle.egg.Egg;

public record Hen(Egg egg) {}
