package io.privicore.domain.canary;

import org.jboss.logging.Logger;

public record KnowsAFramework(Logger logger) {}
