package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.journey.Devices.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One device of a directory holds the data of two of its users, each of whom has a device of its own. */
@ExtendWith(SharedPlatform.class)
class SharedStorageIT {

    private final Platform platform;
    private final Client owner;
    private final Client ada;
    private final Client grace;
    private final Devices ofDirectory;
    private final Devices ofAda;
    private final Devices ofGrace;
    private final Store vault;
    private final String directory;
    private final Channel channel;

    SharedStorageIT(Platform platform, @TempDir Path folder) throws Exception {
        this.platform = platform;
        owner = Client.active(platform.address());
        ada = Client.active(platform.address());
        grace = Client.active(platform.address());
        ofDirectory = Devices.online(owner, folder.resolve("directory"), 1);
        ofAda = Devices.online(ada, folder.resolve("ada"), 1);
        ofGrace = Devices.online(grace, folder.resolve("grace"), 1);
        vault = ofDirectory.get(0);
        var shortName = "d" + UUID.randomUUID().toString().substring(0, 12);
        directory = owner.run(
                        "/directory/register", Map.of("directoryName", "Acme Ltd", "directoryShortName", shortName))
                .expectSuccess()
                .body();
        channel = Channel.join(ada);
    }

    @BeforeEach
    void share() {
        for (var user : new Client[] {ada, grace}) {
            var invitation = owner.run(
                            "/directory/invite-profile", Map.of("directoryId", directory, "username", user.username()))
                    .expectSuccess()
                    .body();
            user.run("/directory/process-invitation", Map.of("invitationId", invitation, "accept", "true"))
                    .expectSuccess();
            owner.run("/directory/add-storage-device", link(user)).expectSuccess();
        }
        for (var devices : new Devices[] {ofDirectory, ofAda, ofGrace}) {
            platform.awaitSynchronised(devices.get(0).id);
        }
    }

    @AfterEach
    void close() {
        channel.close();
        ofGrace.close();
        ofAda.close();
        ofDirectory.close();
    }

    @Test
    void servesOneWhoseOwnDeviceIsGoneAndErasesWhatIsDeleted() throws Exception {
        var letter = ada.store("shared", bytes("a letter of ada's"));
        var other = grace.store("shared", bytes("a letter of grace's"));
        awaitReplicas(ada, letter, 2);
        awaitReplicas(grace, other, 2);
        assertThat(items()).isEqualTo(2);

        ofAda.get(0).kill();

        assertThat(channel.fetch(ada, letter)).isEqualTo(bytes("a letter of ada's"));
        var meanwhile = ada.store("shared", bytes("written on the shared one alone"));
        assertThat(channel.fetch(ada, meanwhile)).isEqualTo(bytes("written on the shared one alone"));
        var seen = listed(ada).orElseThrow();
        assertThat(seen.path("items").asInt()).isEqualTo(2);
        assertThat(seen.path("shared").asBoolean()).isTrue();
        assertThat(listed(grace).orElseThrow().path("items").asInt()).isEqualTo(1);
        assertThat(owner.get("/data-token/list-data-tokens").expect(200).json().path("items"))
                .isEmpty();
        grace.run("/data-token/delete-data", Map.of("token", other)).expectSuccess();
        Patience.until("the shared device to erase it", () -> items() == 2);
    }

    @Test
    void isFilledAgainFromTheDevicesOfEachWhenItIsEmptied() throws Exception {
        var letter = ada.store("shared", bytes("a letter of ada's"));
        var other = grace.store("shared", bytes("a letter of grace's"));
        awaitReplicas(ada, letter, 2);
        awaitReplicas(grace, other, 2);
        vault.kill();
        deleteSegments();

        vault.start().awaitConnected(Patience.LONG);

        Patience.until("the shared device to be filled", () -> items() == 2);
        awaitReplicas(ada, letter, 2);
        awaitReplicas(grace, other, 2);
        assertThat(owner.run("/storage/sync-device", Map.of("deviceIdentifier", vault.id, "deep", "true"))
                        .expectSuccess()
                        .body())
                .startsWith(
                        "{\"checked\":2,\"missing\":0,\"corrupt\":0,\"repaired\":0,\"orphans\":0,\"unrepairable\":0");
        ofAda.get(0).kill();
        assertThat(channel.fetch(ada, letter)).isEqualTo(bytes("a letter of ada's"));
    }

    @Test
    void isTakenAwayOnceWhatItHoldsIsElsewhere() throws Exception {
        var other = grace.store("shared", bytes("a letter of grace's"));
        awaitReplicas(grace, other, 2);
        ofAda.get(0).kill();
        var letter = ada.store("shared", bytes("on the shared one alone"));
        awaitReplicas(ada, letter, 1);

        owner.run("/directory/remove-storage-device", link(ada)).expectRejection("storage.last_replica");
        owner.run("/device/remove", Map.of("deviceIdentifier", vault.id)).expectRejection("storage.last_replica");

        ofAda.get(0).start().awaitConnected(Patience.LONG);
        awaitReplicas(ada, letter, 2);
        owner.run("/directory/remove-storage-device", link(ada)).expectSuccess();
        Patience.until("the shared device to erase what is ada's", () -> items() == 1);
        assertThat(listed(ada)).isEmpty();
        assertThat(channel.fetch(ada, letter)).isEqualTo(bytes("on the shared one alone"));
        awaitReplicas(ada, letter, 1);
        awaitReplicas(grace, other, 2);
    }

    @Test
    void keepsWhoeverHasDataThereAloneFromLeavingAndErasesWhatLeaves() throws Exception {
        ofAda.get(0).kill();
        var letter = ada.store("shared", bytes("on the shared one alone"));
        var leaving = Map.of("directoryId", directory, "profileId", profileOf(ada));

        ada.run("/directory/remove-user", leaving).expectRejection("storage.last_replica");

        ofAda.get(0).start().awaitConnected(Patience.LONG);
        awaitReplicas(ada, letter, 2);
        ada.run("/directory/remove-user", leaving).expectSuccess();
        Patience.until("the shared device to erase it", () -> items() == 0);
        assertThat(listed(ada)).isEmpty();
        assertThat(channel.fetch(ada, letter)).isEqualTo(bytes("on the shared one alone"));
    }

    private Map<String, String> link(Client user) {
        return Map.of("directoryId", directory, "profileId", profileOf(user), "deviceIdentifier", vault.id);
    }

    private static String profileOf(Client user) {
        return user.get("/profile/retrieve-profile-id").expect(200).text("profileId");
    }

    private static void awaitReplicas(Client user, String token, int held) {
        Patience.until(
                held + " replicas",
                () -> user.listed(token, false).path("replicas").path("held").asInt() == held);
    }

    private long items() {
        return vault.device().status().usage().items();
    }

    /** The shared device as the user's list shows it. */
    private Optional<JsonNode> listed(Client user) {
        return StreamSupport.stream(
                        user.get("/storage/list-storage-devices")
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .filter(one -> one.path("deviceIdentifier").asText().equals(vault.id))
                .findFirst();
    }

    private void deleteSegments() throws IOException {
        try (var files = Files.list(vault.folder().resolve("chunks"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
