package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.application.event.EventCatalogue;
import io.privicore.application.event.TransactionTally;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Session;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.Application;
import io.privicore.domain.oauth.AuthorizationCode;
import io.privicore.domain.oauth.Grant;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all in-memory ports share: one unit of work at a time, and a failed one leaves everything as it was. Whoever reads
 * outside of a unit waits for the unit under way.
 */
public final class InMemoryDatabase implements UnitOfWork, Events {

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final List<InMemoryTable<?, ?>> tables = new ArrayList<>();
    private final List<Runnable> commitListeners = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    @Nullable
    private Unit unit;

    private long position;

    final InMemoryTable<ProfileId, Profile> profiles = table();
    final InMemoryTable<TokenHash, Session> sessions = table();
    final InMemoryTable<ApplicationId, Application> applications = table();
    final InMemoryTable<UUID, AuthorizationCode> codes = table();
    final InMemoryTable<InMemoryAuthorizationCodes.Used, Boolean> nonces = table();
    final InMemoryTable<GrantId, Grant> grants = table();
    final InMemoryTable<TokenHash, InMemoryGrants.Remembered> refreshTokens = table();
    final InMemoryTable<ProfileId, Instant> lastSeen = table();
    final InMemoryTable<DeviceId, Device> devices = table();
    final InMemoryTable<DeviceId, InMemoryDevicePresences.Row> presences = table();
    final InMemoryTable<TokenId, DataToken> tokens = table();
    final InMemoryTable<UUID, TokenId> reservations = table();
    final InMemoryTable<StorageRef, InMemoryDataTokens.Placed> placements = table();
    final InMemoryTable<StorageRef, Instant> keptUntil = table();
    final InMemoryTable<InMemoryDataTokens.Replica, Instant> replicas = table();
    final InMemoryTable<Erasures.Open, Optional<Instant>> erasures = table();
    final InMemoryTable<Erasures.Open, Instant> begunErasures = table();
    final InMemoryTable<CommandId, Commands.Entry> commands = table();
    final InMemoryTable<PolicyId, Policy> policies = table();
    final InMemoryTable<DirectoryId, Directory> directories = table();
    final InMemoryTable<InMemoryMembers.Key, Member> members = table();
    final InMemoryTable<InMemoryMembers.Key, Instant> memberChanges = table();
    final InMemoryTable<GroupId, Group> groups = table();
    final InMemoryTable<InMemoryGroups.Membership, Boolean> groupMembers = table();
    final InMemoryTable<InvitationId, Invitation> invitations = table();
    final InMemoryTable<InMemoryDirectoryDevices.Given, Boolean> createdDevices = table();
    final InMemoryTable<InMemoryDirectoryDevices.Given, Boolean> sharedStorage = table();
    final InMemoryTable<InMemoryStocks.Ended, Instant> endedStorage = table();
    final InMemoryTable<InMemoryCommands.Key, InMemoryCommands.Claimed> claims = table();
    final InMemoryTable<Long, Outbox.Outgoing> outbox = table();
    final InMemoryTable<TransactionTally.Hour, TransactionCounts> transactionCounts = table();

    public InMemoryDatabase() {
        this(InstantSource.system());
    }

    /** @param clock gives events their time */
    public InMemoryDatabase(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public <T> T run(Origin origin, Supplier<T> work) {
        var done = new ArrayList<Runnable>();
        T result = locked(() -> {
            if (unit != null) {
                throw new IllegalStateException("Expected a unit of work outside of another, but there is one");
            }
            var before = tables.stream().map(InMemoryTable::snapshot).toList();
            var present = new Unit(origin, done, new ArrayList<>());
            unit = present;
            boolean committed = false;
            try {
                T answer = work.get();
                committed = true;
                for (var event : present.events()) {
                    outbox.put(position++, outgoing(origin, event));
                }
                if (!present.events().isEmpty()) {
                    done.addAll(commitListeners);
                }
                return answer;
            } finally {
                unit = null;
                if (!committed) {
                    before.forEach(Runnable::run);
                }
            }
        });
        done.forEach(Runnable::run);
        return result;
    }

    InstantSource clock() {
        return clock;
    }

    @Override
    public void afterCommit(Runnable action) {
        locked(() -> requireUnit().afterCommit().add(action));
    }

    @Override
    public void append(Event event) {
        locked(() -> requireUnit().events().add(event));
    }

    /** Takes the database away, or gives it back: meanwhile everything is refused with {@code DATABASE_UNAVAILABLE}. */
    public void setDown(boolean down) {
        this.down = down;
    }

    boolean isDown() {
        return down;
    }

    void appendAll(List<Event> events) {
        locked(() -> requireUnit().events().addAll(events));
    }

    void onCommitted(Runnable listener) {
        commitListeners.add(listener);
    }

    <K, V> InMemoryTable<K, V> table() {
        var table = new InMemoryTable<K, V>(this);
        tables.add(table);
        return table;
    }

    <T> T locked(Supplier<T> work) {
        if (down) {
            throw new Refusal(Reason.DATABASE_UNAVAILABLE, "Expected to reach the database, but it is away");
        }
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Unit requireUnit() {
        var present = unit;
        if (present == null) {
            throw new IllegalStateException("Expected a unit of work, but there is none");
        }
        return present;
    }

    private Outbox.Outgoing outgoing(Origin origin, Event event) {
        return new Outbox.Outgoing(
                UUID.randomUUID(),
                EventCatalogue.name(event),
                event.subject(),
                event.profile().value(),
                origin.command().map(CommandId::value),
                origin.application().map(ApplicationId::value),
                origin.traceparent(),
                clock.instant(),
                EventCatalogue.data(event));
    }

    /** Whether the two revisions fit: nothing stored and 0, or what is stored. */
    static void requireFresh(long revision, Optional<Long> stored, Object what) {
        if (revision != stored.orElse(0L)) {
            throw new Stale("Expected %s at revision %d, but it is at %d".formatted(what, revision, stored.orElse(0L)));
        }
    }

    private record Unit(Origin origin, List<Runnable> afterCommit, List<Event> events) {}
}
