package io.privicore.device;

import io.privicore.device.authenticator.Authenticator;
import io.privicore.device.authenticator.HttpBallotBox;
import io.privicore.device.authenticator.Opinion;
import io.privicore.device.authenticator.Voter;
import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Votes once, over HTTP, and ends. */
@Command(
        name = VoteCommand.NAME,
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        description = "Votes on a ballot over HTTP, with the device's client id and secret.")
public final class VoteCommand implements Callable<Integer> {

    static final String NAME = "vote";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<bundle.json>", description = "The device's configuration.")
    private Path bundle = Path.of("bundle.json");

    @Parameters(index = "1", paramLabel = "<ballot id>", description = "The ballot to vote on.")
    private UUID ballot = new UUID(0, 0);

    @Parameters(index = "2", paramLabel = "yes|no|abstain", description = "The vote.")
    private String vote = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; at most 500 characters.")
    private String reason = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of a device that keeps the ballot, not running: signs the vote with its key.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var configuration = Bundle.read(bundle);
        var box = HttpBallotBox.at(configuration.apiUrl(), configuration.clientId(), configuration.clientSecret());
        var opinion = new Opinion(choice(), reason());
        if (data == null) {
            box.cast(ballot, opinion);
        } else {
            box.cast(signed(data, configuration.deviceIdentifier(), opinion));
        }
        line().getOut().printf("Voted %s on ballot %s.%n", name(opinion.choice()), ballot);
        return CommandLine.ExitCode.OK;
    }

    private AuthenticatorVote signed(Path folder, String deviceId, Opinion opinion) throws IOException {
        var keys = DeviceKeys.load(folder.resolve("device.key"), deviceId);
        try (var _ = FolderLock.of(folder)) {
            var authenticator = Authenticator.in(folder, keys, deviceId, Voter.PERSON, InstantSource.system());
            var casting = authenticator.cast(ballot, opinion);
            // Asked for again, the same vote is the answer to whether the platform has it; another one is never signed.
            return authenticator
                    .voted(ballot)
                    .filter(voted -> voted.choice() == opinion.choice())
                    .orElseThrow(() -> new IOException(
                            switch (casting) {
                                case CAST, VOTED_BEFORE ->
                                    "Expected to vote %s, but the device has voted otherwise on this ballot"
                                            .formatted(name(opinion.choice()));
                                case OVER ->
                                    "Expected an open ballot %s in %s, but it is not there. Without --data the vote is sent unsigned"
                                            .formatted(ballot, folder);
                            }));
        }
    }

    private Choice choice() {
        for (var choice : Choice.values()) {
            if (name(choice).equals(vote)) {
                return choice;
            }
        }
        throw new ParameterException(line(), "Expected yes, no or abstain, but got " + vote);
    }

    private String reason() {
        if (reason.codePointCount(0, reason.length()) > Opinion.LONGEST_REASON) {
            throw new ParameterException(
                    line(), "Expected a reason of at most %d characters".formatted(Opinion.LONGEST_REASON));
        }
        return reason;
    }

    private CommandLine line() {
        return Optional.ofNullable(spec).orElseThrow().commandLine();
    }

    private static String name(Choice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
