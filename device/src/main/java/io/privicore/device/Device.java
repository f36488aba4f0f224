package io.privicore.device;

import io.privicore.device.authenticator.Authenticator;
import io.privicore.device.authenticator.AuthenticatorRole;
import io.privicore.device.authenticator.Desk;
import io.privicore.device.dialogue.Counts;
import io.privicore.device.dialogue.Dialogue;
import io.privicore.device.dialogue.Party;
import io.privicore.device.dialogue.Roles;
import io.privicore.device.file.DurableFiles;
import io.privicore.device.key.DeviceKeys;
import io.privicore.device.key.SessionKeys;
import io.privicore.device.link.AmqpLink;
import io.privicore.device.link.Connection;
import io.privicore.device.link.Link;
import io.privicore.device.storage.ChunkStore;
import io.privicore.device.storage.Place;
import io.privicore.device.storage.Scrub;
import io.privicore.device.storage.StorageRole;
import io.privicore.device.storage.Usage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running device. It stays connected, or tries to, until it is closed. */
public final class Device implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Device.class.getName());

    private final Party party;
    private final Settings settings;
    private final Link link;
    private final FolderLock folderLock;
    private final SessionKeys sessions;
    private final ChunkStore store;
    private final Scrub scrub;
    private final Optional<Authenticator> authenticator;
    private final Counts counts = new Counts();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private final ReentrantLock state = new ReentrantLock();
    private final Condition stateChanged = state.newCondition();
    private @Nullable Connection connection;
    private boolean connected;

    private Device(
            Party party,
            Settings settings,
            Link link,
            FolderLock folderLock,
            SessionKeys sessions,
            ChunkStore store,
            Scrub scrub,
            Optional<Authenticator> authenticator) {
        this.party = party;
        this.settings = settings;
        this.link = link;
        this.folderLock = folderLock;
        this.sessions = sessions;
        this.store = store;
        this.scrub = scrub;
        this.authenticator = authenticator;
        this.thread = Thread.ofVirtual().name("device-" + party.deviceId()).unstarted(this::stayConnected);
    }

    /** Starts a device over AMQP; it connects in the background, however long that takes. */
    public static Device start(Bundle bundle, Settings settings) throws IOException {
        return start(bundle, settings, new AmqpLink(bundle.broker(), bundle.deviceIdentifier(), settings.prefetch()));
    }

    /** Starts a device over any link. */
    public static Device start(Bundle bundle, Settings settings, Link link) throws IOException {
        var folder = DurableFiles.folder(settings.folder());
        var lock = FolderLock.of(folder);
        try {
            var keys = DeviceKeys.loadOrMake(folder.resolve("device.key"), bundle.deviceIdentifier());
            var sessions = SessionKeys.in(
                    folder.resolve("sessions"), keys.atRest(), bundle.deviceIdentifier(), settings.clock());
            var store = ChunkStore.open(
                    folder.resolve("chunks"), keys.atRest(), settings.capacity(), settings.segmentBytes());
            var authenticator = authenticator(folder, keys, bundle.deviceIdentifier(), settings);
            var party = new Party(bundle.deviceIdentifier(), bundle.clientSecret(), keys, bundle.engineKey());
            var scrub = Scrub.start(
                    store, folder.resolve("scrub"), settings.scrub(), settings.clock(), bundle.deviceIdentifier());
            var device = new Device(party, settings, link, lock, sessions, store, scrub, authenticator);
            device.thread.start();
            return device;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Optional<Authenticator> authenticator(
            Path folder, DeviceKeys keys, String deviceId, Settings settings) throws IOException {
        if (settings.voter().isEmpty()) {
            return Optional.empty();
        }
        var voter = settings.voter().get();
        return Optional.of(Authenticator.in(folder, keys, deviceId, voter, settings.clock()));
    }

    private void stayConnected() {
        var pauses = new Pauses(settings.patience());
        while (stopped.getCount() > 0) {
            try {
                talk(link.connect(), pauses);
            } catch (IOException | RuntimeException e) {
                if (stopped.getCount() > 0) {
                    LOG.log(Level.INFO, "Device {0} is not connected: {1}", party.deviceId(), reason(e));
                }
            }
            if (isStoppedWithin(pauses.next())) {
                return;
            }
        }
    }

    private void talk(Connection fresh, Pauses pauses) throws IOException {
        if (!begin(fresh)) {
            return;
        }
        try {
            var dialogue = new Dialogue(fresh, party, sessions, counts, settings.clock());
            dialogue.introduce(settings.capacity());
            pauses.reset();
            setConnected(true);
            LOG.log(Level.INFO, "Device {0} is connected", party.deviceId());
            dialogue.listen(roles(dialogue), settings.heartbeat());
        } finally {
            setConnected(false);
            fresh.abort();
        }
    }

    private Roles roles(Dialogue dialogue) {
        return new Roles(
                new StorageRole(
                        store, scrub, dialogue, party.deviceId(), party.keys().signing(), settings.clock()),
                new AuthenticatorRole(authenticator, dialogue));
    }

    private boolean begin(Connection fresh) {
        state.lock();
        try {
            if (stopped.getCount() == 0) {
                fresh.abort();
                return false;
            }
            connection = fresh;
            return true;
        } finally {
            state.unlock();
        }
    }

    private void setConnected(boolean now) {
        state.lock();
        try {
            connected = now;
            stateChanged.signalAll();
        } finally {
            state.unlock();
        }
    }

    private boolean isStoppedWithin(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == failure ? failure.toString() : failure + ", because of " + root;
    }

    /** Waits until the device has said hello to its engine; false if that takes longer. */
    public boolean awaitConnected(Duration longest) throws InterruptedException {
        state.lock();
        try {
            long rest = longest.toNanos();
            while (!connected && rest > 0) {
                rest = stateChanged.awaitNanos(rest);
            }
            return connected;
        } finally {
            state.unlock();
        }
    }

    /** What the device is and holds at this moment. */
    public Status status() {
        state.lock();
        try {
            return new Status(party.deviceId(), connected, store.usage(), counts.snapshot());
        } finally {
            state.unlock();
        }
    }

    /** Where on disk the chunks of a storage reference lie, sealed. */
    public List<Place> places(UUID ref) {
        return store.places(ref);
    }

    /** Where a person votes; nothing where the device does not vote. */
    public Optional<Desk> desk() {
        return authenticator.map(Desk.class::cast);
    }

    /** Takes leave of the broker and stops. What is not settled by then is heard again at the next start. */
    @Override
    public void close() {
        stop(Connection::close);
    }

    /** Stops as a crash would: nothing that is under way is finished, answered or settled. */
    public void kill() {
        stop(Connection::abort);
    }

    private void stop(Consumer<Connection> ending) {
        Connection last;
        state.lock();
        try {
            last = connection;
            stopped.countDown();
        } finally {
            state.unlock();
        }
        if (last != null) {
            ending.accept(last);
        }
        try {
            thread.join();
            scrub.close();
            store.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Device {0} could not close its files", party.deviceId(), e);
        } finally {
            folderLock.close();
        }
    }

    /** What a device is and holds. */
    public record Status(String deviceIdentifier, boolean connected, Usage usage, Counts.Snapshot counts) {}
}
