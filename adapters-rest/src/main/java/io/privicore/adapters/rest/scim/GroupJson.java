package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.rest.scim.Filters.Constant;
import io.privicore.adapters.rest.scim.Filters.Kind;
import io.privicore.adapters.rest.scim.Filters.Known;
import io.privicore.application.query.ProvisioningQuery.GroupMember;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups as RFC 7643 writes them: those that clients make, and one for each role. */
final class GroupJson {

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /** What groups are found by. */
    enum Attribute {
        ID,
        NAME,
        EXTERNAL_ID,
        MEMBER,
        CREATED,
        MODIFIED
    }

    static final Map<String, Known<Attribute>> FILTERS = Map.of(
            "id", new Known<>(Attribute.ID, Kind.WORD, false),
            "displayname", new Known<>(Attribute.NAME, Kind.TEXT, false),
            "externalid", new Known<>(Attribute.EXTERNAL_ID, Kind.EXACT_TEXT, false),
            "members", new Known<>(Attribute.MEMBER, Kind.ID, true),
            "members.value", new Known<>(Attribute.MEMBER, Kind.ID, true),
            "meta.created", new Known<>(Attribute.CREATED, Kind.TIME, false),
            "meta.lastmodified", new Known<>(Attribute.MODIFIED, Kind.TIME, false));

    static final Map<String, Constant<Attribute>> CONSTANTS = Map.of(
            "meta.resourcetype", new Constant<>("Group", Optional.empty()),
            "schemas", new Constant<>(SCHEMA, Optional.empty()));

    private static final String ROLE = "role-";

    private GroupJson() {}

    /** A group, or a role that looks like one. */
    sealed interface Entry {

        String id();

        String name();

        record Free(ProvisionedGroup group) implements Entry {
            @Override
            public String id() {
                return group.group().toString();
            }

            @Override
            public String name() {
                return group.name();
            }
        }

        record OfRole(Role role) implements Entry {
            @Override
            public String id() {
                return GroupJson.id(role);
            }

            @Override
            public String name() {
                return role.wire();
            }
        }
    }

    /** What a client says of a group. */
    record Said(Name name, Optional<Name> externalId, Set<ProfileId> members) {}

    static Said read(ObjectNode group) {
        var name = UserJson.value("displayName", ScimJson.text(group, "displayName"), Name::new)
                .orElseThrow(() -> ScimFailure.invalidValue("Expected displayName, but it is missing"));
        Set<ProfileId> members = new HashSet<>();
        ScimJson.values(group, "members").forEach(member -> members.add(member(UserJson.valueOf("members", member))));
        return new Said(name, UserJson.value("externalId", ScimJson.text(group, "externalId"), Name::new), members);
    }

    static ProfileId member(Optional<String> value) {
        return value.flatMap(ScimUsers::find)
                .orElseThrow(() -> ScimFailure.invalidValue("Expected members to be ids of users"));
    }

    static String id(Role role) {
        return ROLE + role.wire();
    }

    static Optional<Role> role(String id) {
        return Arrays.stream(Role.values())
                .filter(role -> id(role).equalsIgnoreCase(id))
                .findFirst();
    }

    static Optional<GroupId> find(String id) {
        return ScimUsers.find(id).map(profile -> new GroupId(profile.value()));
    }

    static String location(String base, String id) {
        return base + "/Groups/" + id;
    }

    static List<String> values(Entry entry, Attribute attribute, Map<String, Set<String>> groupsOfMembers) {
        return switch (attribute) {
            case ID -> List.of(entry.id());
            case NAME -> List.of(entry.name());
            case MEMBER ->
                groupsOfMembers.entrySet().stream()
                        .filter(member -> member.getValue().contains(entry.id()))
                        .map(Map.Entry::getKey)
                        .toList();
            case EXTERNAL_ID, CREATED, MODIFIED ->
                switch (entry) {
                    case Entry.OfRole _ -> List.of();
                    case Entry.Free(var group) -> values(group, attribute);
                };
        };
    }

    private static List<String> values(ProvisionedGroup group, Attribute attribute) {
        return switch (attribute) {
            case EXTERNAL_ID -> group.externalId().stream().toList();
            case CREATED -> List.of(UserAttribute.time(group.createdAt()));
            case MODIFIED -> List.of(UserAttribute.time(group.updatedAt()));
            case ID, NAME, MEMBER -> List.of();
        };
    }

    static ObjectNode write(Entry entry, String base) {
        var json = ScimJson.object();
        json.putArray("schemas").add(SCHEMA);
        json.put("id", entry.id());
        if (entry instanceof Entry.Free(var group)) {
            group.externalId().ifPresent(id -> json.put("externalId", id));
        }
        json.put("displayName", entry.name());
        var meta = json.putObject("meta").put("resourceType", "Group");
        if (entry instanceof Entry.Free(var group)) {
            meta.put("created", group.createdAt().toString())
                    .put("lastModified", group.updatedAt().toString())
                    .put("version", Version.tag(group.revision()));
        }
        meta.put("location", location(base, entry.id()));
        return json;
    }

    static void writeMembers(ObjectNode json, List<GroupMember> members, String base) {
        var array = json.putArray("members");
        members.forEach(member -> array.addObject()
                .put("value", member.profile().toString())
                .put("$ref", UserJson.location(base, member.profile().toString()))
                .put("display", member.username())
                .put("type", "User"));
    }
}
