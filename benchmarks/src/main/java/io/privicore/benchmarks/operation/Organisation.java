package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * A directory, and who owns it.
 *
 * @param mark what its users' names end with
 */
record Organisation(Account owner, String id, String mark) {

    private static final int ROWS_A_FILE = 25_000;
    private static final String COLUMNS = "username,givenName,familyName,email,externalId,role\n";

    static Organisation of(Account owner) throws IOException, InterruptedException {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        try (Wire wire = owner.wire()) {
            var command = owner.command(
                    wire,
                    "/directory/register",
                    Map.of("directoryName", "Benchmark " + mark, "directoryShortName", "bench-" + mark));
            var id = wire.get("/request-status/" + command).expect(200).field("body");
            return new Organisation(owner, id, mark);
        }
    }

    /** A directory with so many users, who come by files. */
    static Organisation with(int users, Platform platform) throws IOException, InterruptedException {
        var organisation = of(platform.account());
        try (Wire wire = organisation.owner.wire()) {
            for (int first = 0; first < users; first += ROWS_A_FILE) {
                var rows = new StringBuilder(COLUMNS);
                for (int i = first; i < Math.min(users, first + ROWS_A_FILE); i++) {
                    rows.append(organisation.row(i));
                }
                var command = wire.post(
                                "/directory/import-users/" + organisation.id + "?key=username",
                                "text/csv; charset=utf-8",
                                rows.toString().getBytes(StandardCharsets.UTF_8))
                        .expect(202)
                        .field("commandId");
                platform.awaitSuccess(wire, command);
            }
        }
        return organisation;
    }

    private String row(int number) {
        var name = "user-" + number + "-" + mark;
        return "%s,Given%d,Family%d,%s@example.org,E-%d,%s\n"
                .formatted(name, number % 997, number % 7919, name, number, number % 50 == 0 ? "auditor" : "member");
    }

    /** A user without a password. */
    String user(String name) {
        return Json.of(
                Map.of("directoryId", id, "username", name + "-" + mark, "givenName", "Ada", "familyName", "Lovelace"));
    }
}
