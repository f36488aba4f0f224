package io.privicore.adapters.amqp.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.event.EventCatalogue;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventsPageTest {

    @Test
    void listsEveryEventWithItsFieldsAndNoOther() throws IOException {
        var rows = EventCatalogue.all().entrySet().stream()
                .map(entry -> "| `%s` | %s |".formatted(entry.getValue(), fields(entry.getKey())))
                .toList();

        var page = Files.readAllLines(Path.of("../docs/events.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(page).isEqualTo(rows);
    }

    private static String fields(Class<?> event) {
        return Arrays.stream(event.getRecordComponents())
                .map(RecordComponent::getName)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
    }
}
