package io.privicore.bootstrap;

import io.privicore.bootstrap.client.Account;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.client.ProgressBar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "put",
        description = {
            "Stores a file of any size and prints its data token.",
            "The file is sent as it is: encrypt it first with a tool that you trust."
        },
        mixinStandardHelpOptions = true)
final class PutCommand implements Callable<Integer> {

    private static final int TTL_MINUTES = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Account account = new Account();

    @Parameters(paramLabel = "<file>", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--context", defaultValue = "put", description = "What it is about (default: ${DEFAULT-VALUE}).")
    private String context = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new ClientFailure("Expected a file in " + file + ", but there is none.");
        }
        long size = Files.size(file);
        String name = file.getFileName().toString();
        var bar = new ProgressBar(System.err, Terminals.isOne());
        try (ApiClient api = account.signedIn();
                InputStream data = Files.newInputStream(file)) {
            String token = api.upload(api.reserve(context, TTL_MINUTES), name, data, size, bar);
            bar.end();
            spec.commandLine().getOut().println(token);
            api.describe(token, name, context, size);
            return 0;
        }
    }
}
