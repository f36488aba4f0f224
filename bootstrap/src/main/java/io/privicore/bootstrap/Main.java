package io.privicore.bootstrap;

import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.failure.StartFailure;
import io.privicore.device.VoteCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.ConnectException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code privicore}. A further sub-command is one more class in the list. */
@QuarkusMain
@Command(
        name = "privicore",
        description = "A self-hosted data-token engine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StartCommand.class,
            DemoCommand.class,
            PutCommand.class,
            GetCommand.class,
            VerifyPollCommand.class,
            VerifyAuditCommand.class,
            RehearseCommand.class,
            io.privicore.device.Main.class,
            VoteCommand.class
        })
public final class Main {

    private static final String DEVICE = "device";
    private static final String VOTE = "vote";

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(DEVICE)) {
            DeviceConsole.open();
            // A program of its own, that only happens to be on this class path.
            io.privicore.device.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        if (args.length > 0 && args[0].equals(VOTE)) {
            io.privicore.device.Main.main(args);
            return;
        }
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((e, line, result) -> explain(e, line))
                .execute(args));
    }

    private static int explain(Exception e, CommandLine line) throws Exception {
        if (!(e instanceof StartFailure || e instanceof ClientFailure || e instanceof ConnectException)) {
            throw e;
        }
        line.getErr().println(e instanceof ConnectException ? "The platform cannot be reached." : e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
