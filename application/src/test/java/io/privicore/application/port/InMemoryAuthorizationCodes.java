package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.AuthorizationCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Codes and nonces in memory, where one unit of work runs at a time anyway. */
public final class InMemoryAuthorizationCodes implements AuthorizationCodes {

    private final InMemoryDatabase database;

    public InMemoryAuthorizationCodes(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void add(Change<AuthorizationCode> requested) {
        var code = requested.after();
        if (!database.nonces.add(new Used(code.application(), code.nonce()), true)) {
            throw new Refusal(Reason.OAUTH_NONCE_USED, "Expected a nonce that was not used, but this one was");
        }
        database.appendAll(requested.events());
        database.codes.put(code.id(), code);
    }

    @Override
    public Optional<AuthorizationCode> take(UUID id) {
        return database.codes.find(id);
    }

    @Override
    public Optional<AuthorizationCode> take(TokenHash code) {
        return database.codes.all().stream()
                .filter(known -> known.code().filter(code::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<ApplicationId> applicationOf(TokenHash code) {
        return take(code).map(AuthorizationCode::application);
    }

    @Override
    public void save(AuthorizationCode code) {
        database.codes.change(code.id(), _ -> code);
    }

    @Override
    public int count(ProfileId profile, Instant now) {
        return (int) database.codes.all().stream()
                .filter(code -> code.profile().equals(profile)
                        && code.grant().isEmpty()
                        && code.expiresAt().isAfter(now))
                .count();
    }

    @Override
    public void forgetUnredeemed(ProfileId profile) {
        database.codes.removeIf(
                (_, code) -> code.profile().equals(profile) && code.grant().isEmpty());
    }

    @Override
    public void forget(ApplicationId application) {
        database.codes.removeIf((_, code) -> code.application().equals(application));
        database.nonces.removeIf((used, _) -> used.application().equals(application));
    }

    @Override
    public int forgetExpired(Instant before) {
        return database.codes.removeIf(
                (_, code) -> code.expiresAt().isBefore(before) && code.grant().isEmpty());
    }

    record Used(ApplicationId application, TokenHash nonce) {}
}
