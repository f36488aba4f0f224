package io.privicore.application.profile;

import static io.privicore.domain.kernel.Reason.CURRENT_PASSWORD_MISMATCH;
import static io.privicore.domain.kernel.Reason.PROFILE_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.PUBLIC_KEY_NOT_FOUND;

import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.ProfileCommand.ChangePassword;
import io.privicore.application.command.ProfileCommand.Register;
import io.privicore.application.command.ProfileCommand.RegisterPublicKey;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Members;
import io.privicore.application.port.PasswordSettings;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.ChannelView;
import io.privicore.application.query.ProfileQuery.Expiry;
import io.privicore.application.query.ProfileQuery.JoinChannel;
import io.privicore.application.query.ProfileQuery.Reauthorize;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.application.query.ProfileQuery.RetrievePublicKey;
import io.privicore.application.query.ProfileQuery.Revoke;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.PublicKey;

/** Carries out what is asked of profiles. */
public final class ProfileHandler {

    private final Profiles profiles;
    private final SignIn signIn;
    private final PasswordRules rules;
    private final PasswordSettings settings;
    private final Members members;
    private final PublicKeys publicKeys;
    private final Tokens tokens;

    public ProfileHandler(
            Profiles profiles,
            SignIn signIn,
            PasswordRules rules,
            PasswordSettings settings,
            Members members,
            PublicKeys publicKeys,
            Tokens tokens) {
        this.profiles = profiles;
        this.signIn = signIn;
        this.rules = rules;
        this.settings = settings;
        this.members = members;
        this.publicKeys = publicKeys;
        this.tokens = tokens;
    }

    public Work prepare(Invocation invocation, ProfileCommand command) {
        return switch (command) {
            case Register register -> register(invocation, register);
            case ChangePassword change -> changePassword(invocation, change);
            case RegisterPublicKey register -> registerPublicKey(invocation, register.publicKey());
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, ProfileQuery<R> query) {
        return (R)
                switch (query) {
                    case Authenticate credentials -> signIn.authenticate(actor, credentials);
                    case RetrieveId _ -> actor.profile();
                    case Reauthorize renewal -> signIn.renew(actor, renewal.ttl());
                    case Revoke _ -> signIn.revoke(actor);
                    case Expiry _ -> actor.session().orElseThrow().expiresAt();
                    case JoinChannel _ ->
                        new ChannelView(
                                actor.profile(), actor.session().orElseThrow().expiresAt(), actor.delegation());
                    case RetrievePublicKey key ->
                        publicKeyOf(actor, key.profile().orElse(actor.profile()));
                };
    }

    private Work register(Invocation invocation, Register command) {
        var hash = rules.first(command.password(), command.username(), "password");
        var id = new ProfileId(tokens.id());
        return () -> {
            profiles.save(Profile.register(id, command.username(), hash, command.meta(), invocation.at()));
            return Outcome.made(id);
        };
    }

    private Work changePassword(Invocation invocation, ChangePassword command) {
        var before = profiles.get(invocation.profile());
        rules.requireGood(command.next(), before.username(), "newPassword");
        if (!signIn.knowsPassword(before, command.current())) {
            throw new Refusal(CURRENT_PASSWORD_MISMATCH, "Expected the present password, but got another");
        }
        before.requirePasswordOldEnough(settings.settingsFor(before.id()), invocation.at());
        rules.requireUnused(command.next(), before);
        var hash = rules.hash(command.next());
        return () -> {
            profiles.save(before.changePassword(hash, invocation.at()));
            return Outcome.done();
        };
    }

    private Work registerPublicKey(Invocation invocation, PublicKey key) {
        publicKeys.verify(key);
        return () -> {
            profiles.save(profiles.get(invocation.profile()).registerPublicKey(key));
            return Outcome.done();
        };
    }

    private String publicKeyOf(Actor actor, ProfileId profile) {
        if (!profile.equals(actor.profile()) && !members.share(actor.profile(), profile)) {
            throw new Refusal(PROFILE_NOT_FOUND, "Expected a profile that the caller may see, but there is none");
        }
        return profiles.get(profile)
                .publicKey()
                .map(PublicKey::hex)
                .orElseThrow(() -> new Refusal(
                        PUBLIC_KEY_NOT_FOUND, "Expected a profile with a public key, but it has registered none"));
    }
}
