package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A page of the users of a large directory: any page, any order, any filter, one after the other by chance. */
final class ListUsers implements Operation {

    private static final int PER_PAGE = 100;
    private static final List<String> FIELDS =
            List.of("username", "givenName", "familyName", "email", "externalId", "role", "state", "createdAt");
    private static final List<String> FILTERS = List.of(
            "",
            "filters[familyName]=Family7*",
            "filters[familyName]=Family77",
            "filters[username]=user-12*",
            "filters[email]=user-5*",
            "filters[role]=auditor",
            "filters[state]=active",
            "filters[givenName]=Given5*&filters[role]=member");

    @Override
    public String name() {
        return "list-users";
    }

    @Override
    public String limit() {
        return "empty";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        Organisation organisation = Organisation.with(wishes.users(), platform);
        return number -> {
            Wire wire = organisation.owner().wire();
            Random random = new Random(number);
            return new OneWire(wire, () -> {
                list(wire, organisation, random, wishes.users());
                return Outcome.DONE;
            });
        };
    }

    private static void list(Wire wire, Organisation organisation, Random random, int users) throws IOException {
        String filter = FILTERS.get(random.nextInt(FILTERS.size()));
        String sort = (random.nextBoolean() ? "-" : "") + FIELDS.get(random.nextInt(FIELDS.size()));
        int page = 1 + random.nextInt(filter.isEmpty() ? Math.max(1, users / PER_PAGE) : 20);
        wire.get("/directory/list-users/%s?perPage=%d&page=%d&sort=%s%s"
                        .formatted(
                                organisation.id(),
                                PER_PAGE,
                                page,
                                URLEncoder.encode(sort, StandardCharsets.UTF_8),
                                filter.isEmpty()
                                        ? ""
                                        : "&" + filter.replace("[", "%5B").replace("]", "%5D")))
                .expect(200);
    }
}
