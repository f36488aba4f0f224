package io.privicore.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes this a device of whoever shows it a pairing code, and ends. */
@Command(
        name = PairCommand.NAME,
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        description = "Makes this a device of whoever shows it the code of a QR picture, and keeps its configuration.")
public final class PairCommand implements Callable<Integer> {

    static final String NAME = "pair";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "<code>",
            description = "privicore://pair?url=…, as in the picture; or its token alone, with --url.")
    private String code = "";

    @Option(names = "--url", paramLabel = "URL", description = "The platform's address, for a token alone.")
    private @Nullable String url;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the device's owner will know it by (default: the name of this machine, or device).")
    private String name = defaultName();

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            description = "storage, authenticator, or storage,authenticator (default: those of the code, or storage).")
    private @Nullable String roles;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where keys, configuration and data are kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("device-data");

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = Optional.ofNullable(spec).orElseThrow().commandLine();
        var pairing = pairing(line);
        var bundle = pairing.into(
                data, name, Optional.ofNullable(roles).or(pairing::roles).orElse("storage"));
        line.getOut()
                .printf(
                        "Paired as device %s. To run it: device %s --data %s%n",
                        Bundle.read(bundle).deviceIdentifier(), bundle, data);
        return CommandLine.ExitCode.OK;
    }

    static String defaultName() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(host -> !host.isBlank())
                .orElse("device");
    }

    private Pairing pairing(CommandLine line) throws IOException {
        if (Pairing.isCode(code)) {
            return Pairing.parse(code);
        }
        if (url == null) {
            throw new ParameterException(line, "Expected a code that begins with privicore://pair, or --url");
        }
        return new Pairing(url, code, Optional.empty());
    }
}
