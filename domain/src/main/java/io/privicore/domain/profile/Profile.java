package io.privicore.domain.profile;

import static io.privicore.domain.kernel.Reason.PASSWORD_TOO_YOUNG;
import static io.privicore.domain.kernel.Reason.PROFILE_NOT_FOUND;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An actor: a user, an application, or whoever owns devices.
 *
 * @param formerPasswords hashes of the passwords before the present one, newest first, at most {@value #REMEMBERED} - 1
 * @param passwordChangedAt since when the password is the present one
 * @param managedBy the directory that created it, on whose administrators it depends
 * @param revision counts saved changes; two that start from the same one cannot both be saved
 */
public record Profile(
        ProfileId id,
        Username username,
        PasswordHash password,
        List<PasswordHash> formerPasswords,
        Instant passwordChangedAt,
        Optional<PublicKey> publicKey,
        ProfileState state,
        Optional<DirectoryId> managedBy,
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
        return register(id, username, password, Optional.empty(), meta, now);
    }

    /** A user that a directory creates; {@link PasswordHash#NONE} where it is to give itself a password. */
    public static Change<Profile> create(
            ProfileId id, Username username, PasswordHash password, DirectoryId managedBy, Metadata meta, Instant now) {
        return register(id, username, password, Optional.of(managedBy), meta, now);
    }

    private static Change<Profile> register(
            ProfileId id,
            Username username,
            PasswordHash password,
            Optional<DirectoryId> managedBy,
            Metadata meta,
            Instant now) {
        var profile = new Profile(
                id,
                username,
                password,
                List.of(),
                now,
                Optional.empty(),
                ProfileState.REGISTERED,
                managedBy,
                meta,
                now,
                0);
        return Change.of(profile, new ProfileEvent.Registered(id));
    }

    /** Another name, which nobody else may have. */
    public Change<Profile> rename(Username next) {
        return next.equals(username)
                ? Change.none(this)
                : Change.of(
                        new Profile(
                                id,
                                next,
                                password,
                                formerPasswords,
                                passwordChangedAt,
                                publicKey,
                                state,
                                managedBy,
                                meta,
                                createdAt,
                                revision),
                        new ProfileEvent.Renamed(id));
    }

    /** May do nothing until {@link #reactivate()}; again changes nothing. Whoever saves this ends its sessions too. */
    public Change<Profile> suspend() {
        requireThere("suspend");
        return state == ProfileState.SUSPENDED
                ? Change.none(this)
                : Change.of(in(ProfileState.SUSPENDED), new ProfileEvent.Suspended(id));
    }

    /** As it was before it was suspended. */
    public Change<Profile> reactivate() {
        requireThere("reactivate");
        return state == ProfileState.SUSPENDED
                ? Change.of(
                        in(publicKey.isPresent() ? ProfileState.ACTIVE : ProfileState.REGISTERED),
                        new ProfileEvent.Reactivated(id))
                : Change.none(this);
    }

    /**
     * Ends it for good and forgets who it was, so that somebody else can have its name. Whoever saves this ends its sessions
     * and devices too.
     */
    public Change<Profile> remove() {
        if (state == ProfileState.REMOVED) {
            return Change.none(this);
        }
        var removed = new Profile(
                id,
                new Username("removed-" + id),
                PasswordHash.NONE,
                List.of(),
                passwordChangedAt,
                Optional.empty(),
                ProfileState.REMOVED,
                managedBy,
                Metadata.EMPTY,
                createdAt,
                revision);
        return Change.of(removed, new ProfileEvent.Removed(id));
    }

    private Profile in(ProfileState next) {
        return new Profile(
                id,
                username,
                password,
                formerPasswords,
                passwordChangedAt,
                publicKey,
                next,
                managedBy,
                meta,
                createdAt,
                revision);
    }

    private void requireThere(String operation) {
        if (state == ProfileState.REMOVED) {
            throw new Refusal(
                    PROFILE_NOT_FOUND, "Expected to %s profile %s, but it is removed".formatted(operation, id));
        }
    }

    /** Takes a new password that the caller has checked against {@link #rememberedPasswords()}. */
    public Change<Profile> changePassword(PasswordHash next, Instant now) {
        var former = rememberedPasswords();
        var changed = withPassword(next, former.stream().limit(REMEMBERED - 1L).toList(), now);
        return Change.of(changed, new ProfileEvent.PasswordChanged(id));
    }

    /** The same password under newer parameters; nothing that anybody outside would notice. */
    public Change<Profile> rehash(PasswordHash same) {
        return Change.none(withPassword(same, formerPasswords, passwordChangedAt));
    }

    /** Refuses with {@code PASSWORD_TOO_YOUNG} to change a password so soon that the history could be run through. */
    public void requirePasswordOldEnough(PasswordAge age, Instant now) {
        if (!age.mayChange(passwordChangedAt, now)) {
            throw new Refusal(
                    PASSWORD_TOO_YOUNG,
                    "Expected a password of at least %s, but it was changed at %s"
                            .formatted(age.minimum().orElse(Duration.ZERO), passwordChangedAt));
        }
    }

    public boolean hasExpiredPassword(PasswordAge age, Instant now) {
        return age.hasExpired(passwordChangedAt, now);
    }

    /** The hashes a new password must not match, the present one first. */
    public List<PasswordHash> rememberedPasswords() {
        var all = new ArrayList<PasswordHash>();
        if (password.isSet()) {
            all.add(password);
        }
        all.addAll(formerPasswords);
        return List.copyOf(all);
    }

    /** Registers the first key, which activates the profile, or replaces the one it has. */
    public Change<Profile> registerPublicKey(PublicKey key) {
        var next = state == ProfileState.REGISTERED ? ProfileState.ACTIVE : state;
        var changed = new Profile(
                id,
                username,
                password,
                formerPasswords,
                passwordChangedAt,
                Optional.of(key),
                next,
                managedBy,
                meta,
                createdAt,
                revision);
        return Change.of(
                changed,
                publicKey.isPresent() ? new ProfileEvent.PublicKeyReplaced(id) : new ProfileEvent.Activated(id));
    }

    private Profile withPassword(PasswordHash next, List<PasswordHash> former, Instant changedAt) {
        return new Profile(
                id, username, next, former, changedAt, publicKey, state, managedBy, meta, createdAt, revision);
    }
}
