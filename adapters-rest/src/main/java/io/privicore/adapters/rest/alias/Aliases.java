package io.privicore.adapters.rest.alias;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The one table of other names. A path alias ends where its last part may vary when it ends in {@code /*}; what stands
 * there is carried over.
 */
public final class Aliases {

    /** @param to the operation meant, with the method it has */
    public record PathAlias(HttpMethod method, String from, HttpMethod toMethod, String to) {

        private static final String ANY = "/*";

        boolean matches(String path) {
            return path.startsWith(stem()) && path.length() > stem().length() && path.indexOf('/', stem().length()) < 0;
        }

        boolean varies() {
            return from.endsWith(ANY);
        }

        String target(String path) {
            return varies() ? to.substring(0, to.length() - 1) + path.substring(stem().length()) : to;
        }

        private String stem() {
            return from.substring(0, from.length() - 1);
        }
    }

    /** @param operation the canonical path of the operation it holds for, or {@code *} */
    public record FieldAlias(String operation, String from, String to) {}

    /** Where an alias leads. */
    public record Target(HttpMethod method, String path) {}

    private static final String CONFIGURATION = "/verified-authenticator/voting-configuration/";

    public static final List<PathAlias> PATHS = List.of(
            get("/utility/check-server-health", "/health"),
            get("/utility/request-command-id-status/*", "/request-status/*"),
            new PathAlias(
                    HttpMethod.GET,
                    "/profile/retrieve-token-expiry",
                    HttpMethod.POST,
                    "/profile/authorization-token/expiry"),
            post("/profile/generate-qr-token-for-authorization", "/profile/generate-token-qr"),
            get("/public-key/retrieve-cab-public-key", "/dptcab/public-key"),
            post("/device/remove-device", "/device/remove"),
            post("/device/configure-device-meta", "/device/configure-meta"),
            post("/storage/register-storage-device", "/storage/register"),
            post("/storage/remove-storage", "/storage/remove"),
            get("/verified-authenticator/list-verified-authenticators", "/verified-authenticator/list"),
            post(CONFIGURATION + "create", CONFIGURATION + "register"));

    public static final List<FieldAlias> FIELDS = List.of(
            new FieldAlias("*", "deviceId", "deviceIdentifier"),
            new FieldAlias("/data-token/exchange-data-for-token", "token", "temporaryTokenSpace"),
            new FieldAlias("/voting/create", "configurationId", "votingConfigurationId"),
            new FieldAlias(CONFIGURATION + "update", "votingConfigurationId", "configurationId"),
            new FieldAlias(CONFIGURATION + "delete", "votingConfigurationId", "configurationId"),
            new FieldAlias(CONFIGURATION + "delete", "name", "configurationId"),
            new FieldAlias("/policy/register", "votingConfigurationId", "configurationId"),
            new FieldAlias("/policy/activate", "name", "policyId"),
            new FieldAlias("/policy/deactivate", "name", "policyId"),
            new FieldAlias("/policy/delete", "name", "policyId"));

    private static final Map<String, PathAlias> FIXED = PATHS.stream()
            .filter(alias -> !alias.varies())
            .collect(Collectors.toUnmodifiableMap(alias -> alias.method() + " " + alias.from(), Function.identity()));

    private static final List<PathAlias> VARYING =
            PATHS.stream().filter(PathAlias::varies).toList();

    private Aliases() {}

    /** The operation that an alias stands for; nothing for what is not one. */
    public static Optional<Target> target(HttpMethod method, String path) {
        var fixed = FIXED.get(method + " " + path);
        if (fixed != null) {
            return Optional.of(new Target(fixed.toMethod(), fixed.to()));
        }
        for (var alias : VARYING) {
            if (alias.method().equals(method) && alias.matches(path)) {
                return Optional.of(new Target(alias.toMethod(), alias.target(path)));
            }
        }
        return Optional.empty();
    }

    /** What the fields of an operation are really called. */
    public static UnaryOperator<String> fields(String operation) {
        return field -> {
            for (var alias : FIELDS) {
                if (alias.from().equals(field)
                        && (alias.operation().equals("*") || alias.operation().equals(operation))) {
                    return alias.to();
                }
            }
            return field;
        };
    }

    private static PathAlias get(String from, String to) {
        return new PathAlias(HttpMethod.GET, from, HttpMethod.GET, to);
    }

    private static PathAlias post(String from, String to) {
        return new PathAlias(HttpMethod.POST, from, HttpMethod.POST, to);
    }
}
