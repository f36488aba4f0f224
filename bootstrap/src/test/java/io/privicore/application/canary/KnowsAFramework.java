package io.privicore.application.canary;

import org.jboss.logging.Logger;

public record KnowsAFramework(Logger logger) {}
