package io.privicore.adapters.rest.canary;

import jakarta.persistence.Entity;

@Entity
public class StrayRow {}
