package io.privicore.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.amqp.events.AsyncApiDocument;
import io.privicore.bootstrap.wiring.AsyncApiRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With {@code -Dprivicore.docs=write}, as {@code ./privicore docs} has it, differences are written down instead. */
class GeneratedDocumentsIT {

    private static final Path DOCS = Path.of("..", "docs");

    private static final String ADVICE =
            "%s differs from the code. Run ./privicore docs, look at the difference, and commit it";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the build of the program leaves it. */
    private static final Path OPENAPI = Path.of("target", "openapi", "openapi.json");

    @TestFactory
    Stream<DynamicTest> documents() throws IOException {
        return Map.of(
                        "openapi.json", Files.readString(OPENAPI).strip() + "\n",
                        "asyncapi.json", AsyncApiDocument.json(AsyncApiRoute.VERSION) + "\n",
                        "generated/commands.md", Tables.commands(),
                        "generated/queries.md", Tables.queries(),
                        "generated/events.md", Tables.events(),
                        "generated/reasons.md", Tables.reasons(),
                        "generated/authorization.md", Tables.authorization(),
                        "generated/modules.md", Modules.page())
                .entrySet()
                .stream()
                .map(document -> DynamicTest.dynamicTest(
                        "docs/%s is what the code says".formatted(document.getKey()),
                        () -> compare(DOCS.resolve(document.getKey()), document.getValue())));
    }

    private static void compare(Path committed, String generated) throws IOException {
        if ("write".equals(System.getProperty("privicore.docs"))) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, generated);
        }
        assertThat(committed).as(ADVICE, committed).exists();
        assertThat(content(committed, Files.readString(committed)))
                .as(ADVICE, committed)
                .isEqualTo(content(committed, generated));
    }

    /** Of JSON, what it says: the order of its fields may differ from build to build. */
    private static Object content(Path document, String text) throws IOException {
        return document.toString().endsWith(".json") ? JSON.readTree(text) : text;
    }
}
