package io.privicore.adapters.amqp.canary;

import io.privicore.adapters.crypto.KeysConfig;

public record KnowsAnotherAdapter(KeysConfig config) {}
