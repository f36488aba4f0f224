package io.privicore.device;

import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.privicore.device.authenticator.Voter;
import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.VoteStatement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class VoteCommandTest {

    private static final UUID BALLOT = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");

    private final List<Request> requests = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private HttpServer platform;
    private Path folder;
    private int status = 200;
    private String body = "";

    private record Request(String line, String authorization, Map<String, String> form) {}

    @BeforeEach
    void startPlatform(@TempDir Path root) throws IOException {
        folder = root;
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    Arrays.stream(form.split("&", -1))
                            .map(field -> field.split("=", 2))
                            .collect(Collectors.toMap(
                                    field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)))));
            var answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        platform.start();
        writeBundle("http://127.0.0.1:%d/api".formatted(platform.getAddress().getPort()));
    }

    @AfterEach
    void stopPlatform() {
        platform.stop(0);
    }

    private void writeBundle(String apiUrl) throws IOException {
        Files.writeString(folder.resolve("bundle.json"), """
                {"device-identifier": "%s", "client-id": "c 1", "client-secret": "s3cret é", "rabbit-host": "localhost",
                 "rabbit-port": 5672, "rabbit-user": "d1", "rabbit-pass": "p4ss", "rabbit-vhost": "/",
                 "engine-public-key": "%s", "api-url": "%s"}
                """.formatted(
                PlayedEngine.DEVICE, new SignedKey(X25519KeyPair.generate().publicKey()).format(), apiUrl));
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(folder.resolve("bundle.json").toString()));
        all.addAll(List.of(arguments));
        return Main.line(new VoteCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(all.toArray(String[]::new));
    }

    @Nested
    class AVoteOverHttp {

        @Test
        void isPostedUnderTheSecretOfTheDevice() {
            assertThat(run(BALLOT.toString(), "no", "--reason", "too large & é+"))
                    .isZero();

            var credentials = Base64.getEncoder().encodeToString("c 1:s3cret é".getBytes(StandardCharsets.UTF_8));
            assertThat(requests)
                    .containsExactly(new Request(
                            "POST /api/voting/cast-ballot",
                            "Basic " + credentials,
                            Map.of("ballotId", BALLOT.toString(), "vote", "no", "reason", "too large & é+")));
            assertThat(printed.toString()).contains("Voted no on ballot " + BALLOT);
        }

        @Test
        void saysWhyThePlatformDoesNotTakeIt() {
            status = 409;
            body = """
                    {"type": "about:blank", "errors": [{"detail": "not this"}], "detail": "Expected an open\\u001b[2J ballot"}
                    """;

            assertThat(run(BALLOT.toString(), "yes")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

            assertThat(printed.toString())
                    .contains("the platform answered 409: Expected an open�[2J ballot")
                    .doesNotContain("Voted");
        }

        @Test
        void doesNotFollowToAnotherAddress() {
            status = 302;

            assertThat(run(BALLOT.toString(), "yes")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(requests).hasSize(1);
            assertThat(printed.toString()).contains("answered 302");
        }

        @Test
        void isRefusedIfItIsNone() {
            assertThat(run(BALLOT.toString(), "maybe")).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(run("ballot", "yes")).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(run(BALLOT.toString(), "yes", "--reason", "a".repeat(501)))
                    .isEqualTo(CommandLine.ExitCode.USAGE);

            assertThat(requests).isEmpty();
        }

        @Test
        void isRefusedWithoutAnAddressToSendItTo() throws IOException {
            for (var address : List.of("ftp://localhost", "localhost:8009", "http:// /")) {
                writeBundle(address);
                assertThat(run(BALLOT.toString(), "yes")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
                assertThat(printed.toString()).contains("in api-url, but got " + address);
            }
        }

        @Test
        void saysThatThePlatformCannotBeReached() {
            platform.stop(0);

            assertThat(run(BALLOT.toString(), "yes")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(printed.toString()).contains("Expected the platform at").contains("/api/voting/cast-ballot");
        }
    }

    @Nested
    class ASignedVote {

        private final InMemoryBroker broker = new InMemoryBroker();
        private final PlayedEngine engine = new PlayedEngine(broker);
        private AuthenticatorBallot ballot;
        private Device device;
        private Path data;

        @BeforeEach
        void keepABallot() throws Exception {
            data = folder.resolve("data");
            device = Device.start(engine.bundle(), Settings.in(data).withVoter(Optional.of(Voter.PERSON)), broker);
            engine.await(Hello.class);
            ballot = aBallot().openedAt(Instant.now()).sent();
            engine.send(ballot);
            broker.awaitSettled();
        }

        @AfterEach
        void stopDevice() {
            device.close();
        }

        private int vote(String vote) {
            return run(ballot.ballot().toString(), vote, "--reason", "enough", "--data", data.toString());
        }

        @Test
        void carriesTheSignatureOfTheDevice() throws IOException {
            device.close();

            assertThat(vote("yes")).isZero();

            var form = requests.getFirst().form();
            var statement = new VoteStatement(
                    ballot.ballot(), ballot.operation(), Choice.YES, Instant.parse(form.get("castAt")), "enough");
            var key = DeviceKeys.load(data.resolve("device.key"), PlayedEngine.DEVICE)
                    .signing()
                    .publicKey();
            var signature = Bytes.wrap(HexFormat.of().parseHex(form.get("signature")));
            assertThat(statement.isSignedBy(key, PlayedEngine.DEVICE, signature))
                    .isTrue();
        }

        @Test
        void isTheVerySameWhenItIsCastAgain() {
            device.close();
            status = 503;
            vote("yes");
            status = 200;

            assertThat(vote("yes")).isZero();

            assertThat(requests).hasSize(2);
            assertThat(requests.getFirst()).isEqualTo(requests.getLast());
        }

        @Test
        void isNeverAnotherOne() {
            device.close();
            vote("yes");

            assertThat(vote("no")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

            assertThat(requests).hasSize(1);
            assertThat(printed.toString()).contains("the device has voted otherwise");
        }

        @Test
        void isRefusedWhileTheDeviceRuns() {
            assertThat(vote("yes")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(printed.toString()).contains("another device runs in");
            assertThat(requests).isEmpty();
        }

        @Test
        void isRefusedForABallotThatIsNotThere() {
            device.close();

            assertThat(run(BALLOT.toString(), "yes", "--data", data.toString()))
                    .isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(printed.toString()).contains("Expected an open ballot");
            assertThat(requests).isEmpty();
        }

        @Test
        void makesNoKeysWhereThereIsNoDevice() {
            var empty = folder.resolve("empty");

            assertThat(run(BALLOT.toString(), "yes", "--data", empty.toString()))
                    .isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(printed.toString()).contains("there is no such file");
            assertThat(empty).doesNotExist();
        }
    }

    @Nested
    class ADeviceThatIsToVote {

        private int start(String how) {
            return Main.line(new Main())
                    .setErr(new PrintWriter(printed, true))
                    .execute(
                            folder.resolve("bundle.json").toString(),
                            "--data",
                            folder.resolve("data").toString(),
                            "--vote",
                            how);
        }

        @Test
        void doesNotStartWithoutATerminalToAskAt() {
            assertThat(start("ask")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(printed.toString()).contains("Expected a terminal for --vote ask");
            assertThat(folder.resolve("data")).doesNotExist();
        }

        @Test
        void doesNotStartWithRulesThatAreNone() throws IOException {
            var rules = Files.writeString(folder.resolve("rules.json"), "{\"rules\": []}");

            assertThat(start(rules.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(printed.toString()).contains("rules.json: Expected a \"default\"");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }
}
