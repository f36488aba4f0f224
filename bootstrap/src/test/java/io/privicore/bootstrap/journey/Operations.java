package io.privicore.bootstrap.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations that exist, from the contract's own table, with fields that would do for each. */
final class Operations {

    private static final Path TABLE = Path.of("..", "adapters-rest", "src/test/resources/contract/endpoints.tsv");
    private static final Set<String> AREAS = Set.of(
            "utility", "profile", "public-key", "device", "storage", "data-token", "authenticator", "voting", "policy");
    /** Those that are not there yet, and those that are called in ways of their own. */
    private static final Set<String> OTHERS =
            Set.of("/", "/profile/generate-token-qr", "/device/pair", "/voting/cast-ballot");

    /** Takes fields that nobody foresaw. */
    private static final Set<String> FREE =
            Set.of("/data-token/configure-information-security-risk-meta", "/device/configure-meta");

    private static final String DEVICE = "deviceIdentifier";
    private static final String AUTHENTICATOR = "/verified-authenticator/";
    private static final String CONFIGURATION = AUTHENTICATOR + "voting-configuration/";
    private static final Map<String, Map<String, String>> REQUIRED = Map.ofEntries(
            Map.entry("/profile/register-profile", Map.of("username", "x", "password", "x")),
            Map.entry("/profile/authenticate", Map.of("username", "x", "password", "x")),
            Map.entry("/profile/change-password", Map.of("currentPassword", "x", "newPassword", "x")),
            Map.entry("/profile/reauthorize-authorization-token", Map.of("ttl", "60")),
            Map.entry("/public-key/register-public-key", Map.of("publicKey", "x")),
            Map.entry("/data-token/reserve-token-space", Map.of("context", "x")),
            Map.entry("/data-token/exchange-data-for-token", Map.of("temporaryTokenSpace", "x", "data", "eA==")),
            Map.entry("/data-token/request-data", Map.of("token", "x")),
            Map.entry(
                    "/data-token/configure-information-security-risk-meta",
                    Map.of("token", "x", "classification", "secret")),
            Map.entry(
                    "/data-token/configure-file-meta",
                    Map.of("token", "x", "fileName", "x", "extension", "x", "context", "x", "size", "1", "path", "x")),
            Map.entry("/data-token/update-data", Map.of("dataToken", "x", "data", "eA==")),
            Map.entry("/data-token/update-data-token", Map.of("token", "x", "fileName", "x")),
            Map.entry("/data-token/delete-data", Map.of("token", "x")),
            Map.entry("/device/request-unique-identifier", Map.of("deviceName", "x")),
            Map.entry("/device/retrieve-unique-identifier", Map.of("id", "x")),
            Map.entry("/device/configure-meta", Map.of(DEVICE, "x", "name", "x")),
            Map.entry("/device/approve-device", Map.of(DEVICE, "x")),
            Map.entry("/device/reject-device", Map.of(DEVICE, "x")),
            Map.entry("/device/download-device-configuration", Map.of(DEVICE, "x")),
            Map.entry("/device/rotate-device-configuration", Map.of(DEVICE, "x")),
            Map.entry("/device/remove", Map.of(DEVICE, "x")),
            Map.entry("/storage/register", Map.of(DEVICE, "x")),
            Map.entry("/storage/sync-device", Map.of(DEVICE, "x")),
            Map.entry("/storage/remove", Map.of(DEVICE, "x")),
            Map.entry(AUTHENTICATOR + "register", Map.of(DEVICE, "x")),
            Map.entry(AUTHENTICATOR + "remove", Map.of(DEVICE, "x")),
            Map.entry(AUTHENTICATOR + "set-quorum-size", Map.of("quorumSize", "1")),
            Map.entry(AUTHENTICATOR + "set-quorum-strategy", Map.of("strategy", "consensus")),
            Map.entry(AUTHENTICATOR + "set-voting-time-limit", Map.of("timeLimit", "60")),
            Map.entry(AUTHENTICATOR + "set-maximum-voting-attempts", Map.of("numberOfAttempts", "2")),
            Map.entry(CONFIGURATION + "register", Map.of("name", "x", "strategy", "unanimous", "timeLimit", "60")),
            Map.entry(CONFIGURATION + "update", Map.of("name", "x")),
            Map.entry(CONFIGURATION + "delete", Map.of("configurationId", "x")),
            Map.entry("/voting/create", Map.of("votingConfigurationId", "x", "title", "x", "question", "x")),
            Map.entry("/voting/cancel-pool", Map.of("poolId", "x")),
            Map.entry("/policy/register", Map.of("policyTemplateId", "x", "applyingEventIds", "x")),
            Map.entry("/policy/activate", Map.of("policyId", "x")),
            Map.entry("/policy/deactivate", Map.of("policyId", "x")),
            Map.entry("/policy/delete", Map.of("policyId", "x")));

    private Operations() {}

    record Operation(String method, String path, String kind, boolean needsToken) {

        boolean isPost() {
            return method.equals("POST");
        }

        boolean takesFreeFields() {
            return FREE.contains(path);
        }

        Map<String, String> fields() {
            return REQUIRED.getOrDefault(path, Map.of());
        }

        /** The path with what it is about. */
        String path(String id) {
            return path.replaceFirst("\\{\\w+}", id);
        }

        boolean isAbout(String field) {
            return path.contains("{" + field + "}") || fields().containsKey(field);
        }

        /** The fields, with one of them as given where the operation has it. */
        Map<String, String> fields(Map<String, String> given) {
            var fields = new TreeMap<>(fields());
            fields.replaceAll(given::getOrDefault);
            return fields;
        }

        Answer call(Client client, Map<String, String> given) {
            var id = given.entrySet().stream()
                    .filter(entry -> path.contains("{" + entry.getKey() + "}"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("x");
            return isPost() ? client.post(path(id), fields(given)) : client.get(path(id));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> all() {
        try (var lines = Files.lines(TABLE)) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .filter(row -> AREAS.contains(row[0]) && !OTHERS.contains(row[3]))
                    .map(row -> new Operation(row[2], row[3], row[4], row[5].equals("token")))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Operation> posts() {
        return all().stream().filter(Operation::isPost).toList();
    }

    static List<Operation> withToken() {
        return all().stream().filter(Operation::needsToken).toList();
    }
}
