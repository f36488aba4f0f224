package io.privicore.domain.profile;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An actor: a user, an application, or whoever owns devices.
 *
 * @param formerPasswords hashes of the passwords before the present one, newest first, at most {@value #REMEMBERED} - 1
 * @param revision counts saved changes; two that start from the same one cannot both be saved
 */
public record Profile(
        ProfileId id,
        Username username,
        PasswordHash password,
        List<PasswordHash> formerPasswords,
        Optional<PublicKey> publicKey,
        ProfileState state,
        Metadata meta,
        Instant createdAt,
        long revision) {

    /** How many passwords, the present one included, may not be chosen again. */
    public static final int REMEMBERED = 5;

    public Profile {
        formerPasswords = List.copyOf(formerPasswords);
    }

    public static Change<Profile> register(
            ProfileId id, Username username, PasswordHash password, Metadata meta, Instant now) {
        var profile =
                new Profile(id, username, password, List.of(), Optional.empty(), ProfileState.REGISTERED, meta, now, 0);
        return Change.of(profile, new ProfileEvent.Registered(id));
    }

    /** Takes a new password that the caller has checked against {@link #rememberedPasswords()}. */
    public Change<Profile> changePassword(PasswordHash next) {
        var former = new ArrayList<PasswordHash>();
        former.add(password);
        former.addAll(formerPasswords);
        var changed = withPassword(next, former.stream().limit(REMEMBERED - 1L).toList());
        return Change.of(changed, new ProfileEvent.PasswordChanged(id));
    }

    /** The same password under newer parameters; nothing that anybody outside would notice. */
    public Change<Profile> rehash(PasswordHash same) {
        return Change.none(withPassword(same, formerPasswords));
    }

    /** The hashes a new password must not match, the present one first. */
    public List<PasswordHash> rememberedPasswords() {
        var all = new ArrayList<PasswordHash>();
        all.add(password);
        all.addAll(formerPasswords);
        return List.copyOf(all);
    }

    /** Registers the first key, which activates the profile, or replaces the one it has. */
    public Change<Profile> registerPublicKey(PublicKey key) {
        var next = state == ProfileState.REGISTERED ? ProfileState.ACTIVE : state;
        var changed =
                new Profile(id, username, password, formerPasswords, Optional.of(key), next, meta, createdAt, revision);
        return Change.of(
                changed,
                publicKey.isPresent() ? new ProfileEvent.PublicKeyReplaced(id) : new ProfileEvent.Activated(id));
    }

    private Profile withPassword(PasswordHash next, List<PasswordHash> former) {
        return new Profile(id, username, next, former, publicKey, state, meta, createdAt, revision);
    }
}
