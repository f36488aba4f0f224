package io.privicore.adapters.rest.canary;

import io.privicore.bootstrap.failure.StartFailure;

public record KnowsTheBootstrap(StartFailure failure) {}
