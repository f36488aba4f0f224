package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An exchange whose devices are all away. */
@ExtendWith(SharedPlatform.class)
class AbsentDevicesIT {

    private final Platform platform;
    private final Path folder;

    AbsentDevicesIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    @Test
    void isRejectedWhenTheReservationEndsAndLeavesNothing() throws Exception {
        var seen = Client.active(platform.address());
        var never = Client.active(platform.address());
        try (var devices = Devices.online(seen, folder.resolve("seen"), 1);
                var strangers = new Devices(never, folder.resolve("never"));
                var channel = Channel.join(seen);
                var other = Channel.join(never)) {
            devices.get(0).kill();
            strangers.add("never started");
            var reservation = reserve(seen);
            var unheardReservation = reserve(never);
            var exchange = exchange(seen, reservation);
            var unheard = exchange(never, unheardReservation);
            assertThat(seen.status(exchange)).isEqualTo(1);

            letMostOfTheMinutePass(reservation, unheardReservation);

            channel.outcome(exchange).expectRejection("storage.no_acknowledgement");
            other.outcome(unheard).expectRejection("storage.no_acknowledgement");
            seen.outcome(exchange).expectRejection("storage.no_acknowledgement");
            expectNothing(seen, reservation);
            expectNothing(never, unheardReservation);
            devices.get(0).start().awaitConnected(Patience.LONG);
            Patience.until(
                    "the device to drop what came too late",
                    () -> devices.get(0).device().status().usage().items() == 0);
            expectNothing(seen, reservation);
        }
    }

    private static void expectNothing(Client client, String reservation) {
        assertThat(client.get("/data-token/list-data-tokens")
                        .expect(200)
                        .json()
                        .at("/meta/count")
                        .asInt())
                .isZero();
        client.get("/data-token/retrieve-temporary-data-token/" + reservation).expectProblem(404);
    }

    /** One minute is the shortest life that a reservation can have. The platform waits for the last seconds itself. */
    private void letMostOfTheMinutePass(String... reservations) throws Exception {
        var these = "reserved_by in ('" + String.join("', '", reservations) + "')";
        assertThat(platform.services()
                        .change("update data_token set expires_at = expires_at - interval '55 seconds' where " + these))
                .isEqualTo(reservations.length);
        assertThat(platform.services()
                        .change("update deadline set due_at = due_at - interval '55 seconds' where kind = 'RESERVATION'"
                                + " and subject in (select id from data_token where " + these + ")"))
                .isEqualTo(reservations.length);
    }

    private static String reserve(Client client) {
        return client.run("/data-token/reserve-token-space", Map.of("context", "away", "ttl", 1))
                .expectSuccess()
                .command();
    }

    private static String exchange(Client client, String reservation) {
        return client.submit(
                "/data-token/exchange-data-for-token",
                Map.of(
                        "temporaryTokenSpace",
                        client.temporary(reservation),
                        "data",
                        Client.base64("for nobody".getBytes(UTF_8))));
    }
}
