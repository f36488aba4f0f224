package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is suspended: out at once, by every way there is, and back with everything later. */
@ExtendWith(SharedPlatform.class)
class SuspensionIT {

    private static final String WHO = "/profile/retrieve-profile-id";

    private final Platform platform;
    private final Client owner;
    private final Directory acme;
    private final Client user;
    private final String profile;
    private final Devices devices;

    SuspensionIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        owner = Client.active(platform.address());
        acme = Directory.of(owner);
        user = acme.user("member");
        profile = Belongings.profileOf(user);
        devices = new Devices(user, folder);
    }

    @AfterEach
    void close() {
        devices.close();
    }

    /** One that the directory made for the user, who alone gets its configuration. */
    private Devices.Store device() throws Exception {
        var id = owner.run("/directory/create-profile-device", acme.about(profile, "deviceName", "a device"))
                .expectSuccess()
                .body();
        owner.get("/device/retrieve-device-configuration/" + id).expectProblem(404);
        var store = devices.adopt(id);
        store.start();
        devices.awaitOnline();
        return store;
    }

    @Test
    void itsTokensChannelsAndDevicesEndAtOnceAndItsDataIsThereAfterwards() throws Exception {
        var store = device();
        var payload = "kept meanwhile".getBytes(UTF_8);
        var token = user.store("suspension", payload);
        try (var events = Wire.engine(platform);
                var channel = Channel.join(user);
                var wire = Wire.device(store)) {
            var heard = events.listen(Wire.EVENTS, "#");

            acme.update(owner, profile, "state", "suspended").expectSuccess();

            assertThat(user.get(WHO).expectProblem(401).key()).isEqualTo("access.unauthenticated");
            channel.await(
                    "the end of the channel",
                    message -> message.json().path("status").asInt() == 401);
            Patience.until("the end of the connection", () -> !wire.isOpen());
            Patience.until(
                    "the device offline",
                    () -> !acme.device(store.id).path("online").asBoolean());
            assertThatThrownBy(() -> Wire.device(store).close()).isInstanceOf(Exception.class);
            Client.stranger(platform.address())
                    .post("/profile/authenticate", Map.of("username", user.username(), "password", user.password()))
                    .expectProblem(403);
            Patience.until("the word of it", () -> {
                var about = Events.all(heard).stream()
                        .filter(event -> event.toString().contains(profile))
                        .toList();
                return Events.count(about, "directory.user.suspended") == 1
                        && Events.count(about, "profile.suspended") == 1;
            });
        }
        assertThat(acme.entry(profile, "state")).isEqualTo("suspended");

        acme.update(owner, profile, "state", "active").expectSuccess();

        user.get(WHO).expectProblem(401);
        var again = Client.signIn(platform.address(), user.username(), user.password());
        // It may have given up meanwhile, as on a machine that was switched off.
        store.close();
        store.start();
        Patience.until(
                "the device online", () -> acme.device(store.id).path("online").asBoolean());
        try (var channel = Channel.join(again)) {
            assertThat(channel.fetch(again, token)).isEqualTo(payload);
        }
    }

    @Test
    void anInvitedOneOnlyLosesItsRole() {
        var guest = acme.guest("administrator");
        var itself = Belongings.profileOf(guest);

        acme.update(owner, itself, "state", "suspended").expectSuccess();

        guest.get(WHO).expect(200);
        assertThat(guest.get("/directory/retrieve-directory/" + acme.id)
                        .expectProblem(404)
                        .key())
                .isEqualTo("directory.not_found");
        assertThat(Directory.list(guest, "/directory/retrieve-assigned-directories"))
                .isEmpty();
        acme.update(owner, itself, "state", "active").expectSuccess();
        guest.get("/directory/list-users/" + acme.id).expect(200);
    }

    @Test
    void itsLinkIsOfNoUseMeanwhile() {
        var name = Directory.aName();
        var created = acme.create(owner, name, "member", "").expectSuccess();
        var enrol = Map.of("token", created.body(), "password", Directory.PASSWORD);
        var anybody = Client.stranger(platform.address());

        acme.update(owner, created.command(), "state", "suspended").expectSuccess();
        assertThat(anybody.post("/directory/enrol", enrol).expectProblem(401).key())
                .isEqualTo("enrolment.invalid");
        acme.update(owner, created.command(), "state", "active").expectSuccess();

        anybody.post("/directory/enrol", enrol).expect(202);
    }
}
