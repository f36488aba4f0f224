package io.privicore.application.port.canary;

public interface Shelf {}
