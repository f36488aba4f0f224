package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.DIRECTORY_TOO_MANY;
import static io.privicore.domain.kernel.Reason.PROFILE_NOT_FOUND;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.CreateDevice;
import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.CreateVotingPool;
import io.privicore.application.command.DirectoryCommand.Enrol;
import io.privicore.application.command.DirectoryCommand.ImportUsers;
import io.privicore.application.command.DirectoryCommand.Invite;
import io.privicore.application.command.DirectoryCommand.ProcessInvitation;
import io.privicore.application.command.DirectoryCommand.Register;
import io.privicore.application.command.DirectoryCommand.RemoveStorage;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.DirectoryCommand.RemoveVotingPool;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.command.DirectoryCommand.ReplaceUser;
import io.privicore.application.command.DirectoryCommand.ResendInvitation;
import io.privicore.application.command.DirectoryCommand.RevokeInvitation;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.command.DirectoryCommand.StoreMeta;
import io.privicore.application.command.DirectoryCommand.UpdateUser;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Directories;
import io.privicore.application.port.DirectoryViews;
import io.privicore.application.port.Members;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.ExportUsers;
import io.privicore.application.query.DirectoryQuery.ListAssigned;
import io.privicore.application.query.DirectoryQuery.ListDevices;
import io.privicore.application.query.DirectoryQuery.ListInvites;
import io.privicore.application.query.DirectoryQuery.ListOwnInvites;
import io.privicore.application.query.DirectoryQuery.ListOwned;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.ListVotingPools;
import io.privicore.application.query.DirectoryQuery.ProfilesInfo;
import io.privicore.application.query.DirectoryQuery.ReportImport;
import io.privicore.application.query.DirectoryQuery.Retrieve;
import io.privicore.application.query.DirectoryQuery.RetrieveImport;
import io.privicore.application.query.DirectoryQuery.RetrieveProfile;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.DirectorySettings;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.List;

/** Carries out what is asked of directories; what is asked of their users, invitations and devices it hands on. */
public final class DirectoryHandler {

    /** How many directories one profile may own. */
    static final int MOST_OWNED = 1_000;

    private final Directories directories;
    private final Members members;
    private final Standing standing;
    private final DirectoryViews views;
    private final Users users;
    private final Importing importing;
    private final UserTables tables;
    private final Joining joining;
    private final Pools pools;
    private final UserDevices devices;
    private final Tokens tokens;

    public DirectoryHandler(
            Directories directories,
            Members members,
            Standing standing,
            DirectoryViews views,
            Users users,
            Importing importing,
            UserTables tables,
            Joining joining,
            Pools pools,
            UserDevices devices,
            Tokens tokens) {
        this.directories = directories;
        this.members = members;
        this.standing = standing;
        this.views = views;
        this.users = users;
        this.importing = importing;
        this.tables = tables;
        this.joining = joining;
        this.pools = pools;
        this.devices = devices;
        this.tokens = tokens;
    }

    public Work prepare(Invocation in, DirectoryCommand command) {
        return switch (command) {
            case Register register -> () -> register(in, register);
            case StoreMeta store -> () -> storeMeta(in, store);
            case CreateUser create -> users.create(in, create);
            case UpdateUser update -> () -> users.update(in, update);
            case ReplaceUser replace -> () -> users.replace(in, replace);
            case RemoveUser remove -> () -> users.remove(in, remove);
            case ImportUsers taken -> () -> importing.start(in, taken);
            case SetPassword set -> users.setPassword(in, set);
            case RenewEnrolment renew -> () -> users.renewEnrolment(in, renew);
            case Enrol enrol -> users.enrol(in, enrol);
            case Invite invite -> () -> joining.invite(in, invite);
            case ResendInvitation resend -> () -> joining.resend(in, resend);
            case RevokeInvitation revoke -> () -> joining.revoke(in, revoke);
            case ProcessInvitation process -> () -> joining.process(in, process);
            case CreateVotingPool create -> () -> pools.create(in, create);
            case RemoveVotingPool remove -> () -> pools.remove(in, remove);
            case CreateDevice create -> () -> devices.create(in, create);
            case AddStorage add -> () -> devices.share(in, add);
            case RemoveStorage remove -> () -> devices.unshare(in, remove);
        };
    }

    /** A file whose import waits for votes is kept until they have ended. */
    public void held(Invocation in, DirectoryCommand command) {
        if (command instanceof ImportUsers taken) {
            importing.held(in, taken);
        }
    }

    /** One whose import will not come about is not. */
    public void rejected(DirectoryCommand command, Reason reason) {
        if (command instanceof ImportUsers taken) {
            importing.rejected(taken, reason);
        }
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, DirectoryQuery<R> query) {
        return (R)
                switch (query) {
                    case ListOwned _ -> views.ofProfile(actor.profile(), true);
                    case ListAssigned _ -> views.ofProfile(actor.profile(), false);
                    case Retrieve retrieve -> view(actor, retrieve.directory());
                    case RetrieveProfile retrieve -> user(retrieve);
                    case ListUsers list -> views.users(list);
                    case ProfilesInfo info -> views.users(info.directory(), info.profiles());
                    case ListOwnInvites _ -> views.invitationsTo(actor.profile());
                    case ListInvites list -> views.invitationsOf(list.directory());
                    case ListVotingPools list -> pools.list(list.directory());
                    case ExportUsers export -> tables.users(export.directory());
                    case RetrieveImport retrieve -> tables.progress(retrieve);
                    case ReportImport report -> tables.report(report);
                    case ListDevices list -> views.devices(list.directory());
                };
    }

    private Outcome register(Invocation in, Register command) {
        if (directories.ownedBy(in.profile()) >= MOST_OWNED) {
            throw new Refusal(
                    DIRECTORY_TOO_MANY,
                    "Expected fewer than %d directories of one owner, but there are as many".formatted(MOST_OWNED));
        }
        var id = new DirectoryId(tokens.id());
        pools.requireSound(id, DirectorySettings.of(command.meta()).mandate());
        directories.save(
                Directory.register(id, in.profile(), command.name(), command.shortName(), command.meta(), in.at()));
        members.save(Member.owner(id, in.profile(), in.at()));
        AuditedCall.concerns(id);
        return Outcome.made(id);
    }

    /** What needs whose vote only the owner says: a pool of an administrator's could lock the owner out for good. */
    private Outcome storeMeta(Invocation in, StoreMeta command) {
        var directory = directories.get(command.directory());
        var stored = directory.storeMeta(command.fields());
        if (!stored.after().hasPolicyOf(directory)) {
            standing.requireOwner(directory.id(), in.profile());
        }
        pools.requireSound(command.directory(), stored.after().settings().mandate());
        directories.save(stored);
        return Outcome.done();
    }

    private DirectoryView view(Actor actor, DirectoryId directory) {
        return views.find(directory, actor.profile())
                .orElseThrow(() -> new Refusal(
                        DIRECTORY_NOT_FOUND, "Expected directory %s, but there is none".formatted(directory)));
    }

    private UserView user(RetrieveProfile query) {
        return views.users(query.directory(), List.of(query.profile())).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        PROFILE_NOT_FOUND, "Expected profile %s in it, but it is not".formatted(query.profile())));
    }
}
