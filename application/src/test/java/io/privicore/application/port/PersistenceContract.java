package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.Device;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.PublicKey;
import io.privicore.domain.profile.Username;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.SealedToken;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.Ttl;
import io.privicore.domain.token.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What contracts of the ports to the database start from. Ids are random, so that tests share a database in peace. */
public abstract class PersistenceContract {

    protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    protected abstract PersistencePorts ports();

    protected final void inUnit(Runnable work) {
        inUnit(() -> {
            work.run();
            return true;
        });
    }

    protected final <T> T inUnit(Supplier<T> work) {
        return ports().unitOfWork().run(Origin.ENGINE, work);
    }

    /** Runs the work in a unit that then fails. */
    protected final void inFailingUnit(Runnable work) {
        try {
            inUnit(() -> {
                work.run();
                throw new Failed();
            });
        } catch (Failed _) {
            // What the unit did is gone.
        }
    }

    protected static ProfileId aProfileId() {
        return new ProfileId(UUID.randomUUID());
    }

    protected static CommandId aCommandId() {
        return new CommandId(UUID.randomUUID());
    }

    protected static DeviceId aDeviceId() {
        return new DeviceId(UUID.randomUUID());
    }

    protected static TokenHash aHash() {
        var id = UUID.randomUUID();
        return new TokenHash(ByteBuffer.allocate(32)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    /** An application that may read data, under a grant that nobody knows. */
    protected static Delegation aDelegation() {
        return new Delegation(
                new ApplicationId(UUID.randomUUID()), new GrantId(UUID.randomUUID()), Scopes.of(Scope.DATA_TOKEN_READ));
    }

    protected static PublicKey aPublicKey() {
        return new PublicKey("0a".repeat(PublicKey.LENGTH / 2));
    }

    protected static Profile aProfile() {
        return Profile.register(
                        aProfileId(),
                        new Username("user " + UUID.randomUUID()),
                        new PasswordHash("$argon2id$1"),
                        new Metadata(Map.of("team", "blue", "size", 3)),
                        NOW)
                .after();
    }

    protected final Profile aSavedProfile() {
        var profile = aProfile();
        inUnit(() -> ports().profiles().save(Change.none(profile)));
        return ports().profiles().get(profile.id());
    }

    /** An active device that stores for its owner. */
    protected final Device aStorageDevice(ProfileId owner) {
        var id = aDeviceId();
        inUnit(() -> ports().devices().save(Device.request(id, owner, new Name("disk"), NOW)));
        inUnit(() -> ports().devices().save(ports().devices().get(owner, id).approve()));
        inUnit(() -> ports().devices().save(ports().devices().get(owner, id).registerStorage()));
        return ports().devices().get(owner, id);
    }

    /** Lets the device store for somebody who is not its owner. */
    protected final void share(DirectoryId directory, ProfileId profile, DeviceId device) {
        var event = new DirectoryEvent.UserStorageAdded(profile, directory, device);
        assertThat(inUnit(() -> ports().directoryDevices().share(directory, profile, device, event)))
                .isTrue();
    }

    protected final void unshare(DirectoryId directory, ProfileId profile, DeviceId device) {
        var event = new DirectoryEvent.UserStorageRemoved(profile, directory, device);
        assertThat(inUnit(() -> ports().directoryDevices().unshare(directory, profile, device, event)))
                .isTrue();
    }

    protected final SealedToken aSealedToken(String text) {
        var sealed = ports().envelopes().sealSecret(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)), "data-token");
        return new SealedToken(ports().tokens().hash(text), sealed);
    }

    protected static Placement aPlacement(long version) {
        return new Placement(
                new StorageRef(UUID.randomUUID()),
                version,
                new WrappedKey(1, Bytes.wrap(new byte[] {1, 2, 3})),
                Bytes.wrap(new byte[64]),
                10,
                4096,
                NOW);
    }

    protected final DataToken.Reserved aReservation(ProfileId owner, Attributes attributes, String context) {
        var id = new TokenId(UUID.randomUUID());
        var temporary = aSealedToken("tmp-" + id);
        var command = UUID.randomUUID();
        inUnit(() -> ports().dataTokens()
                .save(
                        DataToken.reserve(id, owner, new DataContext(context), new Ttl(5), attributes, temporary, NOW),
                        command));
        return (DataToken.Reserved) ports().dataTokens().find(id).orElseThrow();
    }

    protected final DataToken.Reserved aReservation(ProfileId owner) {
        return aReservation(owner, Attributes.NONE, "some context");
    }

    /** A token whose first version is staged, pending and present in turn. */
    protected final DataToken.Permanent aPermanentToken(
            ProfileId owner, Attributes attributes, String context, String text) {
        var reserved = aReservation(owner, attributes, context);
        var placement = aPlacement(1);
        inUnit(() -> ports().placements().stage(owner, reserved.id(), placement));
        inUnit(() -> ports().dataTokens().save(reserved.exchange(placement, UUID.randomUUID(), NOW)));
        var pending =
                (DataToken.Reserved) ports().dataTokens().find(reserved.id()).orElseThrow();
        inUnit(() -> ports().dataTokens().save(pending.complete(aSealedToken(text), NOW.plusSeconds(1))));
        return (DataToken.Permanent) ports().dataTokens().find(reserved.id()).orElseThrow();
    }

    protected final DataToken.Permanent aPermanentToken(ProfileId owner) {
        return aPermanentToken(owner, Attributes.NONE, "some context", "dtk-" + UUID.randomUUID());
    }

    protected static DirectoryId aDirectoryId() {
        return new DirectoryId(UUID.randomUUID());
    }

    protected static ShortName aShortName() {
        return new ShortName(UUID.randomUUID().toString().substring(0, 23));
    }

    /** A directory with its owner in it. */
    protected final DirectoryId aDirectory(ProfileId owner) {
        var id = aDirectoryId();
        inUnit(() -> {
            ports().directories()
                    .save(Directory.register(id, owner, new Name("Acme"), aShortName(), Metadata.EMPTY, NOW));
            ports().members().save(Member.owner(id, owner, NOW));
        });
        return id;
    }

    protected final void join(DirectoryId directory, ProfileId profile) {
        inUnit(() -> ports().members().save(Member.join(directory, profile, Role.MEMBER, NOW)));
    }

    protected final ProfileId aManagedUser(DirectoryId directory, Username name, Person person) {
        var id = aProfileId();
        inUnit(() -> {
            ports().profiles().save(Profile.create(id, name, PasswordHash.NONE, directory, Metadata.EMPTY, NOW));
            ports().members().save(Member.create(directory, id, Role.MEMBER, person, Role.OWNER, NOW));
        });
        return id;
    }

    protected static Person aPerson(String givenName, String familyName, String externalId) {
        return new Person(
                Optional.of(new Name(givenName)),
                Optional.of(new Name(familyName)),
                Optional.of(new Email(givenName + "@example.com")),
                Optional.of(new Name(externalId)),
                new Metadata(Map.of("team", "blue")));
    }

    /** Runs the second in a unit that is begun while the first's is under way; answers how it failed, if it did. */
    protected final Optional<RuntimeException> meanwhile(Runnable first, Runnable second) {
        var rival = new FutureTask<Optional<RuntimeException>>(() -> failureOf(second));
        inUnit(() -> {
            first.run();
            Thread.startVirtualThread(rival);
        });
        try {
            return rival.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What comes of the second in a unit of its own, which must wait for the first to be committed. */
    protected final <T> T onceCommitted(Runnable first, Supplier<T> second) {
        var rival = new FutureTask<T>(() -> inUnit(second));
        inUnit(() -> {
            first.run();
            Thread.startVirtualThread(rival);
            assertThatThrownBy(() -> rival.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        });
        try {
            return rival.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Optional<RuntimeException> failureOf(Runnable work) {
        try {
            inUnit(work);
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    /** Refused for the reason, or to begin again and then find it so. */
    protected static void assertThatLost(Optional<RuntimeException> failure, Reason reason) {
        assertThat(failure).hasValueSatisfying(loss -> assertThat(
                        loss instanceof Refusal refusal ? refusal.reason() : loss.getClass())
                .isIn(reason, UnitOfWork.Stale.class));
    }

    protected static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
