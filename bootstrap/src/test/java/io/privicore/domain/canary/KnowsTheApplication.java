package io.privicore.domain.canary;

import io.privicore.application.Caller;

public record KnowsTheApplication(Caller caller) {}
