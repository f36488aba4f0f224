package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenText;
import io.privicore.application.engine.Operations;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.Query;
import io.privicore.application.query.TokenQuery;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.token.FileMeta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class CommandBytesContract {

    private static final UUID ID = UUID.randomUUID();

    protected abstract CommandBytes codec();

    @Test
    void everyCommandHasAnExample() {
        var exemplified = CommandExamples.all().stream().<Class<?>>map(Command::getClass);

        assertThat(exemplified.distinct())
                .containsExactlyInAnyOrderElementsOf(Operations.all().keySet().stream()
                        .filter(Command.class::isAssignableFrom)
                        .toList());
    }

    @Test
    void everyCommandIsReadBackAsItWas() {
        assertThat(CommandExamples.all()).allSatisfy(command -> {
            var written = codec().write(command);

            assertThat(codec().read(Operations.of(command).value(), written)).isEqualTo(command);
        });
    }

    @Test
    void differentCommandsAreDifferentBytes() {
        var commands = CommandExamples.all();
        var written = commands.stream()
                .map(command -> List.of(Operations.of(command).value(), codec().write(command)))
                .distinct();

        assertThat(written).hasSameSizeAs(commands);
    }

    @Test
    void equalQueriesAreEqualBytesAndOthersAreNot() {
        assertThat(queries("a.pdf")).zipSatisfy(queries("a.pdf"), (one, same) -> assertThat(codec().write(one))
                .isEqualTo(codec().write(same)));
        assertThat(codec().write(queries("a.pdf").getFirst()))
                .isNotEqualTo(codec().write(queries("b.pdf").getFirst()));
    }

    @Test
    void whatIsNoCommandIsRefused() {
        var bytes = codec().write(CommandExamples.all().getFirst());

        assertThatIllegalArgumentException().isThrownBy(() -> codec().read("data-token.list", bytes));
        assertThatIllegalArgumentException().isThrownBy(() -> codec().read("no.such-operation", bytes));
        assertThatIllegalArgumentException().isThrownBy(() -> codec().read("device.approve", bytes));
    }

    @Test
    void brokenBytesAreRefused() {
        for (var text : List.of("", "{", "null", "[]", "{}", "\"x\"", "{\"device\":null}", "\u0000")) {
            assertThatIllegalArgumentException().describedAs(text).isThrownBy(() -> codec().read(
                            "device.approve", bytes(text)));
        }
    }

    protected static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Query<?>> queries(String fileName) {
        return List.of(
                new TokenQuery.ConfigureFile(
                        new TokenText("dtk-1"), new FileMeta(new Name(fileName), "pdf", "", 7, "/tmp")),
                new DeviceQuery.RetrieveConfiguration(new DeviceId(ID)),
                new ProfileQuery.Reauthorize(Duration.ofHours(1)),
                new ProfileQuery.Authenticate("ada", "secret", Optional.of(new CommandId(ID))),
                new DeviceQuery.OfProfile());
    }
}
