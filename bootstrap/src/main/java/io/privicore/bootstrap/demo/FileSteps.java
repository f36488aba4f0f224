package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.demo.DeviceDisk.Sealed;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The way of one file: out, into a token, back, and into oblivion. */
final class FileSteps {

    private static final int HEX_SHOWN = 16;
    private static final String TTL_MINUTES = "5";

    private final ApiClient api;
    private final Screen screen;
    private final DeviceSteps devices;
    private final InputFile file;
    private final FileCipher cipher = new FileCipher();
    private byte[] ciphertext = {};
    private String temporaryToken = "";
    private String token = "";

    FileSteps(ApiClient api, Screen screen, DeviceSteps devices, InputFile file) {
        this.api = api;
        this.screen = screen;
        this.devices = devices;
        this.file = file;
    }

    void encrypt() throws Exception {
        screen.step("Encrypt the file under a key that only this client knows", () -> {
            ciphertext = cipher.seal(file.content());
            screen.fact("file", file.path().getFileName() + ", " + Screen.bytes(file.content().length));
            screen.fact("sha-256", shortDigest(file.content()));
            screen.fact("cipher", "AES-256-GCM, " + Screen.bytes(ciphertext.length));
        });
    }

    void reserve() throws Exception {
        screen.step("Reserve a token", () -> {
            String command = api.command(
                            "/data-token/reserve-token-space", Map.of("context", "demo", "ttl", TTL_MINUTES))
                    .commandId();
            temporaryToken = api.get("/data-token/retrieve-temporary-data-token/" + command)
                    .path("token")
                    .asText();
            screen.fact("temporary", temporaryToken);
        });
    }

    void exchange() throws Exception {
        screen.step("Exchange the encrypted file for the token", () -> {
            token = api.command(
                            "/data-token/exchange-data-for-token",
                            Map.of(
                                    "temporaryTokenSpace",
                                    temporaryToken,
                                    "data",
                                    Base64.getEncoder().encodeToString(ciphertext)))
                    .body();
            screen.fact("token", token);
        });
    }

    void describe() throws Exception {
        screen.step("Say what the file is", () -> {
            api.post(
                    "/data-token/configure-file-meta",
                    Map.of(
                            "token",
                            token,
                            "fileName",
                            file.name(),
                            "extension",
                            file.extension(),
                            "context",
                            "demo",
                            "size",
                            Integer.toString(file.content().length),
                            "path",
                            "/" + file.name()));
            screen.fact("listed as", listed(false).path("fileName").asText());
        });
    }

    void showCopies() throws Exception {
        List<StorageDevice> all = devices.devices();
        screen.step("Look at the disks of the devices", () -> {
            Patience.until(
                    "all devices hold the data",
                    () -> listed(false).path("replicas").path("held").asInt() == all.size());
            screen.fact("replicas", all.size() + " of " + all.size());
            for (StorageDevice device : all) {
                showCopy(device);
            }
            screen.fact("searched for", "any 16 bytes of the file, and of its encrypted form");
            long bytes = 0;
            for (StorageDevice device : all) {
                requireSealed(device);
                bytes += device.disk().size();
            }
            screen.fact("result", "neither is there, in " + Screen.bytes(bytes) + " on " + all.size() + " disks");
        });
    }

    private void showCopy(StorageDevice device) throws IOException {
        List<Sealed> copies =
                device.disk().records().stream().filter(Sealed::chunk).toList();
        if (copies.isEmpty()) {
            throw new DemoFailure("Expected a sealed copy on the disk of " + device.name() + ", but there is none.");
        }
        for (Sealed copy : copies) {
            screen.fact(device.name(), devices.shown(copy.segment()));
            screen.fact("", "offset " + copy.offset() + ", " + Screen.bytes(copy.length()));
            byte[] begin = Arrays.copyOf(copy.body(), Math.min(HEX_SHOWN, copy.body().length));
            screen.fact("", HexFormat.ofDelimiter(" ").formatHex(begin) + " ...");
        }
    }

    private void requireSealed(StorageDevice device) throws IOException {
        if (device.disk().contains(file.content()) || device.disk().contains(ciphertext)) {
            throw new DemoFailure("Expected only sealed bytes on the disk of " + device.name()
                    + ", but what the client has sent can be read there.");
        }
    }

    void retrieve() throws Exception {
        screen.step("Ask for the data, receive it on the WebSocket, decrypt", () -> {
            ApiClient.Answer answer = api.requestData(token);
            if (!answer.delivered()) {
                throw new DemoFailure("The platform did not deliver the data: " + answer.body());
            }
            byte[] received = Base64.getDecoder().decode(answer.body());
            byte[] plain = cipher.open(received);
            screen.fact("received", Screen.bytes(received.length));
            screen.fact("sha-256", shortDigest(plain));
            if (!Arrays.equals(plain, file.content())) {
                throw new DemoFailure("Expected the file that was sent, but another one came back.");
            }
            screen.fact("compared", "the same, byte for byte");
        });
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
            ApiClient.Answer answer = api.requestData(token);
            if (answer.delivered()) {
                throw new DemoFailure("Expected that deleted data cannot be had, but the platform delivered it.");
            }
            screen.fact("answer", "refused: " + answer.body());
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

    private static String shortDigest(byte[] bytes) throws Exception {
        return FileCipher.sha256(bytes).substring(0, 32) + "...";
    }
}
