package io.privicore.bootstrap.demo;

import java.net.URI;
import java.nio.file.Path;

/** What stays on the screen while the platform goes on running: how to try it. */
record Farewell(Screen screen, Path root) {

    void stayAt(URI platform, ProfileSteps profile) {
        screen.say("");
        screen.heading("The platform and its devices go on running. Try it:");
        screen.line("");
        screen.line("  URL        " + platform);
        screen.line("  username   " + profile.username());
        screen.line("  password   " + profile.password());
        screen.line("  token      " + profile.authorizationToken());
        screen.line("  kept in    " + root);
        screen.line("");
        screen.line("  curl -H 'X-DPT-AUTHORIZATION: " + profile.authorizationToken() + "' \\");
        screen.line("    " + platform + "/storage/list-storage-devices");
        screen.line("");
        screen.say("Press Ctrl-C to stop everything.");
    }
}
