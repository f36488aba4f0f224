package io.privicore.bootstrap.architecture.canary.unmarked;

public record Unmarked(String text) {}
