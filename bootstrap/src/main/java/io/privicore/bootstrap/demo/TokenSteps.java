package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import java.io.IOException;
import java.util.Map;

/** What becomes of a token, up to its oblivion. */
final class TokenSteps {

    static final int TTL_MINUTES = 60;

    private final ApiClient api;
    private final Screen screen;
    private final DeviceSteps devices;
    private final DemoFile file;
    private final String token;

    TokenSteps(ApiClient api, Screen screen, DeviceSteps devices, DemoFile file, String token) {
        this.api = api;
        this.screen = screen;
        this.devices = devices;
        this.file = file;
        this.token = token;
    }

    void describe() throws Exception {
        screen.step("Say what the file is", () -> {
            api.describe(token, file.name(), "demo", file.size());
            screen.fact("listed as", listed(false).path("fileName").asText());
        });
    }

    void awaitReplicas() throws Exception {
        Patience.until(
                "all devices hold the data",
                () -> listed(false).path("replicas").path("held").asInt()
                        == devices.devices().size());
    }

    void delete(StorageDevice stopped) throws Exception {
        screen.step("Delete the data", () -> {
            String receipt = api.command("/data-token/delete-data", Map.of("token", token))
                    .body();
            int expected = devices.devices().size();
            awaitErased(expected - 1);
            JsonNode erasure = listed(true).path("erasure");
            screen.fact("receipt", receipt);
            screen.fact("key destroyed", erasure.path("keyDestroyedAt").asText());
            screen.fact("confirmed", confirmed(erasure) + "; " + stopped.name() + " is still stopped");
        });
    }

    void showUnreadable() throws Exception {
        screen.step("Try to read it all the same", () -> {
            if (!(api.requestData(token) instanceof ApiClient.Answer.Refused refused)) {
                throw new ClientFailure("Expected that deleted data cannot be had, but the platform offers it.");
            }
            screen.fact("answer", "refused: " + refused.reason());
            screen.fact("on the disks", "what is left is sealed under a key that no longer exists");
        });
    }

    void finishErasure(StorageDevice stopped) throws Exception {
        screen.step("Start " + stopped.name() + " again, let it catch up", () -> {
            devices.startAgain(stopped);
            awaitErased(devices.devices().size());
            screen.fact("confirmed", confirmed(listed(true).path("erasure")));
        });
    }

    private void awaitErased(int count) throws Exception {
        Patience.until(
                count + " devices confirm the erasure",
                () -> listed(true).path("erasure").path("confirmed").asInt() >= count);
    }

    private static String confirmed(JsonNode erasure) {
        return erasure.path("confirmed").asInt() + " of "
                + erasure.path("expected").asInt() + " devices";
    }

    private JsonNode listed(boolean deleted) throws IOException, InterruptedException {
        String query = ApiClient.urlEncoded(Map.of("filters[token]", token, "deleted", Boolean.toString(deleted)));
        return api.get("/data-token/list-data-tokens?" + query).path("items").path(0);
    }
}
