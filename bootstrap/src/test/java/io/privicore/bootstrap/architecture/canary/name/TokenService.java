package io.privicore.bootstrap.architecture.canary.name;

public final class TokenService {}
