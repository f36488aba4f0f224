package io.privicore.domain.access;

import io.privicore.domain.kernel.ApplicationId;

/** That an application acts for a profile, under which grant, and how far it may go. */
public record Delegation(ApplicationId application, GrantId grant, Scopes scopes) {}
