package io.privicore.domain.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_SETTINGS_MALFORMED;

import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordAge;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the meta of a directory says to the platform, among fields that mean nothing to it:
 *
 * <pre>
 * {"policy":   {"mandatory": true | {"name or id of a pool": ["operation", …]}},
 *  "password": {"minimumAgeDays": 1, "expiryDays": 90}}
 * </pre>
 */
public record DirectorySettings(Mandate mandate, PasswordAge passwords) {

    /** The part of the meta that says whose vote is needed. */
    static final String POLICY = "policy";

    private static final long LONGEST_DAYS = 3_650;

    /** Refuses with {@code DIRECTORY_SETTINGS_MALFORMED} what cannot be meant; nothing is guessed. */
    public static DirectorySettings of(Metadata meta) {
        return new DirectorySettings(
                mandate(part(meta.fields(), POLICY).get("mandatory")), passwords(part(meta.fields(), "password")));
    }

    private static Mandate mandate(@Nullable Object mandatory) {
        return switch (mandatory) {
            case null -> Mandate.NONE;
            case Boolean everywhere -> new Mandate(everywhere, Map.of());
            case Map<?, ?> pools -> new Mandate(false, pools(pools));
            default -> throw malformed("policy.mandatory to be true, false or an object of pools");
        };
    }

    private static Map<String, Set<String>> pools(Map<?, ?> pools) {
        Map<String, Set<String>> operations = new LinkedHashMap<>();
        pools.forEach((pool, wanted) -> {
            var nameOrId = String.valueOf(pool);
            if (nameOrId.isBlank()) {
                throw malformed("names or ids of pools in policy.mandatory");
            }
            operations.put(nameOrId, operations(wanted));
        });
        return operations;
    }

    private static Set<String> operations(@Nullable Object wanted) {
        if (!(wanted instanceof List<?> list) || list.isEmpty()) {
            throw malformed("a list of operations for every pool in policy.mandatory");
        }
        Set<String> operations = new LinkedHashSet<>();
        for (var operation : list) {
            if (!(operation instanceof String text) || text.isBlank()) {
                throw malformed("names of operations in policy.mandatory");
            }
            operations.add(text);
        }
        return operations;
    }

    private static PasswordAge passwords(Map<?, ?> password) {
        try {
            return new PasswordAge(days(password, "minimumAgeDays"), days(password, "expiryDays"));
        } catch (IllegalArgumentException contradiction) {
            throw malformed("passwords that may be changed before they must be");
        }
    }

    private static Optional<Duration> days(Map<?, ?> password, String field) {
        var value = password.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Number number)
                || number.doubleValue() != number.longValue()
                || number.longValue() < 0
                || number.longValue() > LONGEST_DAYS) {
            throw malformed("password.%s to be a whole number up to %d".formatted(field, LONGEST_DAYS));
        }
        return number.longValue() == 0 ? Optional.empty() : Optional.of(Duration.ofDays(number.longValue()));
    }

    private static Map<?, ?> part(Map<String, Object> fields, String name) {
        return switch (fields.get(name)) {
            case null -> Map.of();
            case Map<?, ?> part -> part;
            default -> throw malformed("%s to be an object".formatted(name));
        };
    }

    private static Refusal malformed(String expectation) {
        return new Refusal(DIRECTORY_SETTINGS_MALFORMED, "Expected " + expectation);
    }
}
