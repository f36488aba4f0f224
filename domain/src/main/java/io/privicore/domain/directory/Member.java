package io.privicore.domain.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_FORBIDDEN;
import static io.privicore.domain.kernel.Reason.DIRECTORY_OWNER_STAYS;
import static io.privicore.domain.kernel.Reason.DIRECTORY_VERSION_MISMATCH;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody in a directory. A managed one was created by it and ends with it; an invited one was there before and stays
 * when it leaves.
 *
 * @param revision counts saved changes; two that start from the same one cannot both be saved
 */
public record Member(
        DirectoryId directory,
        ProfileId profile,
        Role role,
        boolean managed,
        MemberState state,
        Person person,
        Instant joinedAt,
        long revision) {

    /** Whoever registers a directory is in it from the first moment. */
    public static Change<Member> owner(DirectoryId directory, ProfileId profile, Instant now) {
        return Change.none(
                new Member(directory, profile, Role.OWNER, false, MemberState.ACTIVE, Person.UNKNOWN, now, 0));
    }

    /** A user that the directory creates; refuses with {@code DIRECTORY_FORBIDDEN} a role its creator cannot give. */
    public static Change<Member> create(
            DirectoryId directory, ProfileId profile, Role role, Person person, Role creator, Instant now) {
        requireGoverns(creator, role);
        return Change.of(
                new Member(directory, profile, role, true, MemberState.ACTIVE, person, now, 0),
                new DirectoryEvent.UserCreated(profile, directory, role.wire()));
    }

    /** Somebody who accepted an invitation. */
    public static Change<Member> join(DirectoryId directory, ProfileId profile, Role role, Instant now) {
        return Change.of(
                new Member(directory, profile, role, false, MemberState.ACTIVE, Person.UNKNOWN, now, 0),
                new DirectoryEvent.UserJoined(profile, directory, role.wire()));
    }

    /** Whether this role suffices to act on this member; refuses with {@code DIRECTORY_FORBIDDEN}. */
    public void requireGovernedBy(Role actor) {
        requireGoverns(actor, role);
    }

    /** Refuses with {@code DIRECTORY_VERSION_MISMATCH} where it is not any more what the caller had seen. */
    public void requireRevision(Optional<Long> seen) {
        if (seen.filter(wanted -> wanted != revision).isPresent()) {
            throw new Refusal(
                    DIRECTORY_VERSION_MISMATCH,
                    "Expected profile %s at version %d, but it is at %d".formatted(profile, seen.get(), revision));
        }
    }

    /** Describes the person anew. */
    public Change<Member> describe(Person described) {
        return described.equals(person)
                ? Change.none(this)
                : Change.of(
                        new Member(directory, profile, role, managed, state, described, joinedAt, revision),
                        new DirectoryEvent.UserUpdated(profile, directory));
    }

    /** Gives another role; refuses with {@code DIRECTORY_FORBIDDEN} one that whoever gives it cannot give or take. */
    public Change<Member> assign(Role next, Role actor) {
        if (next == role) {
            return Change.none(this);
        }
        requireGoverns(actor, role);
        requireGoverns(actor, next);
        return Change.of(
                new Member(directory, profile, next, managed, state, person, joinedAt, revision),
                new DirectoryEvent.RoleAssigned(profile, directory, role.wire(), next.wire()));
    }

    /**
     * Takes its role away until {@link #reactivate()}; again changes nothing. Whoever saves this stops a managed profile
     * too.
     */
    public Change<Member> suspend() {
        if (role == Role.OWNER) {
            throw ownerStays("suspend");
        }
        return state == MemberState.SUSPENDED
                ? Change.none(this)
                : Change.of(in(MemberState.SUSPENDED), new DirectoryEvent.UserSuspended(profile, directory));
    }

    public Change<Member> reactivate() {
        return state == MemberState.ACTIVE
                ? Change.none(this)
                : Change.of(in(MemberState.ACTIVE), new DirectoryEvent.UserReactivated(profile, directory));
    }

    /** Ends the membership; refuses with {@code DIRECTORY_OWNER_STAYS} that of the owner. */
    public Change<Optional<Member>> leave() {
        if (role == Role.OWNER) {
            throw ownerStays("remove");
        }
        return Change.of(Optional.empty(), new DirectoryEvent.UserRemoved(profile, directory, managed));
    }

    private Member in(MemberState next) {
        return new Member(directory, profile, role, managed, next, person, joinedAt, revision);
    }

    private Refusal ownerStays(String operation) {
        return new Refusal(
                DIRECTORY_OWNER_STAYS,
                "Expected to %s a member of directory %s, but %s is its owner"
                        .formatted(operation, directory, profile));
    }

    private static void requireGoverns(Role actor, Role other) {
        if (!actor.governs(other)) {
            throw new Refusal(
                    DIRECTORY_FORBIDDEN,
                    "Expected a role that governs \"%s\", but \"%s\" does not".formatted(other.wire(), actor.wire()));
        }
    }
}
