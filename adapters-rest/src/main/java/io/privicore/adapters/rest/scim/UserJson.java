package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.rest.form.Purity;
import io.privicore.adapters.rest.scim.Filters.Constant;
import io.privicore.adapters.rest.scim.Filters.Kind;
import io.privicore.adapters.rest.scim.Filters.Known;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Users as RFC 7643 writes them. */
final class UserJson {

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";

    static final Map<String, Known<UserAttribute>> FILTERS = Map.ofEntries(
            Map.entry("id", new Known<>(UserAttribute.ID, Kind.ID, false)),
            Map.entry("username", new Known<>(UserAttribute.USERNAME, Kind.TEXT, false)),
            Map.entry("name.givenname", new Known<>(UserAttribute.GIVEN_NAME, Kind.TEXT, false)),
            Map.entry("name.familyname", new Known<>(UserAttribute.FAMILY_NAME, Kind.TEXT, false)),
            Map.entry("emails", new Known<>(UserAttribute.EMAIL, Kind.TEXT, false)),
            Map.entry("emails.value", new Known<>(UserAttribute.EMAIL, Kind.TEXT, false)),
            Map.entry("externalid", new Known<>(UserAttribute.EXTERNAL_ID, Kind.EXACT_TEXT, false)),
            Map.entry("active", new Known<>(UserAttribute.ACTIVE, Kind.FLAG, false)),
            Map.entry("roles", new Known<>(UserAttribute.ROLE, Kind.WORD, false)),
            Map.entry("roles.value", new Known<>(UserAttribute.ROLE, Kind.WORD, false)),
            Map.entry("groups", new Known<>(UserAttribute.GROUP, Kind.ID, true)),
            Map.entry("groups.value", new Known<>(UserAttribute.GROUP, Kind.ID, true)),
            Map.entry("meta.created", new Known<>(UserAttribute.CREATED, Kind.TIME, false)),
            Map.entry("meta.lastmodified", new Known<>(UserAttribute.MODIFIED, Kind.TIME, false)));

    static final Map<String, Constant<UserAttribute>> CONSTANTS = Map.of(
            "emails.type", new Constant<>("work", Optional.of(UserAttribute.EMAIL)),
            "emails.primary", new Constant<>("true", Optional.of(UserAttribute.EMAIL)),
            "meta.resourcetype", new Constant<>("User", Optional.empty()),
            "schemas", new Constant<>(SCHEMA, Optional.empty()));

    private UserJson() {}

    /**
     * What a client says of a user.
     *
     * @param role where it says one
     * @param active where it says so
     */
    record Said(
            Username username,
            Optional<Name> givenName,
            Optional<Name> familyName,
            Optional<Email> email,
            Optional<Name> externalId,
            Optional<Role> role,
            Optional<Boolean> active,
            Optional<Password> password) {

        @Override
        public String toString() {
            return "Said[…]";
        }
    }

    /** Attributes that are not kept are passed over, as RFC 7644 wants it. */
    static Said read(ObjectNode user) {
        var name = ScimJson.find(user, "name").orElseGet(ScimJson::object);
        if (!name.isObject()) {
            throw ScimFailure.invalidValue("Expected name to be an object");
        }
        return new Said(
                value("userName", ScimJson.text(user, "userName"), Username::new)
                        .orElseThrow(() -> ScimFailure.invalidValue("Expected userName, but it is missing")),
                value("name.givenName", ScimJson.text(name, "givenName"), Name::new),
                value("name.familyName", ScimJson.text(name, "familyName"), Name::new),
                value("emails.value", email(user), Email::new),
                value("externalId", ScimJson.text(user, "externalId"), Name::new),
                role(user),
                ScimJson.flag(user, "active"),
                value("password", ScimJson.text(user, "password"), Password::new));
    }

    static ObjectNode write(ProvisionedUser user, String base) {
        var json = ScimJson.object();
        json.putArray("schemas").add(SCHEMA);
        json.put("id", user.profile().toString());
        user.externalId().ifPresent(id -> json.put("externalId", id));
        json.put("userName", user.username());
        if (user.givenName().isPresent() || user.familyName().isPresent()) {
            var name = json.putObject("name");
            user.givenName().ifPresent(given -> name.put("givenName", given));
            user.familyName().ifPresent(family -> name.put("familyName", family));
        }
        json.put("active", user.state() == MemberState.ACTIVE);
        user.email().ifPresent(email -> json.putArray("emails")
                .addObject()
                .put("value", email)
                .put("type", "work")
                .put("primary", true));
        json.putArray("roles").addObject().put("value", user.role().wire()).put("primary", true);
        json.putObject("meta")
                .put("resourceType", "User")
                .put("created", user.createdAt().toString())
                .put("lastModified", user.updatedAt().toString())
                .put("location", location(base, user.profile().toString()))
                .put("version", Version.tag(user.revision()));
        return json;
    }

    /** The groups it is in; its role is one. */
    static ObjectNode withGroups(ObjectNode json, Role role, List<ProvisionedGroup> groups, String base) {
        var array = json.putArray("groups");
        array.addObject()
                .put("value", GroupJson.id(role))
                .put("$ref", GroupJson.location(base, GroupJson.id(role)))
                .put("display", role.wire())
                .put("type", "direct");
        groups.forEach(group -> array.addObject()
                .put("value", group.group().toString())
                .put("$ref", GroupJson.location(base, group.group().toString()))
                .put("display", group.name())
                .put("type", "direct"));
        return json;
    }

    static String location(String base, String id) {
        return base + "/Users/" + id;
    }

    /** The one that is primary, or else the first: a user has one. */
    private static Optional<String> email(ObjectNode user) {
        var emails = ScimJson.values(user, "emails");
        return emails.stream()
                .filter(email -> ScimJson.flag(email, "primary").orElse(false))
                .findFirst()
                .or(() -> emails.stream().findFirst())
                .flatMap(email -> valueOf("emails", email));
    }

    private static Optional<Role> role(ObjectNode user) {
        var roles = ScimJson.values(user, "roles").stream()
                .flatMap(role -> valueOf("roles", role).stream())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (roles.size() > 1) {
            throw ScimFailure.invalidValue("Expected one role, but got several");
        }
        return roles.stream().findFirst().map(UserJson::role);
    }

    private static Role role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.wire().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> ScimFailure.invalidValue("Expected a role there is: administrator, auditor or member"));
    }

    /** The value of one among several, which may stand there without a name. */
    static Optional<String> valueOf(String attribute, JsonNode one) {
        if (one.isTextual()) {
            return Optional.of(one.textValue()).filter(text -> !text.isBlank());
        }
        if (!one.isObject()) {
            throw ScimFailure.invalidValue("Expected %s to have values".formatted(attribute));
        }
        return ScimJson.text(one, "value");
    }

    /** A value of the domain; no store can keep texts with NUL or cut characters. */
    static <T> Optional<T> value(String attribute, Optional<String> text, Function<String, T> make) {
        return text.map(given -> {
            try {
                return make.apply(Purity.requireText(given));
            } catch (IllegalArgumentException invalid) {
                throw ScimFailure.invalidValue("%s: %s".formatted(attribute, invalid.getMessage()));
            }
        });
    }
}
