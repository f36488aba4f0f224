package io.privicore.adapters.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void timesAreToTheSecondWithAnOffset() {
        assertThat(Times.text(Instant.parse("2026-02-21T15:33:44.999Z"))).isEqualTo("2026-02-21T15:33:44+00:00");
    }

    @Test
    void whatIsAbsentIsNull() throws JsonProcessingException {
        var json = Json.of("a", Optional.empty()).with("b", Optional.of(1)).withPresent("c", Optional.empty());

        assertThat(new ObjectMapper().writeValueAsString(json)).isEqualTo("{\"a\":null,\"b\":1}");
    }

    @Test
    void pagesSayWhereTheyAre() throws JsonProcessingException {
        var page = new Page<>(List.of("x"), 51, new Paging(2, 25));

        assertThat(new ObjectMapper().writeValueAsString(Pages.of(page, item -> Json.of("i", item))))
                .isEqualTo("{\"items\":[{\"i\":\"x\"}],\"meta\":{\"count\":51,\"page\":2,\"perPage\":25,\"pages\":3}}");
    }
}
