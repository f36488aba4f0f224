package io.privicore.application;

import io.privicore.application.oauth.Clients;
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.oauth.Granting;
import io.privicore.application.oauth.Granting.Lifetimes;
import io.privicore.application.oauth.OauthHandler;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.port.Channels;
import io.privicore.application.port.InMemoryPorts;
import java.time.Duration;
import java.time.InstantSource;

/** The part of the platform that lets other applications act for profiles, on ports in memory. */
final class OauthInMemory {

    final GrantEnding ending;
    final OauthHandler handler;

    OauthInMemory(InMemoryPorts ports, Throttle throttle, Channels channels, InstantSource clock) {
        var database = ports.database();
        var clients = new Clients(ports.applications(), throttle, ports.tokens());
        ending = new GrantEnding(
                ports.applications(),
                ports.authorizationCodes(),
                ports.grants(),
                ports.sessions(),
                ports.streamTokens(),
                channels,
                database);
        var granting = new Granting(
                ports.applications(),
                ports.authorizationCodes(),
                ports.grants(),
                ports.sessions(),
                ports.profiles(),
                clients,
                ending,
                ports.tokens(),
                database,
                clock,
                new Lifetimes(Duration.ofHours(1), Duration.ofDays(30)));
        handler = new OauthHandler(
                ports.applications(),
                ports.authorizationCodes(),
                ports.grants(),
                ports.sessions(),
                clients,
                granting,
                ending,
                ports.tokens(),
                database,
                clock);
    }
}
