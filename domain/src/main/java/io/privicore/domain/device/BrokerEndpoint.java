package io.privicore.domain.device;

/** Where devices find the broker, as they see it. */
public record BrokerEndpoint(String host, int port, String virtualHost) {}
