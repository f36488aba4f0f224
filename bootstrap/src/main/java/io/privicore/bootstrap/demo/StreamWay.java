package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

/** The way of a large file: encrypted while it is sent, decrypted while it comes back, and never held whole. */
final class StreamWay implements Way {

    private final ApiClient api;
    private final Screen screen;
    private final DeviceSteps devices;
    private final DemoFile file;
    private final SegmentCipher cipher = new SegmentCipher();
    private byte[] digest = {};
    private String token = "";

    StreamWay(ApiClient api, Screen screen, DeviceSteps devices, DemoFile file) {
        this.api = api;
        this.screen = screen;
        this.devices = devices;
        this.file = file;
    }

    @Override
    public String send() throws Exception {
        ApiClient.Reserved reserved = reserve();
        screen.step("Encrypt the file and stream it", () -> {
            long length = SegmentCipher.sealedLength(file.size());
            long began = System.nanoTime();
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream plain = new DigestInputStream(file.open(), sha);
                    InputStream sealed = cipher.sealing(plain)) {
                token = api.upload(reserved, file.name(), sealed, length, screen::progress);
            }
            digest = sha.digest();
            screen.fact("file", file.name() + ", " + Screen.bytes(file.size()));
            screen.fact("sha-256", shortened(digest));
            screen.fact("sent", Screen.bytes(length) + ", " + rate(length, began));
            screen.fact("token", token);
        });
        return token;
    }

    private ApiClient.Reserved reserve() throws Exception {
        screen.begin("Reserve a token");
        ApiClient.Reserved reserved = api.reserve("demo", TokenSteps.TTL_MINUTES);
        screen.fact("temporary", reserved.temporaryToken());
        screen.end();
        return reserved;
    }

    @Override
    public void showCopies() throws Exception {
        screen.step("Look at the disks of the devices", () -> {
            for (StorageDevice device : devices.devices()) {
                screen.fact(device.name(), Screen.bytes(device.disk().occupied()) + " sealed");
            }
        });
    }

    @Override
    public void retrieve(String token) throws Exception {
        screen.step("Ask for the data, fetch it as a stream, decrypt", () -> {
            if (!(api.requestData(token) instanceof ApiClient.Answer.Stream stream)) {
                throw new ClientFailure("Expected a stream to fetch, but the platform offers none.");
            }
            long began = System.nanoTime();
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (var download = api.download(stream.stream(), 0)) {
                cipher.open(
                        download.data(), new Measured(new DigestOutputStream(OutputStream.nullOutputStream(), sha)));
            }
            byte[] received = sha.digest();
            screen.fact("received", Screen.bytes(file.size()) + ", " + rate(file.size(), began));
            screen.fact("sha-256", shortened(received));
            if (!MessageDigest.isEqual(received, digest)) {
                throw new ClientFailure("Expected the file that was sent, but another one came back.");
            }
            screen.fact("compared", "the same, byte for byte");
        });
    }

    private static String rate(long bytes, long began) {
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        return "%,.0f MB/s".formatted(bytes / 1e6 / Math.max(1e-3, time.toNanos() / 1e9));
    }

    private static String shortened(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, 32) + "...";
    }

    /** Shows how far it is. */
    private final class Measured extends FilterOutputStream {

        private long done;

        Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            done += length;
            screen.progress(done, file.size());
        }
    }
}
