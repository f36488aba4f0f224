package io.privicore.bootstrap.wiring;

import io.privicore.application.oauth.ApplicationFacts;
import io.privicore.application.oauth.Clients;
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.oauth.Granting;
import io.privicore.application.oauth.Granting.Lifetimes;
import io.privicore.application.oauth.OauthHandler;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.port.Applications;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Grants;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds the part of the application that lets other applications act for profiles. */
@Singleton
public class OauthWiring {

    @Produces
    @Singleton
    ApplicationFacts applicationFacts(Applications applications) {
        return new ApplicationFacts(applications);
    }

    @Produces
    @Singleton
    GrantEnding grantEnding(
            Applications applications,
            AuthorizationCodes codes,
            Grants grants,
            Sessions sessions,
            StreamTokens streamTokens,
            Channels channels,
            UnitOfWork unitOfWork) {
        return new GrantEnding(applications, codes, grants, sessions, streamTokens, channels, unitOfWork);
    }

    @Produces
    @Singleton
    OauthHandler oauthHandler(
            Applications applications,
            AuthorizationCodes codes,
            Grants grants,
            Sessions sessions,
            Profiles profiles,
            Throttle throttle,
            GrantEnding ending,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        var clients = new Clients(applications, throttle, tokens);
        var lifetimes = new Lifetimes(
                settings.oauth().accessLifetime(), settings.oauth().refreshLifetime());
        var granting = new Granting(
                applications, codes, grants, sessions, profiles, clients, ending, tokens, unitOfWork, clock, lifetimes);
        return new OauthHandler(
                applications, codes, grants, sessions, clients, granting, ending, tokens, unitOfWork, clock);
    }
}
