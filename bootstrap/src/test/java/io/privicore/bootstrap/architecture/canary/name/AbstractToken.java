package io.privicore.bootstrap.architecture.canary.name;

public abstract class AbstractToken {}
