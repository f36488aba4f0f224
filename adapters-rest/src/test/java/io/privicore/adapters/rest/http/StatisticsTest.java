package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.application.query.Granularity;
import io.privicore.application.query.Periods;
import io.privicore.application.query.TokenQuery.CountTransactions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StatisticsTest {

    private static final String PATH = "/data-token/transaction-count-statistics";

    @Inject
    RecordingPrivicore privicore;

    @Test
    void showEveryPeriodWithItsCounts() {
        var answer = get(PATH + "?granularity=hour&from=2026-02-20T23:00:00Z&to=2026-02-21");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"items\":[{\"period\":\"2026-02-20T23:00:00+00:00\",\"reserved\":1,\"exchanged\":2,"
                        + "\"requested\":3,\"updated\":4,\"deleted\":5,\"bytesIn\":6,\"bytesOut\":7}]}");
    }

    @Test
    void areOfThirtyDaysUntilNowWhenNothingElseIsSaid() {
        var items = json(get(PATH)).get("items");

        assertThat(items.size()).isEqualTo(30);
        assertThat(items.at("/29/period").asText()).isEqualTo("2026-02-21T00:00:00+00:00");
    }

    @ParameterizedTest
    @CsvSource({"hour,24,2026-02-21T15:00:00+00:00", "month,12,2026-02-01T00:00:00+00:00"})
    void endWithThePeriodUnderWay(String granularity, int count, String last) {
        var items = json(get(PATH + "?granularity=" + granularity)).get("items");

        assertThat(items.size()).isEqualTo(count);
        assertThat(items.get(count - 1).get("period").asText()).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-01",
                "2026-02-01T00:00:00Z",
                "2026-02-01T01:30:00%2B01:30",
                "2026-02-01T01:30:00+01:30",
                "2026-02-01T00:00%2B00:00"
            })
    void takeDatesAndTimesWithAnOffset(String from) {
        assertThat(get(PATH + "?to=2026-02-03&from=" + from).statusCode()).isEqualTo(200);

        assertThat(privicore.lastQuery)
                .isEqualTo(new CountTransactions(new Periods(
                        Granularity.DAY,
                        Instant.parse("2026-02-01T00:00:00Z"),
                        Instant.parse("2026-02-03T00:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday,from",
        "from=2026-02-30,from",
        "from=2026-02-01T00:00:00,from",
        "from=1969-12-31,from",
        "to=%2B10000-01-01,to",
        "granularity=week,granularity",
        "granularity=DAY,granularity",
        "from=2026-02-21&to=2026-02-21,from",
        "from=2026-02-22&to=2026-02-21,from",
        "from=2099-01-01,from",
        "from=2025-02-21&granularity=hour,from"
    })
    void refuseWhatTheyCannotShowAndNameTheField(String query, String field) {
        var answer = get(PATH + "?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).get("key").asText()).isEqualTo("request.invalid");
        assertThat(json(answer).at("/errors/" + field + "/0").asText()).isEqualTo("invalid");
    }

    @Test
    void sayHowManyPeriodsAreTooMany() {
        assertThat(json(get(PATH + "?from=2025-02-21&to=2026-02-21&granularity=hour"))
                        .get("detail")
                        .asText())
                .isEqualTo("from: Expected at most 1000 periods, but by hour there are 8760 between the beginning and "
                        + "the end");
    }

    @Test
    void areShownToWhoeverHasAToken() {
        HttpResponse<String> answer = send(request(PATH + "?from=nonsense"));

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
