package io.privicore.adapters.persistence.canary;

import jakarta.persistence.Entity;

@Entity
public class PublicRow {}
