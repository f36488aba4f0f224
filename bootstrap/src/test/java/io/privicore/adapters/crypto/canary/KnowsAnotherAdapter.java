package io.privicore.adapters.crypto.canary;

import io.privicore.adapters.amqp.AmqpConfig;

public record KnowsAnotherAdapter(AmqpConfig config) {}
