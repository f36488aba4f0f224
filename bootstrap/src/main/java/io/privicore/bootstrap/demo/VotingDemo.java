package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Data that is only handed out after a vote: approved, denied, and decided after the platform was killed. */
public final class VotingDemo implements AutoCloseable {

    private static final String WAY_TO_VOTE = "two-of-three";
    private static final String RULES = """
            {"rules": [], "default": {"vote": "abstain", "reason": "people decide that"}}
            """;

    private final Screen screen;
    private final DemoFile file;
    private final Path root;
    private final PlatformProcess platform;

    /** @param root folder for all that is kept */
    public VotingDemo(Screen screen, DemoFile file, Path root, int port) {
        this.screen = screen;
        this.file = file;
        this.root = root;
        this.platform = new PlatformProcess(root.resolve("platform/data"), port);
    }

    /** Does it; answers the exit code. */
    public int run() {
        return new OwnPlatform(screen, platform).run(this::tell);
    }

    private void tell() throws Exception {
        try (ApiClient api = new ApiClient(platform.address());
                DeviceSteps devices = new DeviceSteps(api, screen, root)) {
            var profile = new ProfileSteps(api, screen);
            profile.register();
            profile.signIn();
            profile.registerKey();
            profile.openChannel();
            var voters = addVoters(api, devices);
            policy(api);
            var way = new InlineWay(api, screen, devices, file);
            var token = way.send();
            approved(api, voters, way, token);
            denied(api, voters, token);
            decidedLater(api, profile, voters, way, token);
        }
    }

    /** Two terminals with people in front of them, and a service that leaves it to them. */
    private Voters addVoters(ApiClient api, DeviceSteps devices) throws Exception {
        var folder = root.resolve("devices");
        var started = new VotingDevice[2];
        screen.step("Add three devices that store and vote", () -> {
            var names = List.of("phone", "laptop");
            for (int i = 0; i < names.size(); i++) {
                var device = devices.configured(names.get(i), folder.resolve(names.get(i)));
                devices.keep(device);
                started[i] = VotingDevice.start(device);
                register(api, devices, device);
            }
            var service = devices.configured("service", folder.resolve("service"));
            devices.keep(service);
            service.start(rules(service).toString());
            register(api, devices, service);
            screen.fact("phone, laptop", "ask at their terminals");
            screen.fact("service", "abstains, by its rule file");
        });
        return new Voters(started[0], started[1]);
    }

    private record Voters(VotingDevice phone, VotingDevice laptop) {}

    private static Path rules(StorageDevice device) throws IOException {
        return Files.writeString(device.folder().resolve("rules.json"), RULES);
    }

    private static void register(ApiClient api, DeviceSteps devices, StorageDevice device) throws Exception {
        api.command("/storage/register", Map.of("deviceIdentifier", device.identifier()));
        api.command("/verified-authenticator/register", Map.of("deviceIdentifier", device.identifier()));
        devices.awaitOnline(device);
    }

    private void policy(ApiClient api) throws Exception {
        screen.step("Let every retrieval of data wait for a vote", () -> {
            api.command(
                    "/verified-authenticator/voting-configuration/register",
                    Map.of(
                            "name", WAY_TO_VOTE,
                            "strategy", "minimum_percentage",
                            "percentageRequired", "67",
                            "quorumSize", "2",
                            "timeLimit", "300"));
            api.command(
                    "/policy/register",
                    Map.of(
                            "policyTemplateId", "data-access",
                            "applyingEventIds[]", "data-token.request",
                            "name", "retrieval",
                            "configurationId", WAY_TO_VOTE));
            api.command("/policy/activate", Map.of("policyId", "retrieval"));
            screen.fact("policy", "retrieval: data-token.request waits for two-of-three");
            screen.fact("two-of-three", "at least 67 percent yes, two votes or more, within 300 s");
        });
    }

    private void approved(ApiClient api, Voters voters, InlineWay way, String token) throws Exception {
        screen.step("Ask for the data; two terminals say yes", () -> {
            var request = api.askForData(token);
            show(voters.phone());
            voters.phone().vote("y", "");
            voters.laptop().awaitBallot();
            voters.laptop().vote("y", "go ahead");
            way.receive(api.answer(request));
            new LatestPoll(api, screen).checkReceipt();
        });
    }

    private void denied(ApiClient api, Voters voters, String token) throws Exception {
        screen.step("Ask again; one terminal says no", () -> {
            var request = api.askForData(token);
            voters.phone().awaitBallot();
            voters.laptop().awaitBallot();
            voters.phone().vote("n", "not twice");
            if (!(api.answer(request) instanceof ApiClient.Answer.Refused refused)) {
                throw new ClientFailure("Expected that what was voted down is refused, but it is not.");
            }
            screen.fact("answer", "refused: " + refused.reason());
            screen.fact("poll", new LatestPoll(api, screen).status());
            voters.laptop().letGo();
        });
    }

    private void decidedLater(ApiClient api, ProfileSteps profile, Voters voters, InlineWay way, String token)
            throws Exception {
        var request = new String[1];
        screen.step("Ask a third time; kill the platform while it waits", () -> {
            request[0] = api.askForData(token);
            voters.phone().awaitBallot();
            voters.laptop().awaitBallot();
            long process = platform.processId();
            platform.kill();
            screen.fact("platform", "process " + process + " is gone");
        });
        screen.step("Start it again; two terminals say yes", () -> {
            platform.start();
            try (ApiClient after = new ApiClient(platform.address())) {
                after.authorize(profile.authorizationToken());
                after.join();
                screen.fact("platform", "process " + platform.processId());
                screen.fact("poll", new LatestPoll(after, screen).status() + ", it has waited");
                voters.phone().vote("y", "");
                voters.laptop().vote("y", "");
                way.receive(after.answer(request[0]));
            }
        });
    }

    private void show(VotingDevice device) throws Exception {
        var shown = device.awaitBallot();
        screen.fact(device.name() + " shows", shown.getFirst());
        shown.stream().skip(1).forEach(line -> screen.fact("", line));
    }

    @Override
    public void close() {
        platform.close();
    }
}
