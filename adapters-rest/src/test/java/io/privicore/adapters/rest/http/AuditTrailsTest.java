package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditTrailsTest {

    private static final String LINES = "application/x-ndjson";

    @Test
    void areShownPageByPage() {
        var answer = json(send(authorised("/profile/audit")));

        assertThat(answer.at("/meta/count").asInt()).isEqualTo(1);
        var item = answer.at("/items/0");
        assertThat(item.path("operation").asText()).isEqualTo("device.approve");
        assertThat(item.path("reason").asText()).isEqualTo("device.not_pending");
        assertThat(item.path("at").asText()).isEqualTo("2026-02-21T15:33:44.987Z");
        assertThat(item.path("application").isNull()).isTrue();
        assertThat(item.at("/about/device").asText()).isEqualTo("7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11");
    }

    @ParameterizedTest
    @ValueSource(strings = {LINES, "application/jsonl", "application/jsonl, */*;q=0.1"})
    void areWrittenAsLinesWhereTheCallerAcceptsThem(String accept) {
        var answer = send(authorised("/profile/audit").header("Accept", accept));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(LINES);
        assertThat(answer.body().lines()).hasSize(10_000).allMatch(line -> line.startsWith("{\"about\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filters%5Bsort%5D=up",
                "filters%5Boutcome%5D=perhaps",
                "filters%5Bfrom%5D=yesterday",
                "filters%5Bdevice%5D=mine",
                "perPage=201"
            })
    void refuseWhatCannotBeAskedFor(String query) {
        assertThat(send(authorised("/profile/audit?" + query)).statusCode()).isEqualTo(422);
        assertThat(send(authorised("/profile/audit?" + query).header("Accept", LINES))
                        .statusCode())
                .isEqualTo(query.startsWith("perPage") ? 200 : 422);
    }

    @Test
    void askForAToken() {
        assertThat(send(request("/profile/audit")).statusCode()).isEqualTo(401);
        assertThat(send(request("/profile/audit").header("Accept", LINES)).statusCode())
                .isEqualTo(401);
    }
}
