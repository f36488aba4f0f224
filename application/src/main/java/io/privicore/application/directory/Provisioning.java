package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.DIRECTORY_TOO_MANY;
import static io.privicore.domain.kernel.Reason.GROUP_NAME_TAKEN;
import static io.privicore.domain.kernel.Reason.GROUP_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.PROFILE_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.PROVISIONING_CLIENT_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.UNAUTHENTICATED;

import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.command.ProvisioningCommand.AssignRoles;
import io.privicore.application.command.ProvisioningCommand.ChangeGroup;
import io.privicore.application.command.ProvisioningCommand.CreateClient;
import io.privicore.application.command.ProvisioningCommand.CreateGroup;
import io.privicore.application.command.ProvisioningCommand.RemoveGroup;
import io.privicore.application.command.ProvisioningCommand.RevokeClient;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Directories;
import io.privicore.application.port.Groups;
import io.privicore.application.port.Members;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.ProvisioningViews;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.ProvisioningQuery;
import io.privicore.application.query.ProvisioningQuery.ClientView;
import io.privicore.application.query.ProvisioningQuery.Enter;
import io.privicore.application.query.ProvisioningQuery.FindGroup;
import io.privicore.application.query.ProvisioningQuery.FindUser;
import io.privicore.application.query.ProvisioningQuery.FindUsers;
import io.privicore.application.query.ProvisioningQuery.GroupsOfUsers;
import io.privicore.application.query.ProvisioningQuery.ListClients;
import io.privicore.application.query.ProvisioningQuery.ListGroups;
import io.privicore.application.query.ProvisioningQuery.MembersOfGroups;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.ProvisioningClient;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** Provisioning clients, and what they do beyond single users: groups, and roles of several members. */
public final class Provisioning {

    /** How many clients a directory may have. */
    static final int MOST_CLIENTS = 20;

    /** How many groups a directory may have. */
    static final int MOST_GROUPS = 5_000;

    private final ProvisioningClients clients;
    private final Groups groups;
    private final ProvisioningViews views;
    private final Directories directories;
    private final Members members;
    private final Standing standing;
    private final Tokens tokens;

    public Provisioning(
            ProvisioningClients clients,
            Groups groups,
            ProvisioningViews views,
            Directories directories,
            Members members,
            Standing standing,
            Tokens tokens) {
        this.clients = clients;
        this.groups = groups;
        this.views = views;
        this.directories = directories;
        this.members = members;
        this.standing = standing;
        this.tokens = tokens;
    }

    public Work prepare(Invocation in, ProvisioningCommand command) {
        return switch (command) {
            case CreateClient create -> () -> create(in, create);
            case RevokeClient revoke -> () -> revoke(revoke);
            case AssignRoles assign -> () -> assign(in, assign);
            case CreateGroup create -> () -> create(in, create);
            case ChangeGroup change -> () -> change(in, change);
            case RemoveGroup remove -> () -> remove(remove);
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, ProvisioningQuery<R> query) {
        return (R)
                switch (query) {
                    case Enter enter -> enter(actor, enter);
                    case ListClients list ->
                        clients.of(list.directory()).stream()
                                .map(client -> new ClientView(
                                        client.id(), client.name().value(), client.createdBy(), client.createdAt()))
                                .toList();
                    case FindUser find -> user(find);
                    case FindUsers find -> views.users(find.directory(), find.search());
                    case GroupsOfUsers of -> views.groupsOf(of.directory(), of.profiles());
                    case ListGroups list -> views.groups(list.directory());
                    case FindGroup find -> group(find);
                    case MembersOfGroups of ->
                        views.members(of.directory(), of.groups(), of.roles(), MembersOfGroups.MOST);
                };
    }

    private Outcome create(Invocation in, CreateClient command) {
        if (clients.of(command.directory()).size() >= MOST_CLIENTS) {
            throw tooMany("provisioning clients", MOST_CLIENTS);
        }
        var token = tokens.mint(Tokens.Kind.PROVISIONING);
        clients.save(ProvisioningClient.create(
                command.directory(),
                new ProvisioningClientId(in.command().value()),
                ownerOf(command.directory()),
                command.name(),
                tokens.hash(token),
                in.profile(),
                in.at()));
        return Outcome.made(token);
    }

    private Outcome revoke(RevokeClient command) {
        var client = clients.find(command.directory(), command.client())
                .orElseThrow(() -> new Refusal(
                        PROVISIONING_CLIENT_NOT_FOUND,
                        "Expected provisioning client %s, but there is none".formatted(command.client())));
        clients.end(client, client.revoke(ownerOf(command.directory())));
        return Outcome.done();
    }

    /** In the order of their ids, so that two who do this at once do not wait for each other. */
    private Outcome assign(Invocation in, AssignRoles command) {
        var actor = standing.roleOf(command.directory(), in.profile());
        command.profiles().stream()
                .sorted(Comparator.comparing(ProfileId::value))
                .forEach(profile -> {
                    var member = members.get(command.directory(), profile);
                    var assigned = member.assign(command.role(), actor);
                    if (!assigned.events().isEmpty()) {
                        members.save(assigned);
                    }
                });
        return Outcome.done();
    }

    private Outcome create(Invocation in, CreateGroup command) {
        requireNoRole(command.name());
        if (groups.count(command.directory()) >= MOST_GROUPS) {
            throw tooMany("groups", MOST_GROUPS);
        }
        var created = Group.create(
                command.directory(),
                new GroupId(in.command().value()),
                ownerOf(command.directory()),
                command.name(),
                command.externalId(),
                command.members(),
                in.at());
        groups.save(created);
        groups.join(created.after(), command.members());
        return Outcome.made(created.after().id());
    }

    private Outcome change(Invocation in, ChangeGroup command) {
        requireNoRole(command.name());
        var group = groups.get(command.directory(), command.group());
        group.requireRevision(command.revision());
        Set<ProfileId> joining = new HashSet<>(command.joining());
        Set<ProfileId> leaving = new HashSet<>();
        if (command.only()) {
            leaving.addAll(groups.members(group));
            joining.removeAll(leaving);
            leaving.removeAll(command.joining());
        } else {
            Set<ProfileId> named = new HashSet<>(command.joining());
            named.addAll(command.leaving());
            var inside = groups.among(group, named);
            joining.removeAll(inside);
            leaving.addAll(command.leaving());
            leaving.retainAll(inside);
            leaving.removeAll(command.joining());
        }
        var changed = group.change(
                ownerOf(command.directory()), command.name(), command.externalId(), joining, leaving, in.at());
        if (!changed.events().isEmpty()) {
            groups.save(changed);
            groups.leave(group, leaving);
            groups.join(group, joining);
        }
        return Outcome.done();
    }

    private Outcome remove(RemoveGroup command) {
        var group = groups.get(command.directory(), command.group());
        group.requireRevision(command.revision());
        groups.end(group, group.remove(ownerOf(command.directory())));
        return Outcome.done();
    }

    /** Whoever is no client of the directory by that name cannot tell it from none. */
    private DirectoryId enter(Actor actor, Enter query) {
        var admitted = actor.client()
                .orElseThrow(() ->
                        new Refusal(UNAUTHENTICATED, "Expected the token of a provisioning client, but got another"));
        if (!admitted.shortName().equals(query.directory().value())) {
            throw new Refusal(
                    DIRECTORY_NOT_FOUND,
                    "Expected directory \"%s\", but there is none"
                            .formatted(query.directory().value()));
        }
        return admitted.client().directory();
    }

    private ProvisionedUser user(FindUser query) {
        return views.user(query.directory(), query.profile())
                .orElseThrow(() -> new Refusal(
                        PROFILE_NOT_FOUND, "Expected profile %s in it, but it is not".formatted(query.profile())));
    }

    private ProvisionedGroup group(FindGroup query) {
        return views.group(query.directory(), query.group())
                .orElseThrow(() ->
                        new Refusal(GROUP_NOT_FOUND, "Expected group %s, but there is none".formatted(query.group())));
    }

    /** Roles look like groups to clients, and nobody should take one for the other. */
    private static void requireNoRole(Name name) {
        for (var role : Role.values()) {
            if (role.wire().equalsIgnoreCase(name.value())) {
                throw new Refusal(
                        GROUP_NAME_TAKEN, "Expected a name that is no role, but \"%s\" is".formatted(role.wire()));
            }
        }
    }

    private ProfileId ownerOf(DirectoryId directory) {
        return directories.get(directory).owner();
    }

    private static Refusal tooMany(String what, int most) {
        return new Refusal(
                DIRECTORY_TOO_MANY,
                "Expected fewer than %d %s of one directory, but there are as many".formatted(most, what));
    }
}
