package io.privicore.bootstrap.client;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which platform, and as whom. Secrets come from the environment or the terminal, since arguments can be seen by others. */
public final class Account {

    private static final String TOKEN = "PRIVICORE_TOKEN";
    private static final String PASSWORD = "PRIVICORE_PASSWORD";

    @Option(
            names = "--url",
            defaultValue = "${env:PRIVICORE_URL:-http://127.0.0.1:8009}",
            description = "The platform; PRIVICORE_URL sets another default (${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    @Option(
            names = "--user",
            description = "Sign in with this user name; the password is asked for, or taken from PRIVICORE_PASSWORD."
                    + " Without it, the authorization token in PRIVICORE_TOKEN is used.")
    private @Nullable String user;

    /** A client that is signed in and listens. */
    public ApiClient signedIn() throws IOException, InterruptedException {
        ApiClient api = new ApiClient(url);
        try {
            api.authorize(token(api));
            api.join();
            return api;
        } catch (IOException | InterruptedException | RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private String token(ApiClient api) throws IOException, InterruptedException {
        if (user != null) {
            return api.post("/profile/authenticate", Map.of("username", user, "password", password()))
                    .path("authorizationToken")
                    .asText();
        }
        String token = System.getenv(TOKEN);
        if (token == null || token.isBlank()) {
            throw new ClientFailure(
                    "Expected --user, or an authorization token in " + TOKEN + ", but there is neither.");
        }
        return token.strip();
    }

    private static String password() {
        String given = System.getenv(PASSWORD);
        if (given != null) {
            return given;
        }
        Console console = System.console();
        char[] typed = console == null || !console.isTerminal() ? null : console.readPassword("Password: ");
        if (typed == null) {
            throw new ClientFailure("Expected a password in " + PASSWORD + ", or a terminal to ask for it.");
        }
        return new String(typed);
    }
}
