package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.AuditExport;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An organisation: users from a file, administrators by link and by invitation, and a deletion that waits for both. */
public final class DirectoryDemo implements AutoCloseable {

    private static final int USERS = 1_000;
    private static final int SHOWN = 12;
    private static final String POOL = "Board";
    private static final String GUARDED = "directory.remove-user";
    private static final String RULES = """
            {"rules": [{"attributes": {"operation": "directory.remove-user"}, "vote": "yes", "reason": "as agreed"}],
             "default": {"vote": "abstain", "reason": "no rule"}}
            """;

    private final Screen screen;
    private final Path root;
    private final PlatformProcess platform;
    private final String domain = "acme-" + HexFormat.of().formatHex(ProfileSteps.random(4)) + ".example";

    /** @param root folder for all that is kept */
    public DirectoryDemo(Screen screen, Path root, int port) {
        this.screen = screen;
        this.root = root;
        this.platform = new PlatformProcess(root.resolve("platform/data"), port);
    }

    /** Does it; answers the exit code. */
    public int run() {
        return new OwnPlatform(screen, platform).run(this::tell);
    }

    private void tell() throws Exception {
        try (ApiClient owner = new ApiClient(platform.address());
                ApiClient ada = new ApiClient(platform.address());
                ApiClient charles = new ApiClient(platform.address());
                DeviceSteps devicesOfAda = new DeviceSteps(ada, screen, root);
                DeviceSteps devicesOfCharles = new DeviceSteps(charles, screen, root)) {
            var profile = new ProfileSteps(owner, screen);
            profile.register();
            profile.signIn();
            profile.registerKey();
            profile.openChannel();
            var directory = register(owner);
            importUsers(owner, directory);
            enrol(owner, ada, directory);
            invite(owner, charles, directory);
            authenticator(devicesOfAda, ada, "ada");
            var second = authenticator(devicesOfCharles, charles, "charles");
            mandate(owner, directory);
            var command = remove(owner, directory, second);
            agree(owner, devicesOfCharles, second, command);
            showTrail(owner, directory);
        }
    }

    private String register(ApiClient owner) throws Exception {
        var made = new String[1];
        screen.step("Register an organisation", () -> {
            var shortName = domain.substring(0, domain.indexOf('.'));
            made[0] = owner.command(
                            "/directory/register", Map.of("directoryName", "Acme", "directoryShortName", shortName))
                    .body();
            screen.fact("directory", shortName + ", " + made[0]);
        });
        return made[0];
    }

    private void importUsers(ApiClient owner, String directory) throws Exception {
        var path = "/directory/import-users/" + directory + "?key=externalId";
        var file = file();
        screen.step("Try an import of 1,000 users from CSV", () -> {
            var dry = owner.command(path + "&dryRun=true", "text/csv", file);
            screen.fact("dry run", dry.body());
            owner.text("/directory/import-report/" + directory + "/" + dry.commandId(), "text/csv")
                    .lines()
                    .filter(line -> line.contains(",refused,"))
                    .forEach(line -> screen.fact("report", line));
        });
        screen.step("Import them", () -> {
            long start = System.nanoTime();
            var done = owner.command(path, "text/csv", file);
            screen.fact("import", done.body());
            screen.fact("users/s", "%,.0f".formatted(USERS / ((System.nanoTime() - start) / 1e9)));
            long exported = owner.text("/directory/export-users/" + directory, "text/csv")
                    .lines()
                    .count();
            screen.fact("export", "%,d users, the owner among them".formatted(exported - 1));
        });
    }

    /** The first is to be an administrator; the mail address of one more is none. */
    private String file() {
        return "externalId,username,givenName,familyName,email,role,meta.team\r\n"
                + IntStream.range(0, USERS)
                        .mapToObj(i -> "E-%d,%s,Given %d,Family %d,%s,%s,team-%d\r\n"
                                .formatted(i, name(i), i, i, name(i), i == 0 ? "administrator" : "member", i % 7))
                        .collect(Collectors.joining())
                + "E-%d,%s,Given,Family,not a mail address,member,\r\n".formatted(USERS, name(USERS));
    }

    private String name(int number) {
        return (number == 0 ? "ada" : "user-" + number) + "@" + domain;
    }

    private void enrol(ApiClient owner, ApiClient ada, String directory) throws Exception {
        screen.step("One of them begins by an enrolment link", () -> {
            var link = owner.command(
                            "/directory/renew-enrolment",
                            Map.of("directoryId", directory, "profileId", user(owner, directory, name(0))))
                    .body();
            var password = ProfileSteps.madeUpPassword();
            ada.command("/directory/enrol", Map.of("token", link, "password", password));
            begin(ada, name(0), password);
            screen.fact("ada", "has a password of her own; an administrator by the file");
        });
    }

    private void invite(ApiClient owner, ApiClient charles, String directory) throws Exception {
        screen.step("Somebody with a profile is invited, and accepts", () -> {
            var username = "charles@" + domain;
            var password = ProfileSteps.madeUpPassword();
            charles.command("/profile/register-profile", Map.of("username", username, "password", password));
            begin(charles, username, password);
            var invitation = owner.command(
                            "/directory/invite-profile",
                            Map.of("directoryId", directory, "username", username, "role", "administrator"))
                    .body();
            charles.command("/directory/process-invitation", Map.of("invitationId", invitation, "accept", "true"));
            screen.fact("charles", "an administrator by invitation " + invitation);
        });
    }

    private static void begin(ApiClient api, String username, String password) throws Exception {
        api.authorize(api.post("/profile/authenticate", Map.of("username", username, "password", password))
                .path("authorizationToken")
                .asText());
        var key = new SignedKey(X25519KeyPair.generate().publicKey()).format();
        api.command("/public-key/register-public-key", Map.of("publicKey", key));
    }

    private StorageDevice authenticator(DeviceSteps devices, ApiClient api, String name) throws Exception {
        var made = new StorageDevice[1];
        screen.step("A device that votes for " + name + ", by rules", () -> {
            var device = devices.configured(
                    "phone of " + name, root.resolve("devices").resolve(name));
            Files.writeString(device.folder().resolve("rules.json"), RULES);
            devices.keep(device);
            api.command("/verified-authenticator/register", Map.of("deviceIdentifier", device.identifier()));
            device.start(rules(device));
            devices.awaitOnline(device);
            made[0] = device;
            screen.fact("device", device.identifier());
            screen.fact("", "online, process " + device.processId());
        });
        return made[0];
    }

    private void mandate(ApiClient owner, String directory) throws Exception {
        screen.step("No member is removed without both of them", () -> {
            owner.command(
                    "/directory/create-voting-pool",
                    Map.of(
                            "directoryId", directory,
                            "name", POOL,
                            "strategy", "unanimous",
                            "quorumSize", "2",
                            "timeLimit", "300",
                            "numberOfAttempts", "1"));
            owner.command(
                    "/directory/store-meta",
                    Map.of(
                            "directoryId",
                            directory,
                            "meta",
                            "{\"policy\": {\"mandatory\": {\"%s\": [\"%s\"]}}}".formatted(POOL, GUARDED)));
            screen.fact(POOL, "the devices of all administrators, unanimous");
            screen.fact("mandatory", GUARDED + " waits for " + POOL + ", whoever asks");
        });
    }

    private String remove(ApiClient owner, String directory, StorageDevice off) throws Exception {
        var command = new String[1];
        screen.step("The owner removes a member; one device says yes", () -> {
            var poll = new LatestPoll(owner, screen);
            off.kill();
            var member = user(owner, directory, name(7));
            command[0] = owner.post("/directory/remove-user", Map.of("directoryId", directory, "profileId", member))
                    .path("commandId")
                    .asText();
            Patience.until("one device votes", () -> poll.yes() == 1);
            screen.fact("poll", poll.status() + ", 1 of 2 votes");
            screen.fact(off.name(), "is off");
            screen.fact("member", user(owner, directory, name(7)).equals(member) ? "still there" : "gone");
        });
        return command[0];
    }

    private void agree(ApiClient owner, DeviceSteps devices, StorageDevice device, String command) throws Exception {
        screen.step("The other device is on again, agrees, and it is done", () -> {
            device.start(rules(device));
            devices.awaitOnline(device);
            owner.outcome("/directory/remove-user", command);
            var poll = new LatestPoll(owner, screen);
            screen.fact("poll", poll.status());
            poll.checkReceipt();
        });
    }

    private static String rules(StorageDevice device) {
        return device.folder().resolve("rules.json").toString();
    }

    private void showTrail(ApiClient owner, String directory) throws Exception {
        screen.step("Who did what: the audit trail, and whether it is whole", () -> {
            var path = "/directory/audit/" + directory;
            Patience.until("the trail tells of the removal", () -> owner.get(path + "?perPage=5")
                    .toString()
                    .contains("\"operation\":\"%s\",\"outcome\":\"succeeded\"".formatted(GUARDED)));
            var trail = owner.text(path, "application/x-ndjson");
            Files.writeString(root.resolve("audit.jsonl"), trail);
            for (var entry : newest(owner, path)) {
                screen.fact(
                        "%4d".formatted(entry.path("number").asInt()),
                        entry.path("operation").asText() + " "
                                + entry.path("outcome").asText());
            }
            var findings = AuditExport.check(new BufferedReader(new StringReader(trail)), Optional.empty(), List.of());
            if (!findings.isSound()) {
                throw new ClientFailure("The audit trail is not what it claims: " + findings.flaws());
            }
            screen.fact("verified", "%d entries, chained; the end is signed".formatted(findings.entries()));
        });
    }

    /** The oldest of them first. */
    private static List<JsonNode> newest(ApiClient owner, String path) throws IOException, InterruptedException {
        var page = owner.get(path + "?perPage=" + SHOWN).path("items");
        return IntStream.range(0, page.size())
                .mapToObj(i -> page.path(page.size() - 1 - i))
                .toList();
    }

    private static String user(ApiClient owner, String directory, String username)
            throws IOException, InterruptedException {
        return owner.get("/directory/list-users/" + directory + "?"
                        + ApiClient.urlEncoded(Map.of("filters[username]", username)))
                .path("items")
                .path(0)
                .path("profileId")
                .asText();
    }

    @Override
    public void close() {
        platform.close();
    }
}
