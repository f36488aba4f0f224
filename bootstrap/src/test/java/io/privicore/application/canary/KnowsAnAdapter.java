package io.privicore.application.canary;

import io.privicore.adapters.rest.problem.Problem;

public record KnowsAnAdapter(Problem problem) {}
