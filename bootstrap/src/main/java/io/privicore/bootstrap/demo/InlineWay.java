package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.demo.DeviceDisk.Sealed;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The way of a file that fits into one message. */
final class InlineWay implements Way {

    private static final int HEX_SHOWN = 16;

    private final ApiClient api;
    private final Screen screen;
    private final DeviceSteps devices;
    private final byte[] content;
    private final String name;
    private final FileCipher cipher = new FileCipher();
    private byte[] ciphertext = {};
    private String temporaryToken = "";
    private String token = "";

    InlineWay(ApiClient api, Screen screen, DeviceSteps devices, DemoFile file) throws IOException {
        this.api = api;
        this.screen = screen;
        this.devices = devices;
        this.name = file.name();
        try (var in = file.open()) {
            this.content = in.readAllBytes();
        }
    }

    @Override
    public String send() throws Exception {
        encrypt();
        reserve();
        exchange();
        return token;
    }

    private void encrypt() throws Exception {
        screen.step("Encrypt the file under a key that only this client knows", () -> {
            ciphertext = cipher.seal(content);
            screen.fact("file", name + ", " + Screen.bytes(content.length));
            screen.fact("sha-256", shortDigest(content));
            screen.fact("cipher", "AES-256-GCM, " + Screen.bytes(ciphertext.length));
        });
    }

    private void reserve() throws Exception {
        screen.step("Reserve a token", () -> {
            temporaryToken = api.reserve("demo", TokenSteps.TTL_MINUTES).temporaryToken();
            screen.fact("temporary", temporaryToken);
        });
    }

    private void exchange() throws Exception {
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

    @Override
    public void showCopies() throws Exception {
        List<StorageDevice> all = devices.devices();
        screen.step("Look at the disks of the devices", () -> {
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
            throw new ClientFailure("Expected a sealed copy on the disk of " + device.name() + ", but there is none.");
        }
        for (Sealed copy : copies) {
            screen.fact(device.name(), devices.shown(copy.segment()));
            screen.fact("", "offset " + copy.offset() + ", " + Screen.bytes(copy.length()));
            byte[] begin = Arrays.copyOf(copy.body(), Math.min(HEX_SHOWN, copy.body().length));
            screen.fact("", HexFormat.ofDelimiter(" ").formatHex(begin) + " ...");
        }
    }

    private void requireSealed(StorageDevice device) throws IOException {
        if (device.disk().contains(content) || device.disk().contains(ciphertext)) {
            throw new ClientFailure("Expected only sealed bytes on the disk of " + device.name()
                    + ", but what the client has sent can be read there.");
        }
    }

    @Override
    public void retrieve(String token) throws Exception {
        screen.step("Ask for the data, receive it on the WebSocket, decrypt", () -> {
            receive(api.requestData(token));
        });
    }

    /** Opens what came, and compares it with what was sent. */
    void receive(ApiClient.Answer answer) throws Exception {
        byte[] received =
                switch (answer) {
                    case ApiClient.Answer.Inline inline -> inline.data();
                    case ApiClient.Answer.Stream _ ->
                        throw new ClientFailure("Expected the data in the message, but it is to be fetched.");
                    case ApiClient.Answer.Refused refused ->
                        throw new ClientFailure("The platform did not deliver the data: " + refused.reason());
                };
        byte[] plain = cipher.open(received);
        screen.fact("received", Screen.bytes(received.length));
        screen.fact("sha-256", shortDigest(plain));
        if (!Arrays.equals(plain, content)) {
            throw new ClientFailure("Expected the file that was sent, but another one came back.");
        }
        screen.fact("compared", "the same, byte for byte");
    }

    private static String shortDigest(byte[] bytes) throws Exception {
        return FileCipher.sha256(bytes).substring(0, 32) + "...";
    }
}
