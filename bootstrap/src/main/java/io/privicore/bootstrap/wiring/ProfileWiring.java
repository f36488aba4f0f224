package io.privicore.bootstrap.wiring;

import io.privicore.application.directory.ManagedPasswords;
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.BreachedPasswords;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Directories;
import io.privicore.application.port.Members;
import io.privicore.application.port.PasswordHashes;
import io.privicore.application.port.PasswordSettings;
import io.privicore.application.port.PasswordStrength;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.profile.PasswordRules;
import io.privicore.application.profile.ProfileHandler;
import io.privicore.application.profile.SignIn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds the part of the application that deals with profiles. */
@Singleton
public class ProfileWiring {

    @Produces
    @Singleton
    PasswordRules passwordRules(PasswordStrength strength, BreachedPasswords breached, PasswordHashes hashes) {
        return new PasswordRules(strength, breached, hashes);
    }

    @Produces
    @Singleton
    PasswordSettings passwordSettings(Profiles profiles, Directories directories) {
        return new ManagedPasswords(profiles, directories);
    }

    @Produces
    @Singleton
    ProfileHandler profileHandler(
            Profiles profiles,
            Sessions sessions,
            Throttle throttle,
            PasswordHashes hashes,
            PasswordRules rules,
            PasswordSettings passwordSettings,
            Members members,
            PublicKeys publicKeys,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            Tokens tokens,
            Channels channels,
            GrantEnding grants,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        var signIn = new SignIn(
                profiles,
                sessions,
                throttle,
                hashes,
                rules,
                passwordSettings,
                gatekeeper,
                waitingRoom,
                tokens,
                channels,
                grants,
                unitOfWork,
                clock,
                settings.session().lifetime());
        return new ProfileHandler(profiles, signIn, rules, passwordSettings, members, publicKeys, tokens);
    }
}
