package io.privicore.application.policy;

import static io.privicore.domain.kernel.Reason.POLICY_UNKNOWN_TEMPLATE;
import static io.privicore.domain.policy.Parameter.ADDRESS_RANGE;
import static io.privicore.domain.policy.Parameter.APPLICATION;
import static io.privicore.domain.policy.Parameter.CLASSIFICATION;
import static io.privicore.domain.policy.Parameter.CONTEXT;
import static io.privicore.domain.policy.Parameter.DIRECTORY;
import static io.privicore.domain.policy.Parameter.HANDLING;
import static io.privicore.domain.policy.Parameter.HOURS;
import static io.privicore.domain.policy.Parameter.LABEL;

import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.policy.PolicyTemplate;
import io.privicore.domain.policy.PolicyTemplate.Label;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The built-in templates. An operation becomes something that policies can hold by one line here. */
public final class PolicyTemplates {

    private static final Set<Parameter> OF_EVERY_REQUEST = EnumSet.of(APPLICATION, ADDRESS_RANGE, HOURS);
    private static final Set<Parameter> OF_DATA =
            EnumSet.of(CLASSIFICATION, LABEL, HANDLING, CONTEXT, APPLICATION, ADDRESS_RANGE, HOURS);

    private static final Set<Parameter> OF_DIRECTORIES = EnumSet.of(APPLICATION, DIRECTORY, ADDRESS_RANGE, HOURS);

    private static final List<String> SHOWN = List.of("operation", "requester", "application", "address", "policies");
    private static final List<String> SHOWN_OF_DIRECTORIES =
            List.of("operation", "requester", "application", "address", "policies", "directory", "profile");
    private static final List<String> SHOWN_OF_DATA = List.of(
            "operation",
            "requester",
            "application",
            "address",
            "policies",
            "context",
            "classification",
            "label",
            "handling",
            "fileName",
            "size");

    private static final List<String> SHOWN_OF_APPLICATIONS =
            List.of("operation", "requester", "application", "applicationId", "scopes", "address", "policies");

    public static final List<PolicyTemplate> ALL = List.of(
            template(
                    "data-access",
                    "Data access",
                    "Data is stored, read, changed or deleted only after a vote.",
                    OF_DATA,
                    SHOWN_OF_DATA,
                    event("data-token.request", "request-data", "Data is requested"),
                    event("data-token.reserve", "reserve-token-space", "Space for data is reserved"),
                    event("data-token.exchange", "exchange-data-for-token", "Data is handed in"),
                    event("data-token.update", "update-data", "Data is replaced"),
                    event("data-token.update-metadata", "update-data-token", "What is said about data is changed"),
                    event("data-token.configure-file", "configure-file-meta", "What is said about a file is changed"),
                    event(
                            "data-token.configure-risk",
                            "configure-information-security-risk-meta",
                            "Data is classified"),
                    event("data-token.delete", "delete-data", "Data is deleted")),
            template(
                    "account-protection",
                    "Account protection",
                    "Signing in and what gives lasting access to the account needs a vote.",
                    OF_EVERY_REQUEST,
                    SHOWN,
                    event("profile.authenticate", "authenticate", "Somebody signs in"),
                    event("profile.change-password", "change-password", "The password is changed"),
                    event("profile.reauthorize", "reauthorize-authorization-token", "A token is renewed"),
                    event("public-key.register", "register-public-key", "The public key is replaced")),
            template(
                    "device-governance",
                    "Device governance",
                    "Devices come, go and change what they do only after a vote.",
                    OF_EVERY_REQUEST,
                    SHOWN,
                    event("device.request", "request-unique-identifier", "A device is asked for"),
                    event("device.approve", "approve-device", "A device is approved"),
                    event("device.pair", "pair", "A device is let in by a QR code"),
                    event("device.reject", "reject-device", "A device is rejected"),
                    event("device.configure-meta", "configure-meta", "A device is described"),
                    event(
                            "device.retrieve-configuration",
                            "retrieve-device-configuration",
                            "A device's secrets are handed out"),
                    event(
                            "device.rotate-configuration",
                            "rotate-device-configuration",
                            "A device's secrets are replaced"),
                    event("device.remove", "remove", "A device is removed"),
                    event("storage.register", "register-storage", "A device becomes storage"),
                    event("storage.sync", "sync-device", "A storage device is synchronised"),
                    event("storage.remove", "remove-storage", "A device ceases to be storage")),
            template(
                    "application-consent",
                    "Application consent",
                    "Applications come, go and are granted something only after a vote.",
                    OF_EVERY_REQUEST,
                    SHOWN_OF_APPLICATIONS,
                    event("oauth.register", "oauth-application-register", "An application is registered"),
                    event(
                            "oauth.retrieve-configuration",
                            "retrieve-oauth-application-configuration",
                            "An application's secret is handed out"),
                    event(
                            "oauth.request-code",
                            "oauth-application-request-authorization-code",
                            "An application is granted access"),
                    event("oauth.remove", "oauth-application-remove", "An application is removed")),
            template(
                    "directory-governance",
                    "Directory governance",
                    "Who is in a directory, and what holds for everybody in it, is changed only after a vote.",
                    OF_DIRECTORIES,
                    SHOWN_OF_DIRECTORIES,
                    event("directory.register", "register", "A directory is registered"),
                    event("directory.store-meta", "store-meta", "A directory's settings are changed"),
                    event("directory.create-user", "create-user", "A user is created"),
                    event("directory.update-user", "update-user-information", "A user is changed"),
                    event("directory.replace-user", "replace-user", "A user is described anew"),
                    event("directory.import-users", "import-users", "Users are created and changed from a file"),
                    event("directory.remove-user", "remove-user", "A user is removed"),
                    event("directory.set-password", "set-profile-password", "A user's password is set"),
                    event("directory.renew-enrolment", "renew-enrolment", "An enrolment link is made"),
                    event(
                            "directory.create-provisioning-client",
                            "create-provisioning-client",
                            "A program is let in to keep users and groups"),
                    event(
                            "directory.revoke-provisioning-client",
                            "revoke-provisioning-client",
                            "A program that keeps users and groups is shut out"),
                    event("directory.create-group", "create-group", "A group is created"),
                    event("directory.change-group", "change-group", "A group is changed"),
                    event("directory.remove-group", "remove-group", "A group is removed"),
                    event("directory.invite", "invite-profile", "A profile is invited"),
                    event("directory.resend-invitation", "resend-invitation", "An invitation is sent again"),
                    event("directory.revoke-invitation", "revoke-invitation", "An invitation is taken back"),
                    event("directory.process-invitation", "process-invitation", "An invitation is answered"),
                    event("directory.create-voting-pool", "create-voting-pool", "A voting pool is created"),
                    event("directory.remove-voting-pool", "remove-voting-pool", "A voting pool is removed"),
                    event("directory.create-device", "create-profile-device", "A device is made for a user"),
                    event("directory.add-storage", "add-storage-device", "A user's data is stored on a device"),
                    event(
                            "directory.remove-storage",
                            "remove-storage-device",
                            "A user's data is stored on a device no longer")),
            template(
                    "policy-governance",
                    "Policy governance",
                    "The gates themselves are changed only after a vote.",
                    OF_EVERY_REQUEST,
                    SHOWN,
                    event("policy.register", "register", "A policy is registered"),
                    event("policy.activate", "activate", "A policy is activated"),
                    event("policy.deactivate", "deactivate", "A policy is deactivated"),
                    event("policy.delete", "delete", "A policy is deleted"),
                    event(
                            "voting-configuration.register",
                            "register-voting-configuration",
                            "A way to vote is registered"),
                    event("voting-configuration.update", "update-voting-configuration", "A way to vote is changed"),
                    event("voting-configuration.delete", "delete-voting-configuration", "A way to vote is deleted"),
                    event("voting.create", "create-voting", "A question is put to the vote"),
                    event("voting.cancel", "cancel-pool", "A vote is cancelled"),
                    event("authenticator.register", "register-authenticator", "A device becomes an authenticator"),
                    event("authenticator.remove", "remove-authenticator", "A device ceases to be an authenticator"),
                    event(
                            "device.rotate-configuration",
                            "rotate-device-configuration",
                            "A device's secrets are replaced"),
                    event(
                            "device.retrieve-configuration",
                            "retrieve-device-configuration",
                            "A device's secrets are handed out"),
                    event("device.remove", "remove", "A device is removed"),
                    event("authenticator.set-quorum-size", "set-quorum-size", "The quorum is changed"),
                    event("authenticator.set-quorum-strategy", "set-quorum-strategy", "The way of counting is changed"),
                    event(
                            "authenticator.set-voting-time-limit",
                            "set-voting-time-limit",
                            "The time to vote is changed"),
                    event(
                            "authenticator.set-maximum-voting-attempts",
                            "set-maximum-voting-attempts",
                            "The number of attempts is changed")));

    private static final Set<String> KNOWN = ALL.stream()
            .flatMap(template -> template.events().keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    private PolicyTemplates() {}

    /** Refuses with {@code POLICY_UNKNOWN_TEMPLATE} what is not built in. */
    static PolicyTemplate get(String id) {
        return ALL.stream()
                .filter(template -> template.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        POLICY_UNKNOWN_TEMPLATE, "Expected a template there is, but got \"%s\"".formatted(id)));
    }

    /**
     * The events that an operation is, its own first: there are other ways of granting something to an application and of
     * giving roles, and an import is no way around the votes that single users need.
     */
    static List<String> eventsOf(String operation) {
        return switch (operation) {
            case "oauth.authorize" -> List.of("oauth.request-code");
            case "directory.assign-roles" -> List.of("directory.update-user");
            case "directory.replace-user" -> List.of(operation, "directory.update-user");
            case "directory.import-users" -> List.of(operation, "directory.create-user", "directory.update-user");
            default -> List.of(operation);
        };
    }

    /** Whether any policy could hold the operation. */
    public static boolean know(String operation) {
        return KNOWN.contains(operation);
    }

    /** What people call an operation; its wire name where no template knows it. */
    static String textOf(String operation) {
        return ALL.stream()
                .flatMap(template -> Optional.ofNullable(template.events().get(operation)).stream())
                .findFirst()
                .map(Label::text)
                .orElse(operation);
    }

    private record Entry(String operation, Label label) {}

    private static Entry event(String operation, String name, String text) {
        return new Entry(operation, new Label(name, text));
    }

    private static PolicyTemplate template(
            String id,
            String name,
            String description,
            Set<Parameter> parameters,
            List<String> shown,
            Entry... events) {
        Map<String, Label> byOperation = new LinkedHashMap<>();
        for (var event : events) {
            byOperation.put(event.operation(), event.label());
        }
        return new PolicyTemplate(id, name, description, byOperation, parameters, shown);
    }
}
