package io.privicore.bootstrap;

import io.privicore.bootstrap.client.Account;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.client.PollReceipt;
import io.privicore.bootstrap.client.PollReceipt.Checked;
import io.privicore.bootstrap.client.PollReceipt.Findings;
import io.privicore.protocol.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify-poll",
        description = {
            "Checks how a poll was decided: every signature, and the count.",
            "With --receipt it asks nobody; the exit code is 0 only if the receipt shows what it claims."
        },
        mixinStandardHelpOptions = true)
final class VerifyPollCommand implements Callable<Integer> {

    private static final int FLAWED = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Account account = new Account();

    @Parameters(arity = "0..1", paramLabel = "<poll id>", description = "The poll; not needed with --receipt.")
    private @Nullable String poll;

    @Option(names = "--receipt", paramLabel = "FILE", description = "Check this receipt, and ask no platform.")
    private @Nullable Path receipt;

    @Option(names = "--save", paramLabel = "FILE", description = "Keep the receipt that the platform gave.")
    private @Nullable Path save;

    @Option(
            names = "--key",
            paramLabel = "DEVICE=KEY",
            description = "The device's Ed25519 key (64 hexadecimal digits), known from elsewhere; repeatable."
                    + " Without it the key is taken from the receipt.")
    private Map<UUID, String> keys = new HashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var text = receipt == null ? fetched() : Files.readString(receipt);
        var findings = PollReceipt.check(text, trusted());
        if (receipt != null && poll != null && !findings.poll().equals(poll)) {
            throw new ClientFailure("Expected a receipt of poll " + poll + ", but it is of " + findings.poll() + ".");
        }
        report(findings);
        return findings.isSound() ? 0 : FLAWED;
    }

    private String fetched() throws IOException, InterruptedException {
        if (poll == null) {
            throw new ClientFailure("Expected a poll id or --receipt, but got neither.");
        }
        try (ApiClient api = account.signedIn()) {
            var text = api.get("/voting/poll-receipt/" + UUID.fromString(poll)).toPrettyString();
            if (save != null) {
                Files.writeString(save, text);
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw new ClientFailure("Expected a poll id, but got " + poll + ".", e);
        }
    }

    private Map<UUID, Bytes> trusted() {
        Map<UUID, Bytes> trusted = new HashMap<>();
        try {
            keys.forEach((device, hex) ->
                    trusted.put(device, Bytes.wrap(HexFormat.of().parseHex(hex))));
        } catch (IllegalArgumentException e) {
            throw new ClientFailure("Expected keys of 64 hexadecimal digits.", e);
        }
        return trusted;
    }

    private static String signed(Checked vote) {
        if (!vote.signed()) {
            return "not signed, the platform vouches for it";
        }
        return vote.known() ? "signed under the key you named" : "signed under the key in the receipt";
    }

    private void report(Findings findings) {
        var out = spec.commandLine().getOut();
        out.printf("Poll %s: %s%n", findings.poll(), findings.title());
        findings.votes()
                .forEach(vote -> out.printf(
                        "  attempt %d  %-7s  %s  %s%s%n",
                        vote.attempt(),
                        vote.vote(),
                        vote.device(),
                        signed(vote),
                        vote.reason().isEmpty() ? "" : "  \"" + vote.reason() + "\""));
        findings.flaws().forEach(flaw -> out.printf("  WRONG: %s%n", flaw));
        out.println(
                findings.isSound()
                        ? "The votes decide what the receipt says: " + findings.status() + "."
                        : "The receipt does not show what it claims.");
        if (findings.unsigned() > 0 && findings.isSound()) {
            out.printf(
                    "%d of %d votes are not signed.%n",
                    findings.unsigned(), findings.votes().size());
        }
        out.flush();
    }
}
