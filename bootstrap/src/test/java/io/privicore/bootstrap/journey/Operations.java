package io.privicore.bootstrap.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The operations that exist, from the contract's own table, with fields that would do for each. */
final class Operations {

    private static final Path TABLE = Path.of("..", "adapters-rest", "src/test/resources/contract/endpoints.tsv");
    /** Streams and files, which are called in ways of their own. */
    private static final Set<String> OTHERS = Set.of("/", "/directory/import-users/{directoryId}");

    /** What off-the-shelf clients call answers in words of its own, see {@link StandardClientIT}. */
    private static final List<String> STANDARD = List.of("/oauth/", "/.well-known/");

    /** Takes fields that nobody foresaw. */
    private static final Set<String> FREE =
            Set.of("/data-token/configure-information-security-risk-meta", "/device/configure-meta");

    private static final String DEVICE = "deviceIdentifier";
    private static final String AUTHENTICATOR = "/verified-authenticator/";
    private static final String CONFIGURATION = AUTHENTICATOR + "voting-configuration/";
    private static final String DIRECTORY = "directoryId";
    private static final String USER = "profileId";
    private static final String INVITATION = "invitationId";
    private static final String APPLICATION = "applicationId";
    private static final String NAME = "nobody-is-called-that";
    private static final String PASSWORD = "correct horse battery staple";
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
            Map.entry("/policy/delete", Map.of("policyId", "x")),
            Map.entry("/device/pair", Map.of("qrToken", "x", "deviceName", "x", "publicKey", "x", "signingKey", "x")),
            Map.entry(
                    "/profile/oauth-application-register",
                    Map.of("name", "x", "redirectUri", Applications.REDIRECT, "scopes", "all")),
            Map.entry("/profile/retrieve-oauth-application-configuration", Map.of(APPLICATION, "x")),
            Map.entry("/profile/oauth-application-remove", Map.of(APPLICATION, "x")),
            Map.entry("/directory/register", Map.of("directoryName", "x", "directoryShortName", "x-y")),
            Map.entry("/directory/store-meta", Map.of(DIRECTORY, "x", "meta", "{\"country\": \"CH\"}")),
            Map.entry(
                    "/directory/create-user",
                    Map.of(DIRECTORY, "x", "username", NAME, "givenName", "Ada", "familyName", "Lovelace")),
            Map.entry("/directory/update-user-information", Map.of(DIRECTORY, "x", USER, "x")),
            Map.entry("/directory/remove-user", Map.of(DIRECTORY, "x", USER, "x")),
            Map.entry("/directory/set-profile-password", Map.of(DIRECTORY, "x", USER, "x", "password", PASSWORD)),
            Map.entry("/directory/renew-enrolment", Map.of(DIRECTORY, "x", USER, "x")),
            Map.entry("/directory/enrol", Map.of("token", "x", "password", PASSWORD)),
            Map.entry("/directory/invite-profile", Map.of(DIRECTORY, "x", "username", NAME)),
            Map.entry("/directory/process-invitation", Map.of(INVITATION, "x", "accept", "true")),
            Map.entry("/directory/resend-invitation", Map.of(DIRECTORY, "x", INVITATION, "x")),
            Map.entry("/directory/revoke-invitation", Map.of(DIRECTORY, "x", INVITATION, "x")),
            Map.entry("/directory/profiles-info", Map.of(DIRECTORY, "x", "profileIds", "x")),
            Map.entry("/directory/create-profile-device", Map.of(DIRECTORY, "x", USER, "x", "deviceName", "x")),
            Map.entry("/directory/add-storage-device", Map.of(DIRECTORY, "x", USER, "x", DEVICE, "x")),
            Map.entry("/directory/remove-storage-device", Map.of(DIRECTORY, "x", USER, "x", DEVICE, "x")),
            Map.entry(
                    "/directory/create-voting-pool",
                    Map.of(DIRECTORY, "x", "name", "x", "strategy", "unanimous", "timeLimit", "60")),
            Map.entry("/directory/remove-voting-pool", Map.of(DIRECTORY, "x", "name", "x")),
            Map.entry("/directory/create-provisioning-client", Map.of(DIRECTORY, "x", "name", "x")),
            Map.entry("/directory/revoke-provisioning-client", Map.of(DIRECTORY, "x", "clientId", "x")));

    /** What is asked for behind the question mark. */
    private static final Map<String, Map<String, String>> QUERIES = Map.of(
            "/profile/oauth-application-request-authorization-code",
                    Map.of("client_id", "x", "nonce", "x", "scope[]", "profile:read"),
            "/public-key/retrieve-public-key", Map.of(USER, "x"),
            "/directory/list-invites", Map.of(DIRECTORY, "x"));

    private Operations() {}

    /** @param auth what is to be shown: token, basic or nothing */
    record Operation(String method, String path, String kind, String auth) {

        boolean needsToken() {
            return auth.equals("token");
        }

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
            return path.replaceAll("\\{\\w+}", id);
        }

        /** The path with what it is about, as given where it is, and what stands behind it. */
        private String path(Map<String, String> given) {
            var asked = new TreeMap<>(QUERIES.getOrDefault(path, Map.of()));
            asked.replaceAll(given::getOrDefault);
            var found = Pattern.compile("\\{(\\w+)}")
                    .matcher(path)
                    .replaceAll(name -> given.getOrDefault(name.group(1), "x"));
            return asked.isEmpty() ? found : found + "?" + Client.form(asked);
        }

        boolean isAbout(String field) {
            return path.contains("{" + field + "}")
                    || fields().containsKey(field)
                    || QUERIES.getOrDefault(path, Map.of()).containsKey(field);
        }

        /** The fields, with one of them as given where the operation has it. */
        Map<String, String> fields(Map<String, String> given) {
            var fields = new TreeMap<>(fields());
            fields.replaceAll(given::getOrDefault);
            return fields;
        }

        /** With headers, where it is a question. */
        Answer call(Client client, Map<String, String> given, Map<String, String> headers) {
            return client.get(path(given), headers);
        }

        Answer call(Client client, Map<String, String> given) {
            return isPost() ? client.post(path(given), fields(given)) : client.get(path(given));
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
                    .filter(row -> !OTHERS.contains(row[3]))
                    .filter(row -> STANDARD.stream().noneMatch(row[3]::startsWith))
                    .map(row -> new Operation(row[2], row[3], row[4], row[5]))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Those that take fields of whoever is allowed to hand them in by a token, or without any. */
    static List<Operation> posts() {
        return all().stream()
                .filter(Operation::isPost)
                .filter(operation -> !operation.auth().equals("basic"))
                .toList();
    }

    static List<Operation> withSecret() {
        return all().stream()
                .filter(operation -> operation.auth().equals("basic"))
                .toList();
    }

    static List<Operation> withToken() {
        return all().stream().filter(Operation::needsToken).toList();
    }
}
