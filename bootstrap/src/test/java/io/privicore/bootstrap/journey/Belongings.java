package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One thing of every kind that a profile can have, by the fields in which requests name it. */
final class Belongings {

    /** What the profile's way to vote and its policy are called. */
    static final String NAME = "mine";

    static final byte[] PAYLOAD = "the owner's".getBytes(UTF_8);

    private Belongings() {}

    /** Makes all of it for a profile that has a storage device online. */
    static Map<String, String> of(Client owner) {
        var things = new HashMap<String, String>();
        things.put("profileId", profileOf(owner));
        data(owner, things);
        device(owner, things);
        votes(owner, things);
        things.put(
                "applicationId",
                owner.run(
                                "/profile/oauth-application-register",
                                Map.of("name", NAME, "redirectUri", Applications.REDIRECT, "scopes", "all"))
                        .expectSuccess()
                        .body());
        directory(owner, things);
        return things;
    }

    private static void data(Client owner, Map<String, String> things) {
        var token = owner.store(NAME, PAYLOAD);
        var reservation = owner.run("/data-token/reserve-token-space", Map.of("context", NAME))
                .expectSuccess()
                .command();
        things.put("token", token);
        things.put("dataToken", token);
        things.put("commandId", reservation);
        things.put("temporaryTokenSpace", owner.temporary(reservation));
    }

    /** One that votes and was never started. */
    private static void device(Client owner, Map<String, String> things) {
        var requested = owner.run("/device/request-unique-identifier", Map.of("deviceName", NAME))
                .expectSuccess();
        var device = Map.of("deviceIdentifier", requested.body());
        owner.run("/device/approve-device", device).expectSuccess();
        owner.run("/verified-authenticator/register", device).expectSuccess();
        things.putAll(device);
        things.put("id", requested.command());
    }

    private static void votes(Client owner, Map<String, String> things) {
        owner.run(
                        "/verified-authenticator/voting-configuration/register",
                        Map.of("name", NAME, "strategy", "unanimous", "timeLimit", 300))
                .expectSuccess();
        owner.runJson(
                        "/policy/register",
                        Map.of(
                                "policyTemplateId",
                                "data-access",
                                "applyingEventIds",
                                List.of("data-token.delete"),
                                "name",
                                NAME))
                .expectSuccess();
        for (var field : List.of("nameOrId", "configurationId", "votingConfigurationId", "policyId")) {
            things.put(field, NAME);
        }
        things.put(
                "poolId",
                owner.run("/voting/create", Map.of("votingConfigurationId", NAME, "title", "x", "question", "x"))
                        .expectSuccess()
                        .body());
    }

    /** With an open invitation to it, and what administrators keep in it. */
    private static void directory(Client owner, Map<String, String> things) {
        var directory =
                owner.run("/directory/register", registration()).expectSuccess().body();
        things.put("directoryId", directory);
        things.put(
                "invitationId",
                owner.run(
                                "/directory/invite-profile",
                                Map.of(
                                        "directoryId",
                                        directory,
                                        "username",
                                        Client.newcomer(owner.base()).username()))
                        .expectSuccess()
                        .body());
        things.put(
                "clientId",
                owner.run("/directory/create-provisioning-client", Map.of("directoryId", directory, "name", NAME))
                        .expectSuccess()
                        .command());
        var users = BodyPublishers.ofString("username\nsomebody-new\n");
        var path = "/directory/import-users/" + directory + "?key=username&dryRun=true";
        things.put(
                "importId",
                owner.outcome(owner.send("POST", path, "text/csv", users, Map.of())
                                .expect(202)
                                .text("commandId"))
                        .expectSuccess()
                        .command());
        things.put("profileIds", things.getOrDefault("profileId", ""));
    }

    /** A name and a short name that nobody has. */
    static Map<String, String> registration() {
        return Map.of(
                "directoryName",
                "Acme",
                "directoryShortName",
                "acme-" + UUID.randomUUID().toString().substring(0, 13));
    }

    static String profileOf(Client client) {
        return client.get("/profile/retrieve-profile-id").expect(200).text("profileId");
    }

    /** The same fields, with what does not exist. */
    static Map<String, String> unknown(Map<String, String> things) {
        var unknown = new HashMap<String, String>();
        things.keySet().forEach(field -> unknown.put(field, UUID.randomUUID().toString()));
        unknown.put("token", random("dtk-"));
        unknown.put("dataToken", random("dtk-"));
        unknown.put("temporaryTokenSpace", random("tmp-"));
        return unknown;
    }

    private static String random(String prefix) {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
