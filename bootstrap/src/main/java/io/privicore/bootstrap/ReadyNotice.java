package io.privicore.bootstrap;

import io.privicore.bootstrap.embedded.EmbeddedServices;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says where the platform is, once it answers, and waits until it is told to stop. */
final class ReadyNotice implements QuarkusApplication {

    private final String host;
    private final int port;

    @Inject
    ReadyNotice(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    @SuppressWarnings("SystemOut")
    public int run(String... args) {
        String services =
                EmbeddedServices.running().map(EmbeddedServices::description).orElse("services as configured");
        System.out.println("Privicore is ready at http://" + host + ":" + port + " (" + services + ")");
        Quarkus.waitForExit();
        return 0;
    }
}
