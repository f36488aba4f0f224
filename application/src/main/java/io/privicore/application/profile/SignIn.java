package io.privicore.application.profile;

import static io.privicore.domain.kernel.Reason.INVALID_CREDENTIALS;
import static io.privicore.domain.kernel.Reason.PASSWORD_EXPIRED;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;
import static io.privicore.domain.kernel.Reason.UNAUTHENTICATED;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Deny;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Proceed;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.port.Channels;
import io.privicore.application.port.PasswordHashes;
import io.privicore.application.port.PasswordSettings;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Judgement;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Signing in, renewing and signing out. */
public final class SignIn {

    private static final String OPERATION = "profile.authenticate";
    private static final String CHANGE = "profile.change-password";

    /** Nothing of a sign-in is kept while it waits: the password is shown again. */
    private static final Bytes NO_PAYLOAD = Bytes.wrap(new byte[0]);

    /** Agreement to a sign-in is none to one that changes the password. */
    private static final Bytes WITH_CHANGE = Bytes.wrap(CHANGE.getBytes(StandardCharsets.UTF_8));

    private final Profiles profiles;
    private final Sessions sessions;
    private final Throttle throttle;
    private final PasswordHashes hashes;
    private final PasswordRules rules;
    private final PasswordSettings settings;
    private final Gatekeeper gatekeeper;
    private final WaitingRoom waitingRoom;
    private final Tokens tokens;
    private final Channels channels;
    private final GrantEnding grants;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Duration lifetime;

    /** @param lifetime how long the token of a fresh sign-in lives */
    public SignIn(
            Profiles profiles,
            Sessions sessions,
            Throttle throttle,
            PasswordHashes hashes,
            PasswordRules rules,
            PasswordSettings settings,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            Tokens tokens,
            Channels channels,
            GrantEnding grants,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Duration lifetime) {
        this.profiles = profiles;
        this.sessions = sessions;
        this.throttle = throttle;
        this.hashes = hashes;
        this.rules = rules;
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.waitingRoom = waitingRoom;
        this.tokens = tokens;
        this.channels = channels;
        this.grants = grants;
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
        var profile = username.flatMap(profiles::find);
        AuditedCall.isAbout(profile.map(Profile::id));
        throttle.requireUnblocked(name, address);

        var hash = profile.map(Profile::password).filter(PasswordHash::isSet).orElseGet(hashes::decoy);
        if (!hashes.matches(credentials.password(), hash) || profile.isEmpty()) {
            throttle.failed(name, address);
            throw new Refusal(INVALID_CREDENTIALS, "Expected the name and password of a profile, but they do not fit");
        }
        requireUsable(profile.get());
        var next = nextPassword(profile.get(), credentials.next(), now);
        var owner = new Actor(
                profile.get().id(), Optional.empty(), actor.address(), actor.traceparent(), true, Optional.empty());
        return permitted(
                owner,
                credentials,
                () -> unitOfWork.run(originOf(actor, owner.profile()), () -> {
                    requireUnchanged(owner.profile(), hash);
                    throttle.succeeded(name);
                    if (next.isPresent()) {
                        profiles.save(profile.get().changePassword(next.get(), now));
                    } else if (hashes.isOutdated(hash)) {
                        profiles.save(profile.get().rehash(hashes.hash(credentials.password())));
                    }
                    AuditedCall.succeeds();
                    return issue(owner.profile(), lifetime);
                }));
    }

    /** The hash of the password to take along, which one that has expired makes necessary. */
    private Optional<PasswordHash> nextPassword(Profile profile, Optional<Password> next, Instant now) {
        var age = settings.settingsFor(profile.id());
        if (next.isPresent()) {
            profile.requirePasswordOldEnough(age, now);
            return next.map(password -> rules.next(password, profile, "newPassword"));
        }
        if (profile.hasExpiredPassword(age, now)) {
            throw new Refusal(PASSWORD_EXPIRED, "Expected a new password along with the old one, which has expired");
        }
        return Optional.empty();
    }

    /**
     * Checking a password takes a while: one that was replaced meanwhile, or whose profile was stopped, opens nothing. Whoever
     * does so at this moment is waited for, or ends the token of this sign-in as well.
     */
    private void requireUnchanged(ProfileId profile, PasswordHash checked) {
        var present = profiles.locked(profile);
        requireUsable(present);
        if (!present.password().equals(checked)) {
            throw new Refusal(INVALID_CREDENTIALS, "Expected the present password, but it was replaced meanwhile");
        }
    }

    /**
     * Whose password it is known only now, so the policies are asked here and not with those of other queries. A sign-in
     * that changes the password needs the votes of both.
     */
    private IssuedToken permitted(Actor owner, Authenticate credentials, Supplier<IssuedToken> answer) {
        List<Hold> holds = new ArrayList<>();
        for (var operation : credentials.next().isPresent() ? List.of(OPERATION, CHANGE) : List.of(OPERATION)) {
            switch (gatekeeper.judge(owner, operation, new Gatekeeper.Asked.ToAnswer(credentials))) {
                case Proceed _ -> {}
                case Deny denied -> throw new Refusal(POLICY_DENIED, denied.detail());
                case Hold hold -> holds.add(hold);
            }
        }
        if (holds.isEmpty()) {
            return answer.get();
        }
        var gates = Judgement.together(
                holds.stream().flatMap(hold -> hold.gates().stream()).toList());
        return waitingRoom.underPermit(
                owner,
                OPERATION,
                credentials.next().isPresent() ? WITH_CHANGE : NO_PAYLOAD,
                credentials.permit(),
                new Hold(holds.getLast().facts(), gates),
                answer);
    }

    /**
     * Checks the password of somebody who is signed in, throttled as sign-ins are: whoever got hold of a token does not
     * get to guess the password behind it.
     */
    boolean knowsPassword(Profile profile, Password shown) {
        var subject = "password:" + profile.id();
        throttle.requireUnblocked(subject);
        if (hashes.matches(shown.value(), profile.password())) {
            return true;
        }
        throttle.failed(subject);
        return false;
    }

    /** Refuses where the token shown was ended since, be it by another renewal: what has ended makes no other. */
    IssuedToken renew(Actor actor, Duration ttl) {
        var shown = actor.session().orElseThrow();
        return unitOfWork.run(originOf(actor, actor.profile()), () -> {
            if (!end(shown)) {
                throw new Refusal(UNAUTHENTICATED, "Expected a valid authorization token, but it has just ended");
            }
            AuditedCall.succeeds();
            return issue(actor.profile(), ttl);
        });
    }

    boolean revoke(Actor actor) {
        return unitOfWork.run(originOf(actor, actor.profile()), () -> {
            var session = actor.session().orElseThrow();
            // An application gives up all that it was granted, and not one token of it.
            session.delegation().map(Delegation::grant).ifPresentOrElse(grants::end, () -> end(session));
            waitingRoom.abandon(actor.profile(), session.id());
            AuditedCall.succeeds();
            return true;
        });
    }

    private IssuedToken issue(ProfileId profile, Duration ttl) {
        var token = tokens.mint(Tokens.Kind.AUTHORIZATION);
        var change = Session.begin(tokens.id(), profile, tokens.hash(token), clock.instant(), ttl);
        sessions.save(change);
        return new IssuedToken(token, change.after().expiresAt());
    }

    private boolean end(Session session) {
        if (!sessions.end(session)) {
            return false;
        }
        unitOfWork.afterCommit(() -> channels.tell(session.profile(), new TokenEnded(session.token())));
        return true;
    }

    private static void requireUsable(Profile profile) {
        if (!profile.state().isUsable()) {
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
        return new Origin(Optional.of(profile), Optional.empty(), actor.application(), actor.traceparent());
    }
}
