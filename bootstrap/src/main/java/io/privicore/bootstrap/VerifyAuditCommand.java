package io.privicore.bootstrap;

import io.privicore.bootstrap.client.AuditExport;
import io.privicore.bootstrap.client.AuditExport.Findings;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.domain.audit.Mark;
import io.privicore.domain.kernel.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify-audit",
        description = {
            "Checks an exported audit trail: every entry, that none is missing, and that the end is signed.",
            "It asks nobody; the exit code is 0 only if nothing was changed."
        },
        mixinStandardHelpOptions = true)
final class VerifyAuditCommand implements Callable<Integer> {

    private static final int FLAWED = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "<file.jsonl>", description = "The trail, exported without filters.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The platform's Ed25519 key (64 hexadecimal digits), known from an earlier export."
                    + " Without it the key is taken from the file.")
    private @Nullable String key;

    @Option(
            names = "--head",
            paramLabel = "NUMBER:HASH",
            description = "An end that the trail is known to have had, from an earlier export; repeatable.")
    private List<String> heads = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            var findings = AuditExport.check(lines, Optional.ofNullable(key).map(VerifyAuditCommand::bytes), marks());
            report(findings);
            return findings.isSound() ? 0 : FLAWED;
        }
    }

    private List<Mark> marks() {
        return heads.stream()
                .map(head -> {
                    try {
                        int colon = head.indexOf(':');
                        return new Mark(Long.parseLong(head.substring(0, colon)), bytes(head.substring(colon + 1)));
                    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                        throw new ClientFailure("Expected a head such as 17:9f86…, but got " + head + ".", e);
                    }
                })
                .toList();
    }

    private static Bytes bytes(String hex) {
        try {
            return Bytes.wrap(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new ClientFailure("Expected 64 hexadecimal digits, but got " + hex + ".", e);
        }
    }

    private void report(Findings findings) {
        var out = spec.commandLine().getOut();
        out.printf("Trail %s: %d entries%n", findings.trail(), findings.entries());
        if (findings.from().number() > 0) {
            out.printf("  %d older ones were let go of.%n", findings.from().number());
        }
        findings.key()
                .ifPresent(signer -> out.printf(
                        "  The end is signed under %s: %s%n",
                        findings.known() ? "the key you named" : "the key in the file", signer));
        findings.flaws().forEach(flaw -> out.printf("  WRONG: %s%n", flaw));
        if (findings.isSound()) {
            out.printf(
                    "Nothing was changed. Keep the end for the next time: --head %d:%s%n",
                    findings.reached().number(),
                    HexFormat.of().formatHex(findings.reached().hash().view()));
        } else {
            out.println("The trail was tampered with, or is not whole.");
        }
        out.flush();
    }
}
