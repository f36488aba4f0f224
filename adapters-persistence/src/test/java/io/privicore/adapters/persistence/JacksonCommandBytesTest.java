package io.privicore.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.adapters.persistence.command.JacksonCommandBytes;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand.Create;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.CommandBytesContract;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JacksonCommandBytesTest extends CommandBytesContract {

    private static final String SMALL = "00000000-0000-4000-8000-000000000001";
    private static final String LARGE = "f0000000-0000-4000-8000-000000000001";

    @Override
    protected CommandBytes codec() {
        return new JacksonCommandBytes();
    }

    /** What an earlier version wrote is read by this one, so this form stays. */
    @Test
    void aCommandIsWrittenByTheNamesOfItsParts() {
        var create = new Create(
                "board",
                "Lunch",
                "Pizza?",
                Set.of(new DeviceId(UUID.fromString(LARGE)), new DeviceId(UUID.fromString(SMALL))),
                Optional.empty());

        var written = new String(codec().write(create).toArray(), StandardCharsets.UTF_8);

        assertThat(written).isEqualTo("""
                        {"configuration":"board","title":"Lunch","question":"Pizza?",\
                        "skipped":[{"value":"%s"},{"value":"%s"}],"nonce":null}""".formatted(SMALL, LARGE));
    }

    @Test
    void anOptionalPartMayBeMissing() {
        var read = codec().read("voting.create", bytes("""
                {"configuration":"board","title":"Lunch","question":"Pizza?","skipped":[]}"""));

        assertThat(read).isEqualTo(new Create("board", "Lunch", "Pizza?", Set.of(), Optional.empty()));
    }

    @Test
    void aPartThatIsMissingOrNotKnownOrNoneIsRefused() {
        var tooOld = bytes("{\"configuration\":\"board\",\"title\":\"Lunch\",\"skipped\":[]}");
        var tooNew = bytes("""
                {"configuration":"board","title":"Lunch","question":"Pizza?","skipped":[],"dessert":"ice"}""");
        var wrong = bytes("{\"strategy\":{\"name\":\"whim\"}}");
        var invalid = bytes("{\"strategy\":{\"name\":\"minimum_percentage\"}}");

        assertThatIllegalArgumentException().isThrownBy(() -> codec().read("voting.create", tooOld));
        assertThatIllegalArgumentException().isThrownBy(() -> codec().read("voting.create", tooNew));
        assertThatIllegalArgumentException().isThrownBy(() -> codec().read("authenticator.set-quorum-strategy", wrong));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec().read("authenticator.set-quorum-strategy", invalid));
    }

    @Test
    void whatCannotBeReadIsNotToldToAnybody() {
        var bytes = bytes("{\"current\":{\"value\":\"s3cret\"},\"next\":{\"value\":\"s3cret\"}}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec().read("profile.change-password", bytes))
                .withNoCause()
                .withMessageNotContaining("s3cret");
    }

    @Test
    void dataMayBeLong() {
        var exchange = new Exchange(new TokenText("tmp-1"), Bytes.wrap(new byte[24 << 20]));

        assertThat(codec().read("data-token.exchange", codec().write(exchange))).isEqualTo(exchange);
    }
}
