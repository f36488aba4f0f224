package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A hundred users made by one request of an identity provider. */
final class ScimBulk implements Operation {

    private static final int USERS = 100;

    @Override
    public String name() {
        return "scim-bulk";
    }

    @Override
    public String limit() {
        return "postgres-commits";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Provider> providers = new ArrayList<>();
        for (Account account : platform.accounts(wishes.profiles())) {
            providers.add(Provider.of(Organisation.of(account)));
        }
        AtomicInteger made = new AtomicInteger();
        return number -> {
            Provider provider = providers.get(number % providers.size());
            Wire wire = new Wire(platform.url(), Map.of("Authorization", "Bearer " + provider.token()));
            return new OneWire(wire, () -> {
                expectMade(wire.post(provider.address() + "/Bulk", bulk(made.addAndGet(USERS), provider))
                        .expect(200)
                        .json()
                        .findValuesAsText("status"));
                return Outcome.DONE;
            });
        };
    }

    private static void expectMade(List<String> statuses) throws IOException {
        if (statuses.size() != USERS || !statuses.stream().allMatch("201"::equals)) {
            throw new IOException("Expected %d users to be made, but got %s".formatted(USERS, statuses));
        }
    }

    private static String bulk(int first, Provider provider) {
        return Json.of(Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:api:messages:2.0:BulkRequest"),
                "Operations",
                IntStream.range(first, first + USERS)
                        .mapToObj(i -> Map.of(
                                "method", "POST", "path", "/Users", "bulkId", "u" + i, "data", user(i, provider)))
                        .toList()));
    }

    private static Map<String, Object> user(int number, Provider provider) {
        return Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:schemas:core:2.0:User"),
                "userName",
                "scim-" + number + "-" + provider.mark(),
                "name",
                Map.of("givenName", "Ada", "familyName", "Lovelace"));
    }

    /** @param address where the users of the directory are kept */
    private record Provider(String address, String token, String mark) {

        static Provider of(Organisation organisation) throws IOException, InterruptedException {
            try (Wire wire = organisation.owner().wire()) {
                String command = organisation
                        .owner()
                        .command(
                                wire,
                                "/directory/create-provisioning-client",
                                Map.of("directoryId", organisation.id(), "name", "benchmark"));
                String token =
                        wire.get("/request-status/" + command).expect(200).field("body");
                return new Provider("/scim/v2/bench-" + organisation.mark(), token, organisation.mark());
            }
        }
    }
}
