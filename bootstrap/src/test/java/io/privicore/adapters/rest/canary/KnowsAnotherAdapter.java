package io.privicore.adapters.rest.canary;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;

public record KnowsAnotherAdapter(JpaUnitOfWork unitOfWork) {}
