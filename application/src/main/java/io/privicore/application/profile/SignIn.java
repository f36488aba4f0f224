package io.privicore.application.profile;

import static io.privicore.domain.kernel.Reason.INVALID_CREDENTIALS;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;
import static io.privicore.domain.kernel.Reason.THROTTLED;

import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Deny;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Proceed;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.port.Channels;
import io.privicore.application.port.PasswordHashes;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.SignInAttempts;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.ProfileState;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Signing in, renewing and signing out. */
public final class SignIn {

    private static final String OPERATION = "profile.authenticate";

    /** Nothing of a sign-in is kept while it waits: the password is shown again. */
    private static final Bytes NO_PAYLOAD = Bytes.wrap(new byte[0]);

    private final Profiles profiles;
    private final Sessions sessions;
    private final SignInAttempts attempts;
    private final PasswordHashes hashes;
    private final Gatekeeper gatekeeper;
    private final WaitingRoom waitingRoom;
    private final Tokens tokens;
    private final Channels channels;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Duration lifetime;

    /** @param lifetime how long the token of a fresh sign-in lives */
    public SignIn(
            Profiles profiles,
            Sessions sessions,
            SignInAttempts attempts,
            PasswordHashes hashes,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            Tokens tokens,
            Channels channels,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Duration lifetime) {
        this.profiles = profiles;
        this.sessions = sessions;
        this.attempts = attempts;
        this.hashes = hashes;
        this.gatekeeper = gatekeeper;
        this.waitingRoom = waitingRoom;
        this.tokens = tokens;
        this.channels = channels;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** The same in answer and in time whether the name exists or not: a name nobody has is checked against a decoy. */
    IssuedToken authenticate(Actor actor, Authenticate credentials) {
        var now = clock.instant();
        var username = usernameOf(credentials);
        var name = "name:"
                + tokens.hash(username.map(Username::key).orElse(credentials.username()))
                        .hex();
        var address = "address:" + actor.address();
        requireUnblocked(name, now);
        requireUnblocked(address, now);

        var profile = username.flatMap(profiles::find);
        var hash = profile.map(Profile::password).orElseGet(hashes::decoy);
        if (!hashes.matches(credentials.password(), hash) || profile.isEmpty()) {
            noteFailure(now, name, address);
            throw new Refusal(INVALID_CREDENTIALS, "Expected the name and password of a profile, but they do not fit");
        }
        requireUsable(profile.get());
        requirePermit(actor, profile.get().id(), credentials);
        return unitOfWork.run(originOf(actor, profile.get().id()), () -> {
            attempts.succeeded(name);
            if (hashes.isOutdated(hash)) {
                profiles.save(profile.get().rehash(hashes.hash(credentials.password())));
            }
            return issue(profile.get().id(), lifetime);
        });
    }

    /** Whose password it is known only now, so the policies are asked here and not with those of other queries. */
    private void requirePermit(Actor actor, ProfileId profile, Authenticate credentials) {
        var owner = new Actor(profile, Optional.empty(), actor.address(), actor.traceparent(), true);
        switch (gatekeeper.judge(owner, OPERATION, new Gatekeeper.Asked.ToAnswer(credentials))) {
            case Proceed _ -> {}
            case Deny denied -> throw new Refusal(POLICY_DENIED, denied.detail());
            case Hold hold -> waitingRoom.requirePermit(owner, OPERATION, NO_PAYLOAD, credentials.permit(), hold);
        }
    }

    /**
     * Checks the password of somebody who is signed in, throttled as sign-ins are: whoever got hold of a token does not
     * get to guess the password behind it.
     */
    boolean knowsPassword(Profile profile, Password shown) {
        var now = clock.instant();
        var subject = "password:" + profile.id();
        requireUnblocked(subject, now);
        if (hashes.matches(shown.value(), profile.password())) {
            return true;
        }
        noteFailure(now, subject);
        return false;
    }

    IssuedToken renew(Actor actor, Duration ttl) {
        var shown = actor.session().orElseThrow();
        return unitOfWork.run(originOf(actor, actor.profile()), () -> {
            end(shown);
            return issue(actor.profile(), ttl);
        });
    }

    boolean revoke(Actor actor) {
        return unitOfWork.run(originOf(actor, actor.profile()), () -> {
            var session = actor.session().orElseThrow();
            end(session);
            waitingRoom.abandon(actor.profile(), session.id());
            return true;
        });
    }

    private IssuedToken issue(ProfileId profile, Duration ttl) {
        var token = tokens.mint(Tokens.Kind.AUTHORIZATION);
        var change = Session.begin(tokens.id(), profile, tokens.hash(token), clock.instant(), ttl);
        sessions.save(change);
        return new IssuedToken(token, change.after().expiresAt());
    }

    private void end(Session session) {
        sessions.end(session);
        unitOfWork.afterCommit(() -> channels.tell(session.profile(), new TokenEnded(session.token())));
    }

    private void requireUnblocked(String subject, Instant now) {
        var until = attempts.blockedUntil(subject);
        if (now.isBefore(until)) {
            throw new Refusal(THROTTLED, "Expected the next attempt not before %s".formatted(until))
                    .until(Duration.between(now, until));
        }
    }

    private void noteFailure(Instant now, String... subjects) {
        unitOfWork.run(Origin.ENGINE, () -> {
            for (var subject : subjects) {
                attempts.failed(subject, now);
            }
            return true;
        });
    }

    private static void requireUsable(Profile profile) {
        if (profile.state() == ProfileState.SUSPENDED || profile.state() == ProfileState.REMOVED) {
            throw new Refusal(PROFILE_SUSPENDED, "Expected an active profile, but it is suspended");
        }
    }

    private static Optional<Username> usernameOf(Authenticate credentials) {
        try {
            return Optional.of(new Username(credentials.username()));
        } catch (IllegalArgumentException noProfileCanHaveThisName) {
            return Optional.empty();
        }
    }

    private static Origin originOf(Actor actor, ProfileId profile) {
        return new Origin(Optional.of(profile), Optional.empty(), Optional.empty(), actor.traceparent());
    }
}
