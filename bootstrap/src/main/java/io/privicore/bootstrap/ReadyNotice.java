package io.privicore.bootstrap;

import io.privicore.application.port.Vitals;
import io.privicore.bootstrap.embedded.EmbeddedServices;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says where the platform is, once it answers, and waits until it is told to stop. */
final class ReadyNotice implements QuarkusApplication {

    /** Connections that are just being made are waited for; services that are away are reported instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final String host;
    private final int port;
    private final List<Vitals> vitals;

    @Inject
    ReadyNotice(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @All List<Vitals> vitals) {
        this.host = host;
        this.port = port;
        this.vitals = vitals;
    }

    @Override
    @SuppressWarnings("SystemOut")
    public int run(String... args) throws InterruptedException {
        String services =
                EmbeddedServices.running().map(EmbeddedServices::description).orElse("services as configured");
        String address = "http://" + host + ":" + port;
        List<String> missing = waitForVitals();
        if (missing.isEmpty()) {
            System.out.println("Privicore is ready at " + address + " (" + services + ")");
        } else {
            System.out.println("Privicore listens at " + address + " (" + services
                    + ") and will be ready when there is: " + String.join(", ", missing));
        }
        Quarkus.waitForExit();
        return 0;
    }

    private List<String> waitForVitals() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> missing = missing();
        while (!missing.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            missing = missing();
        }
        return missing;
    }

    private List<String> missing() {
        return vitals.stream().filter(vital -> !vital.isUp()).map(Vitals::name).toList();
    }
}
