package io.privicore.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.client.Account;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.client.PartialFile;
import io.privicore.bootstrap.client.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "get",
        description = {
            "Brings the data of a token back into a file.",
            "What breaks off is taken up again where it stopped, also by the same call later."
        },
        mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Account account = new Account();

    @Parameters(paramLabel = "<token>", description = "The data token (dtk-...).")
    private String token = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to put it (default: the name it was stored under, in this folder).")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ApiClient api = account.signedIn()) {
            Path file = output == null ? named(api) : output;
            if (Files.exists(file) && !force) {
                throw new ClientFailure(file + " is there already. Name another file with -o, or use --force.");
            }
            var bar = new ProgressBar(System.err, Terminals.isOne());
            try {
                new PartialFile(file).fetch(api, token, bar);
            } finally {
                bar.end();
            }
            spec.commandLine().getOut().println(file);
            return 0;
        }
    }

    /** The stored name without any path, so that nobody can choose the folder. */
    private Path named(ApiClient api) throws IOException, InterruptedException {
        JsonNode found = api.get(
                        "/data-token/list-data-tokens?" + ApiClient.urlEncoded(Map.of("filters[token]", token)))
                .path("items")
                .path(0);
        if (found.isMissingNode()) {
            throw new ClientFailure("There is no such data token.");
        }
        String stored = found.path("fileName").asText();
        String name = stored.substring(Math.max(stored.lastIndexOf('/'), stored.lastIndexOf('\\')) + 1);
        if (name.isBlank() || name.startsWith(".")) {
            throw new ClientFailure("It was stored without a usable file name. Name a file with -o.");
        }
        return Path.of(name);
    }
}
