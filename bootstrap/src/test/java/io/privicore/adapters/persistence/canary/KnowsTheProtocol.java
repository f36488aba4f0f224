package io.privicore.adapters.persistence.canary;

import io.privicore.protocol.key.AesKey;

public record KnowsTheProtocol(AesKey key) {}
