package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
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
import java.util.UUID;
import java.util.function.Supplier;

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

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
