package io.privicore.benchmarks.platform;

import java.io.IOException;
import java.util.Map;

/** A profile of the platform and a token that stands for it. It never prints its secrets. */
public record Account(Platform platform, String username, String password, String token) {

    public Wire wire() {
        return new Wire(platform.url(), token);
    }

    /** Sends a command and waits for its success. */
    public String command(Wire wire, String path, Map<String, ?> fields) throws IOException, InterruptedException {
        String commandId = wire.post(path, Json.of(fields)).expect(202).field("commandId");
        platform.awaitSuccess(wire, commandId);
        return commandId;
    }

    /** The identifier of a further device, approved and without a role. */
    public String device(Wire wire, String name) throws IOException, InterruptedException {
        String request = command(wire, "/device/request-unique-identifier", Map.of("deviceName", name));
        String id = wire.post("/device/retrieve-unique-identifier", Json.of(Map.of("id", request)))
                .expect(200)
                .field("deviceIdentifier");
        command(wire, "/device/approve-device", Map.of("deviceIdentifier", id));
        return id;
    }

    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
