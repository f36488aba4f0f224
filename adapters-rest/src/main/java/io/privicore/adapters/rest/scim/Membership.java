package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.filters.FilterType;
import com.unboundid.scim2.common.messages.PatchOpType;
import io.privicore.adapters.rest.scim.Patch.Step;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a PATCH does to a group: its name, and who comes and goes. Worked out from the operations alone, so that a group of
 * many is not read to let one in.
 */
final class Membership {

    private Name name;
    private Optional<Name> externalId;
    private boolean only;
    private final Set<ProfileId> joining = new HashSet<>();
    private final Set<ProfileId> leaving = new HashSet<>();

    private Membership(Name name, Optional<Name> externalId) {
        this.name = name;
        this.externalId = externalId;
    }

    static Membership of(Patch patch, Name name, Optional<Name> externalId) {
        var membership = new Membership(name, externalId);
        patch.steps().forEach(membership::take);
        return membership;
    }

    /** Nobody is in it but these. */
    static Membership of(GroupJson.Said said) {
        var membership = new Membership(said.name(), said.externalId());
        membership.only = true;
        membership.joining.addAll(said.members());
        return membership;
    }

    Name name() {
        return name;
    }

    Optional<Name> externalId() {
        return externalId;
    }

    /** Whether nobody is in it but those who join. */
    boolean only() {
        return only;
    }

    Set<ProfileId> joining() {
        return joining;
    }

    Set<ProfileId> leaving() {
        return leaving;
    }

    private void take(Step step) {
        if (step.path().isEmpty()) {
            takeAll(step, (ObjectNode) step.value().orElseThrow());
            return;
        }
        var path = step.path().get();
        var attribute = path.getElement(0);
        if (path.getSchemaUrn() != null) {
            throw invalidPath();
        }
        switch (attribute.getAttribute().toLowerCase(Locale.ROOT)) {
            case "members" -> takeMembers(step, path);
            case "displayname" -> describe(step, path, "displayName");
            case "externalid" -> describe(step, path, "externalId");
            case "id", "meta", "schemas" ->
                throw ScimFailure.mutability("Expected %s to stay as it is".formatted(attribute.getAttribute()));
            default -> throw invalidPath();
        }
    }

    private void takeAll(Step step, ObjectNode attributes) {
        var named = ScimJson.text(attributes, "displayName");
        if (named.isPresent()) {
            name = name("displayName", named.get());
        }
        ScimJson.text(attributes, "externalId").ifPresent(text -> externalId = Optional.of(name("externalId", text)));
        var members = attributes.get("members");
        if (members != null) {
            members(step, ids(ScimJson.values(attributes, "members")));
        }
    }

    private void takeMembers(Step step, Path path) {
        var filter = path.getElement(0).getValueFilter();
        if (path.size() > 1) {
            throw invalidPath();
        }
        if (filter != null) {
            if (step.type() != PatchOpType.REMOVE) {
                throw invalidPath();
            }
            remove(named(filter));
            return;
        }
        members(step, step.value().map(Membership::several).map(Membership::ids).orElseGet(Set::of));
    }

    private void members(Step step, Set<ProfileId> profiles) {
        switch (step.type()) {
            case ADD -> {
                joining.addAll(profiles);
                leaving.removeAll(profiles);
            }
            case REPLACE -> replace(profiles);
            case REMOVE -> {
                if (step.value().isEmpty()) {
                    replace(Set.of());
                } else {
                    remove(profiles);
                }
            }
        }
    }

    private void replace(Set<ProfileId> profiles) {
        only = true;
        joining.clear();
        leaving.clear();
        joining.addAll(profiles);
    }

    private void remove(Set<ProfileId> profiles) {
        joining.removeAll(profiles);
        if (!only) {
            leaving.addAll(profiles);
        }
    }

    private void describe(Step step, Path path, String attribute) {
        if (path.size() > 1 || path.getElement(0).getValueFilter() != null) {
            throw invalidPath();
        }
        var text = step.value().filter(JsonNode::isTextual).map(JsonNode::textValue);
        switch (step.type()) {
            case ADD, REPLACE -> {
                var described = name(
                        attribute,
                        text.orElseThrow(
                                () -> ScimFailure.invalidValue("Expected %s to be a text".formatted(attribute))));
                if (attribute.equals("displayName")) {
                    name = described;
                } else {
                    externalId = Optional.of(described);
                }
            }
            case REMOVE -> {
                if (attribute.equals("displayName")) {
                    throw ScimFailure.mutability("Expected displayName to stay, for a group needs one");
                }
                externalId = Optional.empty();
            }
        }
    }

    /** {@code value eq "id"}, or several of these with or between. */
    private static Set<ProfileId> named(Filter filter) {
        if (filter.getFilterType() == FilterType.OR) {
            Set<ProfileId> all = new HashSet<>();
            filter.getCombinedFilters().forEach(part -> all.addAll(named(part)));
            return all;
        }
        if (filter.getFilterType() != FilterType.EQUAL
                || !filter.getAttributePath().toString().equalsIgnoreCase("value")
                || !filter.getComparisonValue().isTextual()) {
            throw ScimFailure.invalidFilter("Expected members to be chosen by value and eq");
        }
        return Set.of(GroupJson.member(Optional.of(filter.getComparisonValue().textValue())));
    }

    private static List<JsonNode> several(JsonNode value) {
        List<JsonNode> values = new ArrayList<>();
        if (value instanceof ArrayNode array) {
            array.forEach(values::add);
        } else {
            values.add(value);
        }
        return values;
    }

    private static Set<ProfileId> ids(List<JsonNode> members) {
        Set<ProfileId> ids = new HashSet<>();
        members.forEach(member -> ids.add(GroupJson.member(UserJson.valueOf("members", member))));
        return ids;
    }

    private static Name name(String attribute, String text) {
        return UserJson.value(attribute, Optional.of(text), Name::new).orElseThrow();
    }

    private static ScimFailure invalidPath() {
        return new ScimFailure(400, "invalidPath", "Expected a path to displayName, externalId or members");
    }
}
