package io.privicore.domain.canary.cycle.egg;

import io.privicore.domain.canary.cycle.Hen;

public record Egg(Hen hen) {}
