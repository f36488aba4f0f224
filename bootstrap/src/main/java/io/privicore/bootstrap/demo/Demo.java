package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One run of the demo against a platform that answers. It can be stopped from another thread, at any time. */
public final class Demo {

    private static final int DEVICES = 3;
    private static final int FAILED = 1;

    private final Screen screen;
    private final DemoFile file;
    private final Path root;
    private final boolean once;
    private final long began = System.nanoTime();

    private @Nullable Thread worker;
    private boolean stopping;

    /**
     * @param root folder for all that is kept; devices get their own below it
     * @param once whether the demo ends after the job, and does not wait to be stopped
     */
    public Demo(Screen screen, DemoFile file, Path root, boolean once) {
        this.screen = screen;
        this.file = file;
        this.root = root;
        this.once = once;
    }

    /** Does the job; answers the exit code. No process that it started runs when it returns. */
    public int run(URI platform) {
        if (!begin()) {
            return FAILED;
        }
        ApiClient api = new ApiClient(platform);
        DeviceSteps devices = new DeviceSteps(api, screen, root);
        try (api;
                devices) {
            ProfileSteps profile = new ProfileSteps(api, screen);
            tell(profile, devices, api);
            if (!once) {
                new Farewell(screen, root).stayAt(platform, profile);
                new CountDownLatch(1).await();
            }
            return 0;
        } catch (InterruptedException e) {
            return FAILED;
        } catch (ClientFailure e) {
            return fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return fail("the platform cannot be reached (" + e + ").");
        } catch (Exception e) {
            return fail(e + ".");
        } finally {
            end();
        }
    }

    private void tell(ProfileSteps profile, DeviceSteps devices, ApiClient api) throws Exception {
        profile.register();
        profile.signIn();
        profile.registerKey();
        profile.openChannel();
        devices.add(DEVICES, root.resolve("devices").resolve(profile.username()));
        Way way = file.fitsInline()
                ? new InlineWay(api, screen, devices, file)
                : new StreamWay(api, screen, devices, file);
        String token = way.send();
        TokenSteps steps = new TokenSteps(api, screen, devices, file, token);
        steps.describe();
        steps.awaitReplicas();
        way.showCopies();
        StorageDevice unlucky = devices.device(1);
        devices.stop(unlucky);
        way.retrieve(token);
        steps.delete(unlucky);
        steps.showUnreadable();
        steps.finishErasure(unlucky);
        screen.say("All done in " + Screen.inWords(Duration.ofNanos(System.nanoTime() - began)) + ".");
    }

    private int fail(String why) {
        // What fails because everything is being stopped is no failure of the demo.
        if (!isStopping()) {
            screen.failed(why);
        }
        return FAILED;
    }

    /** Ends the run, wherever it is, and does not wait. */
    public synchronized void stop() {
        stopping = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** Whether somebody wants it to end. */
    public synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized boolean begin() {
        worker = Thread.currentThread();
        return !stopping;
    }

    // From here on nobody interrupts the thread, which has other things to end.
    private synchronized void end() {
        worker = null;
        if (Thread.interrupted() || stopping) {
            screen.breakOff();
        }
    }
}
