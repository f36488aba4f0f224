package io.privicore.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PairCommandTest {

    private final Map<String, String> asked = new HashMap<>();
    private final StringWriter printed = new StringWriter();
    private HttpServer platform;
    private Path folder;
    private int status = 200;
    private String body = """
            {"deviceIdentifier": "%s", "more": {"a": [1]}, "configuration": {"device-identifier": "%s",
             "client-id": "c1", "client-secret": "s3cret", "rabbit-host": "localhost", "rabbit-port": 5672,
             "rabbit-user": "d1", "rabbit-pass": "p4ss", "rabbit-vhost": "/", "engine-public-key": "%s",
             "api-url": "http://localhost:1"}}
            """.formatted(
                    PlayedEngine.DEVICE,
                    PlayedEngine.DEVICE,
                    new SignedKey(X25519KeyPair.generate().publicKey()).format());

    @BeforeEach
    void startPlatform(@TempDir Path root) throws IOException {
        folder = root.resolve("device");
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/device/pair", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Arrays.stream(form.split("&", -1))
                    .map(field -> field.split("=", 2))
                    .forEach(field -> asked.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
            var answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        platform.start();
    }

    @AfterEach
    void stopPlatform() {
        platform.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + platform.getAddress().getPort();
    }

    private String code() {
        return "privicore://pair?url=%s&later=x&token=qr-abc"
                .formatted(URLEncoder.encode(url(), StandardCharsets.UTF_8));
    }

    private int run(String... arguments) {
        var all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = folder.toString();
        return Main.line(new PairCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(all);
    }

    @Test
    void showsItsKeysAndKeepsThemWithItsConfiguration() throws IOException {
        assertThat(run(code(), "--name", "Vault é", "--roles", "storage,authenticator"))
                .isZero();

        var keys = DeviceKeys.load(folder.resolve("device.key"), PlayedEngine.DEVICE);
        assertThat(asked)
                .containsOnly(
                        Map.entry("qrToken", "qr-abc"),
                        Map.entry("deviceName", "Vault é"),
                        Map.entry("roles", "storage,authenticator"),
                        Map.entry("publicKey", new SignedKey(keys.agreement().publicKey()).format()),
                        Map.entry(
                                "signingKey",
                                HexFormat.of()
                                        .formatHex(keys.signing()
                                                .publicKey()
                                                .bytes()
                                                .toArray())));
        assertThat(Bundle.read(folder.resolve("bundle.json")).clientId()).isEqualTo("c1");
        assertThat(printed.toString()).contains("Paired as device " + PlayedEngine.DEVICE);
    }

    @Test
    void takesTheRolesThatTheCodeOffersAndStorageWhereItOffersNone() {
        assertThat(run(code() + "&roles=authenticator")).isZero();
        assertThat(asked).containsEntry("roles", "authenticator");
    }

    @Test
    void takesATokenAloneWhereTheAddressIsSaid() {
        assertThat(run("qr-alone")).isNotZero();
        assertThat(asked).isEmpty();

        assertThat(run("qr-alone", "--url", url())).isZero();
        assertThat(asked).containsEntry("qrToken", "qr-alone").containsEntry("roles", "storage");
    }

    @Test
    void saysWhyThePlatformRefused() {
        status = 401;
        body = "{\"detail\": \"Expected a token that a device can be paired with, but it is none\"}";

        assertThat(run(code())).isNotZero();

        assertThat(printed.toString()).contains("401: Expected a token").doesNotContain("qr-abc");
        assertThat(folder.resolve("bundle.json")).doesNotExist();
        assertThat(folder.resolve("device.key")).doesNotExist();
    }

    @Test
    void doesNotPairAFolderTwice() {
        run(code());
        asked.clear();

        assertThat(run(code())).isNotZero();

        assertThat(asked).isEmpty();
        assertThat(printed.toString()).contains("paired already");
    }
}
