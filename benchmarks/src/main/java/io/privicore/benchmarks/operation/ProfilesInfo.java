package io.privicore.benchmarks.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a directory knows of 200 of its users. */
final class ProfilesInfo implements Operation {

    private static final int ASKED = 200;

    @Override
    public String name() {
        return "profiles-info";
    }

    @Override
    public String limit() {
        return "empty";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        Organisation organisation = Organisation.with(wishes.users(), platform);
        List<String> ids = new ArrayList<>();
        try (Wire wire = organisation.owner().wire()) {
            for (JsonNode user : wire.get(
                            "/directory/list-users/%s?perPage=%d&page=2".formatted(organisation.id(), ASKED))
                    .expect(200)
                    .json()
                    .path("items")) {
                ids.add(user.path("profileId").asText());
            }
        }
        if (ids.size() < ASKED) {
            throw new IllegalArgumentException("Expected two pages of %d users, but there are fewer".formatted(ASKED));
        }
        String body = Json.of(Map.of("directoryId", organisation.id(), "profileIds", ids));
        return number -> {
            Wire wire = organisation.owner().wire();
            return new OneWire(wire, () -> {
                wire.post("/directory/profiles-info", body).expect(200);
                return Outcome.DONE;
            });
        };
    }
}
