package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The storage devices of a profile. Whatever was started ends with {@link #close}. */
final class DeviceSteps implements AutoCloseable {

    private final ApiClient api;
    private final Screen screen;
    private final Path root;
    private final List<StorageDevice> devices = new CopyOnWriteArrayList<>();
    private boolean closed;

    DeviceSteps(ApiClient api, Screen screen, Path root) {
        this.api = api;
        this.screen = screen;
        this.root = root;
    }

    List<StorageDevice> devices() {
        return devices;
    }

    /** A device that runs, by its place in the list, from 0. */
    StorageDevice device(int index) {
        return devices.get(index);
    }

    void add(int count, Path folder) throws Exception {
        screen.step("Add " + count + " storage devices, a process each", () -> {
            for (int number = 1; number <= count; number++) {
                StorageDevice device = configured("store-" + number, folder.resolve("store-" + number));
                devices.add(device);
                start(device);
                api.command("/storage/register", Map.of("deviceIdentifier", device.identifier()));
            }
            for (StorageDevice device : devices) {
                awaitOnline(device);
                screen.fact(device.name(), device.identifier());
                screen.fact("", "online, process " + device.processId());
            }
            screen.fact("folders", shown(folder));
        });
    }

    /** A device that was requested, approved and configured, and does not run yet. */
    StorageDevice configured(String name, Path folder) throws IOException, InterruptedException {
        String request = api.command("/device/request-unique-identifier", Map.of("deviceName", name))
                .commandId();
        String identifier = api.post("/device/retrieve-unique-identifier", Map.of("id", request))
                .path("deviceIdentifier")
                .asText();
        api.command("/device/approve-device", Map.of("deviceIdentifier", identifier));
        JsonNode bundle = api.get("/device/retrieve-device-configuration/" + identifier);
        return StorageDevice.configured(name, identifier, folder, bundle);
    }

    /** Ends with the others from now on. */
    synchronized void keep(StorageDevice device) {
        devices.add(device);
    }

    void stop(StorageDevice device) throws Exception {
        screen.step("Stop " + device.name() + ", as a power cut would", () -> {
            long process = device.processId();
            device.kill();
            screen.fact(device.name(), "process " + process + " is gone");
        });
    }

    /** Starts one that was stopped, on what it has on its disk. */
    void startAgain(StorageDevice device) throws Exception {
        start(device);
        awaitOnline(device);
        screen.fact(device.name(), "online again, process " + device.processId());
    }

    private synchronized void start(StorageDevice device) throws IOException {
        if (!closed) {
            device.start();
        }
    }

    void awaitOnline(StorageDevice device) throws Exception {
        Patience.until(device.name() + " comes online", () -> {
            if (!device.runs()) {
                throw new ClientFailure(device.name() + " has ended: " + device.lastWords());
            }
            return isOnline(device);
        });
    }

    private boolean isOnline(StorageDevice device) throws IOException, InterruptedException {
        for (JsonNode known : api.get("/device/retrieve-profile-devices")) {
            if (known.path("deviceIdentifier").asText().equals(device.identifier())) {
                return known.path("online").asBoolean();
            }
        }
        return false;
    }

    /** Where something lies: below the folder of the demo if it is there. */
    String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }

    /** No device runs any more when this returns, and none is started later. */
    @Override
    public void close() {
        List<StorageDevice> ending;
        synchronized (this) {
            closed = true;
            ending = new ArrayList<>(devices);
        }
        ending.forEach(StorageDevice::dismiss);
        ending.forEach(StorageDevice::awaitEnd);
    }
}
