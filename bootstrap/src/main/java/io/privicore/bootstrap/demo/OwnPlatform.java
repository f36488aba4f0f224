package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ClientFailure;
import java.time.Duration;

/** What a demo has in common with others that have a platform of their own: it starts first, and ends whatever happens. */
record OwnPlatform(Screen screen, PlatformProcess platform) {

    private static final int FAILED = 1;

    /** Does the work on it; answers the exit code. */
    int run(Screen.Work work) {
        long began = System.nanoTime();
        try {
            screen.step("Start the platform, a process of its own", () -> {
                platform.start();
                screen.fact("address", platform.address() + ", process " + platform.processId());
            });
            work.run();
            screen.say("All done in " + Screen.inWords(Duration.ofNanos(System.nanoTime() - began)) + ".");
            return 0;
        } catch (InterruptedException e) {
            screen.breakOff();
            return FAILED;
        } catch (ClientFailure e) {
            screen.failed(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (Exception e) {
            screen.failed(e + ".");
            return FAILED;
        } finally {
            platform.close();
        }
    }
}
