package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_EXTERNAL_ID_TAKEN;
import static io.privicore.domain.kernel.Reason.IMPORT_ROW_REPEATED;
import static io.privicore.domain.kernel.Reason.USERNAME_TAKEN;

import io.privicore.application.port.ImportRows.Action;
import io.privicore.application.port.ImportRows.Pending;
import io.privicore.application.port.ImportRows.Result;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UserBatches;
import io.privicore.application.port.UserImports.Import;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a file that are done together: who is there is looked up at once, each row then decides by the rules that hold for
 * single users, and what comes of all of them is saved at once. A row that is refused leaves nothing.
 */
final class UserBatch {

    private final UserBatches users;
    private final Departure departure;
    private final Tokens tokens;
    private final Import file;
    private final Role actor;
    private final Instant now;

    private final Map<String, Profile> byName = new HashMap<>();
    private final Map<ProfileId, Profile> profiles = new HashMap<>();
    private final Map<ProfileId, Member> members = new HashMap<>();
    private final Map<Name, ProfileId> byExternalId = new HashMap<>();

    private final List<Change<Profile>> profileChanges = new ArrayList<>();
    private final List<Change<Member>> memberChanges = new ArrayList<>();
    private final List<Member> risen = new ArrayList<>();
    private final List<Member> suspended = new ArrayList<>();
    private final List<Member> reactivated = new ArrayList<>();

    /** @param actor the role of whoever imports */
    UserBatch(UserBatches users, Departure departure, Tokens tokens, Import file, Role actor, Instant now) {
        this.users = users;
        this.departure = departure;
        this.tokens = tokens;
        this.file = file;
        this.actor = actor;
        this.now = now;
    }

    /** Does the rows within the present unit of work, or in a dry run tells what it would do. */
    List<Result> carryOut(List<Pending> rows) {
        Map<Long, UserRow> read = new HashMap<>();
        Map<Long, Result> results = new LinkedHashMap<>();
        for (var pending : rows) {
            results.put(pending.row().line(), attempt(pending, () -> {
                read.put(pending.row().line(), read(pending));
                return new Result(
                        pending.row().line(), Action.UNCHANGED, Optional.empty(), Optional.empty(), Optional.empty());
            }));
        }
        lookUp(List.copyOf(read.values()));
        for (var pending : rows) {
            var row = read.get(pending.row().line());
            if (row != null) {
                results.put(
                        pending.row().line(),
                        attempt(pending, () -> carryOut(pending.row().line(), row)));
            }
        }
        if (!file.dryRun()) {
            users.save(profileChanges, memberChanges);
            risen.forEach(departure::rose);
            suspended.forEach(departure::suspended);
            reactivated.forEach(departure::reactivated);
        }
        return List.copyOf(results.values());
    }

    private interface Attempt {
        Result result();
    }

    private static Result attempt(Pending pending, Attempt attempt) {
        try {
            return attempt.result();
        } catch (Refusal refusal) {
            return new Result(
                    pending.row().line(),
                    Action.REFUSED,
                    Optional.empty(),
                    Optional.of(refusal.reason()),
                    Optional.of(refusal.field()).filter(field -> !field.isEmpty()));
        }
    }

    private UserRow read(Pending pending) {
        if (pending.repeated()) {
            throw new Refusal(
                    IMPORT_ROW_REPEATED, "Expected a user that no earlier row is about, but there is such a row");
        }
        var row = UserRow.of(pending.row());
        boolean named = file.matchBy() == MatchBy.USERNAME
                ? row.username().isPresent()
                : row.externalId().isPresent();
        if (!named) {
            throw UserRow.invalid(file.matchBy().wire(), "Expected what the user is known by, but it is missing");
        }
        return row;
    }

    private void lookUp(List<UserRow> rows) {
        var known = users.known(
                file.directory(),
                rows.stream().flatMap(row -> row.username().stream()).toList(),
                rows.stream().flatMap(row -> row.externalId().stream()).toList());
        known.profiles().forEach(profile -> {
            profiles.put(profile.id(), profile);
            byName.put(profile.username().key(), profile);
        });
        known.members().forEach(member -> {
            members.put(member.profile(), member);
            member.person().externalId().ifPresent(id -> byExternalId.put(id, member.profile()));
        });
    }

    private Result carryOut(long line, UserRow row) {
        var member = present(row);
        return member.isPresent() ? update(line, row, member.get()) : create(line, row);
    }

    private Optional<Member> present(UserRow row) {
        var profile =
                switch (file.matchBy()) {
                    case USERNAME ->
                        row.username().map(Username::key).map(byName::get).map(Profile::id);
                    case EXTERNAL_ID -> row.externalId().map(byExternalId::get);
                };
        return profile.map(members::get);
    }

    private Result create(long line, UserRow row) {
        var username = row.username().orElseThrow(() -> UserRow.invalid("username", "Expected the name of a new user"));
        requireFreeName(username, Optional.empty());
        row.externalId().ifPresent(id -> requireFreeExternalId(id, Optional.empty()));
        var id = new ProfileId(tokens.id());
        var person = row.over(Person.UNKNOWN);
        var created = Member.create(file.directory(), id, row.role().orElse(Role.MEMBER), person, actor, now);
        var profile = Profile.create(id, username, PasswordHash.NONE, file.directory(), Metadata.EMPTY, now);
        boolean active = row.state().orElse(MemberState.ACTIVE) == MemberState.ACTIVE;
        keep(active ? profile : profile.then(Profile::suspend), active ? created : created.then(Member::suspend));
        return result(line, Action.CREATED, file.dryRun() ? Optional.empty() : Optional.of(id));
    }

    private Result update(long line, UserRow row, Member member) {
        var person = row.over(member.person());
        var role = row.role().orElse(member.role());
        var state = row.state().orElse(member.state());
        var profile = profiles.get(member.profile());
        var name = file.matchBy() == MatchBy.USERNAME
                ? Optional.<Username>empty()
                : row.username().filter(other -> profile == null || !other.equals(profile.username()));
        if (person.equals(member.person()) && role == member.role() && state == member.state() && name.isEmpty()) {
            return result(line, Action.UNCHANGED, Optional.of(member.profile()));
        }
        if (!member.profile().equals(file.submitter().profile())) {
            member.requireGovernedBy(actor);
        }
        person.externalId().ifPresent(id -> requireFreeExternalId(id, Optional.of(member.profile())));
        var changed = member.describe(person)
                .then(described -> described.assign(role, actor))
                .then(assigned -> state == MemberState.SUSPENDED ? assigned.suspend() : assigned.reactivate());
        if (name.isPresent() && profile != null) {
            Users.requireManaged(member);
            requireFreeName(name.get(), Optional.of(profile.id()));
            keep(profile.rename(name.get()), profile.username());
        }
        keep(changed, member);
        return result(line, Action.UPDATED, Optional.of(member.profile()));
    }

    private void keep(Change<Profile> profile, Change<Member> member) {
        profileChanges.add(profile);
        memberChanges.add(member);
        remember(profile.after());
        remember(member.after());
    }

    private void keep(Change<Profile> renamed, Username before) {
        profileChanges.add(renamed);
        byName.remove(before.key());
        remember(renamed.after());
    }

    private void keep(Change<Member> changed, Member before) {
        memberChanges.add(changed);
        before.person().externalId().ifPresent(byExternalId::remove);
        remember(changed.after());
        if (changed.after().role() == Role.ADMINISTRATOR && before.role() != Role.ADMINISTRATOR) {
            risen.add(before);
        }
        if (changed.after().state() != before.state()) {
            (changed.after().state() == MemberState.SUSPENDED ? suspended : reactivated).add(before);
        }
    }

    private void remember(Profile profile) {
        profiles.put(profile.id(), profile);
        byName.put(profile.username().key(), profile);
    }

    private void remember(Member member) {
        members.put(member.profile(), member);
        member.person().externalId().ifPresent(id -> byExternalId.put(id, member.profile()));
    }

    private void requireFreeName(Username name, Optional<ProfileId> own) {
        var holder = byName.get(name.key());
        if (holder != null && !own.filter(holder.id()::equals).isPresent()) {
            throw new Refusal(USERNAME_TAKEN, "Expected a username that nobody has, but it is taken").about("username");
        }
    }

    private void requireFreeExternalId(Name externalId, Optional<ProfileId> own) {
        var holder = byExternalId.get(externalId);
        if (holder != null && !own.filter(holder::equals).isPresent()) {
            throw new Refusal(
                            DIRECTORY_EXTERNAL_ID_TAKEN,
                            "Expected an external id that no other member has, but it is taken")
                    .about("externalId");
        }
    }

    private static Result result(long line, Action action, Optional<ProfileId> profile) {
        return new Result(line, action, profile, Optional.empty(), Optional.empty());
    }
}
