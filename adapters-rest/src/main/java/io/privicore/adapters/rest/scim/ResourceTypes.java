package io.privicore.adapters.rest.scim;

import jakarta.inject.Singleton;

/** The types of resources by the names they have in paths. */
@Singleton
final class ResourceTypes {

    private final ScimUsers users;
    private final ScimGroups groups;

    ResourceTypes(ScimUsers users, ScimGroups groups) {
        this.users = users;
        this.groups = groups;
    }

    ResourceType called(String name) {
        return switch (name) {
            case "Users" -> users;
            case "Groups" -> groups;
            default -> throw new IllegalArgumentException("Expected Users or Groups, but got " + name);
        };
    }
}
