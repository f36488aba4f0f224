package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_NOT_MANAGED;
import static io.privicore.domain.kernel.Reason.ENROLMENT_INVALID;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.command.DirectoryCommand.ReplaceUser;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.command.DirectoryCommand.UpdateUser;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Enrolments;
import io.privicore.application.port.Events;
import io.privicore.application.port.Members;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Tokens;
import io.privicore.application.profile.PasswordRules;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Enrolment;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.time.Instant;
import java.util.Optional;

/** Creates, changes and ends the users of directories. */
public final class Users {

    private final Members members;
    private final Profiles profiles;
    private final Enrolments enrolments;
    private final Standing standing;
    private final Departure departure;
    private final PasswordRules passwords;
    private final Events events;
    private final Tokens tokens;

    public Users(
            Members members,
            Profiles profiles,
            Enrolments enrolments,
            Standing standing,
            Departure departure,
            PasswordRules passwords,
            Events events,
            Tokens tokens) {
        this.members = members;
        this.profiles = profiles;
        this.enrolments = enrolments;
        this.standing = standing;
        this.departure = departure;
        this.passwords = passwords;
        this.events = events;
        this.tokens = tokens;
    }

    Work create(Invocation in, CreateUser command) {
        var hash = command.password()
                .map(password -> passwords.first(password, command.username(), "password"))
                .orElse(PasswordHash.NONE);
        var id = new ProfileId(in.command().value());
        return () -> {
            var creator = standing.roleOf(command.directory(), in.profile());
            var member = Member.create(command.directory(), id, command.role(), command.person(), creator, in.at());
            var profile = Profile.create(id, command.username(), hash, command.directory(), Metadata.EMPTY, in.at());
            boolean suspended =
                    command.state().filter(MemberState.SUSPENDED::equals).isPresent();
            profiles.save(suspended ? profile.then(Profile::suspend) : profile);
            members.save(suspended ? member.then(Member::suspend) : member);
            return Outcome.made(hash.isSet() ? id : enrolmentToken(command.directory(), id, in.at()));
        };
    }

    Outcome update(Invocation in, UpdateUser command) {
        var actor = standing.roleOf(command.directory(), in.profile());
        var member = standing.governed(command.directory(), command.profile(), in.profile(), actor);
        var person = member.person();
        var described = new Person(
                command.givenName().or(person::givenName),
                command.familyName().or(person::familyName),
                command.email().or(person::email),
                command.externalId().or(person::externalId),
                person.meta().with(command.meta()));
        change(
                actor,
                member,
                command.username(),
                command.role().orElse(member.role()),
                command.state().orElse(member.state()),
                described);
        return Outcome.done();
    }

    Outcome replace(Invocation in, ReplaceUser command) {
        var actor = standing.roleOf(command.directory(), in.profile());
        var member = standing.governed(command.directory(), command.profile(), in.profile(), actor);
        member.requireRevision(command.revision());
        change(actor, member, Optional.of(command.username()), command.role(), command.state(), command.person());
        return Outcome.done();
    }

    private void change(
            Role actor, Member member, Optional<Username> username, Role role, MemberState state, Person person) {
        username.ifPresent(name -> rename(member, name));
        members.save(member.describe(person)
                .then(described -> described.assign(role, actor))
                .then(assigned -> state == MemberState.SUSPENDED ? assigned.suspend() : assigned.reactivate()));
        if (role == Role.ADMINISTRATOR && role != member.role()) {
            departure.rose(member);
        }
        if (state != member.state()) {
            if (state == MemberState.SUSPENDED) {
                departure.suspended(member);
            } else {
                departure.reactivated(member);
            }
        }
    }

    /** The name is the profile's, and only a managed profile is the directory's to rename. */
    private void rename(Member member, Username name) {
        var profile = profiles.get(member.profile());
        if (!profile.username().equals(name)) {
            requireManaged(member);
            profiles.save(profile.rename(name));
        }
    }

    Outcome remove(Invocation in, RemoveUser command) {
        var member = command.profile().equals(in.profile())
                ? members.get(command.directory(), command.profile())
                : standing.governed(command.directory(), command.profile(), in.profile());
        member.requireRevision(command.revision());
        var left = member.leave();
        departure.left(member, left);
        return Outcome.done();
    }

    /** Asks who may before it looks at any password: the answer must not tell a stranger which ones somebody had. */
    Work setPassword(Invocation in, SetPassword command) {
        var before =
                profiles.get(ward(in, command.directory(), command.profile()).profile());
        var hash = passwords.next(command.password(), before, "password");
        return () -> {
            var member = ward(in, command.directory(), command.profile());
            enrolments.forget(member.profile());
            profiles.save(before.changePassword(hash, in.at()));
            departure.endSessions(member.profile());
            events.append(new DirectoryEvent.UserPasswordSet(member.profile(), member.directory()));
            return Outcome.done();
        };
    }

    Outcome renewEnrolment(Invocation in, RenewEnrolment command) {
        var member = ward(in, command.directory(), command.profile());
        return Outcome.made(enrolmentToken(member.directory(), member.profile(), in.at()));
    }

    /** Hashes only for whoever has a link: its token cannot be guessed, and strangers get no slow work for nothing. */
    Work enrol(Invocation in, Enrol command) {
        var token = tokens.hash(command.token());
        var known = enrolling(token, in.at());
        var hash = passwords.next(command.password(), known.profile(), "password");
        return () -> {
            var enrolling = enrolling(token, in.at());
            var enrolment = enrolling.enrolment();
            AuditedCall.concerns(enrolment.directory());
            enrolments.forget(enrolment.profile());
            profiles.save(enrolling.profile().changePassword(hash, in.at()));
            departure.endSessions(enrolment.profile());
            events.append(new DirectoryEvent.UserEnrolled(enrolment.profile(), enrolment.directory()));
            return Outcome.made(enrolment.profile());
        };
    }

    /** A link that is good, and whose it is. Whoever is suspended has no use of it, and finds it good again afterwards. */
    private Enrolling enrolling(TokenHash token, Instant now) {
        var enrolment =
                enrolments.find(token).filter(found -> found.isValidAt(now)).orElseThrow(Users::invalid);
        var profile = profiles.find(enrolment.profile())
                .filter(found -> found.state().isUsable())
                .orElseThrow(Users::invalid);
        return new Enrolling(enrolment, profile);
    }

    private record Enrolling(Enrolment enrolment, Profile profile) {}

    private String enrolmentToken(DirectoryId directory, ProfileId profile, Instant now) {
        var token = tokens.mint(Tokens.Kind.ENROLMENT);
        enrolments.put(new Enrolment(tokens.hash(token), directory, profile, now.plus(Enrolment.LIFETIME)));
        return token;
    }

    /**
     * A managed user whose credentials the caller may replace. Nobody's own: whoever got hold of an administrator's token
     * does not get the profile with it.
     */
    private Member ward(Invocation in, DirectoryId directory, ProfileId profile) {
        var member = members.get(directory, profile);
        member.requireGovernedBy(standing.roleOf(directory, in.profile()));
        requireManaged(member);
        return member;
    }

    static void requireManaged(Member member) {
        if (!member.managed()) {
            throw new Refusal(
                    DIRECTORY_NOT_MANAGED,
                    "Expected a user that directory %s manages, but %s was invited"
                            .formatted(member.directory(), member.profile()));
        }
    }

    private static Refusal invalid() {
        return new Refusal(ENROLMENT_INVALID, "Expected the token of an enrolment link, but it is none");
    }
}
