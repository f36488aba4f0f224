package io.privicore.benchmarks.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Channel;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Role;
import io.privicore.benchmarks.platform.RunningDevices;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A profile whose reservations wait until two thirds of its devices have agreed, which they do by a rule. */
record Voters(Account account, Channel channel, RunningDevices devices, Path rules) implements AutoCloseable {

    private static final String YES = """
            {"rules": [], "default": {"vote": "yes", "reason": "by rule"}}
            """;

    static Voters open(Platform platform, Wishes wishes) throws IOException, InterruptedException {
        Account account = platform.account();
        Path rules = Files.writeString(Files.createTempFile("privicore-benchmarks", ".json"), YES);
        RunningDevices devices = RunningDevices.start(
                account, Role.AUTHENTICATOR, wishes.devices(), wishes.deviceCommand() + " --vote " + rules);
        Voters voters = new Voters(account, Channel.join(account), devices, rules);
        try (Wire wire = account.wire()) {
            account.command(
                    wire,
                    "/verified-authenticator/set-quorum-strategy",
                    Map.of("strategy", "minimum_percentage", "strategy_params", 67));
            account.command(wire, "/verified-authenticator/set-quorum-size", Map.of("quorumSize", 2));
            new Policy("gate", "data-token.reserve", Map.of()).activate(account, wire);
        }
        return voters;
    }

    /** When the last vote that counted was cast for the operation, by the clock of its device, to the millisecond. */
    Instant decidedAt(Wire wire, String command, int polls) throws IOException {
        JsonNode latest = wire.get("/voting/list-polls?perPage=" + polls)
                .expect(200)
                .json()
                .path("items");
        String poll = stream(latest)
                .filter(item -> item.path("commandId").asText().equals(command))
                .findFirst()
                .orElseThrow(() -> new IOException("Expected a poll for command " + command + ", but there is none"))
                .path("poolId")
                .asText();
        JsonNode receipt = wire.get("/voting/poll-receipt/" + poll).expect(200).json();
        return stream(receipt.path("ballots"))
                .map(ballot -> ballot.path("castAt").asText(""))
                .filter(castAt -> !castAt.isEmpty() && !"null".equals(castAt))
                .map(castAt -> OffsetDateTime.parse(castAt).toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IOException("Expected votes in the receipt of poll " + poll));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public void close() {
        channel.close();
        devices.close();
        rules.toFile().delete();
    }
}
