package io.privicore.application.port.canary;

public record Shelves(int number) {}
