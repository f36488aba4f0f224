package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.messages.SortOrder;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.common.utils.JsonUtils;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client library as it comes, which knows the address of a directory and a token and nothing else. */
@ExtendWith(SharedPlatform.class)
class ScimClientIT {

    private static final String USERS = "Users";
    private static final String GROUPS = "Groups";

    private final ScimDirectory directory;
    private final ScimService scim;
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);

    ScimClientIT(Platform platform) {
        directory = ScimDirectory.of(platform);
        scim = service(directory);
    }

    /** Jersey looks for its own delegate, and Quarkus has brought another. */
    private static ScimService service(ScimDirectory directory) {
        RuntimeDelegate.setInstance(new org.glassfish.jersey.internal.RuntimeDelegateImpl());
        ClientRequestFilter bearer =
                request -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + directory.token);
        var config = new ClientConfig()
                .connectorProvider(new JavaNetHttpConnectorProvider())
                .register(new JacksonJsonProvider(JsonUtils.createObjectMapper()))
                .register(bearer);
        var client = new JerseyClientBuilder().withConfig(config).build();
        return new ScimService(client.target(directory.base()));
    }

    @Test
    void provisionsChangesListsAndRemovesAUser() throws Exception {
        var created = scim.create(USERS, aUser("ada"));

        assertThat(created.getId()).isNotBlank();
        assertThat(created.getActive()).isTrue();
        assertThat(created.getMeta().getVersion()).isEqualTo("W/\"1\"");
        assertThat(created.getMeta().getLocation()).hasToString(directory.base() + "/Users/" + created.getId());

        created.setActive(false);
        created.getName().setFamilyName("King");
        var replaced = scim.replace(created);
        assertThat(replaced.getActive()).isFalse();
        assertThat(replaced.getName().getFamilyName()).isEqualTo("King");

        var modified = scim.modifyRequest(replaced)
                .replaceValue("active", true)
                .replaceValue("name.givenName", "Augusta")
                .addValues(
                        "emails", new Email().setValue("augusta@acme.example").setPrimary(true))
                .invoke();
        assertThat(modified.getActive()).isTrue();
        assertThat(modified.getName().getGivenName()).isEqualTo("Augusta");
        assertThat(modified.getName().getFamilyName()).isEqualTo("King");
        assertThat(modified.getEmails()).singleElement().satisfies(email -> assertThat(email.getValue())
                .isEqualTo("augusta@acme.example"));

        var found = search("userName eq \"%s\" and emails[value sw \"augusta\"]".formatted(name("ada")));
        assertThat(found.getTotalResults()).isEqualTo(1);
        assertThat(found.getResources().getFirst().getId()).isEqualTo(created.getId());
        var user = scim.retrieve(USERS, created.getId(), UserResource.class);
        assertThat(user.getUserName()).isEqualTo(name("ada"));

        scim.delete(user);
        assertThatThrownBy(() -> scim.retrieve(USERS, created.getId(), UserResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(search("userName eq \"%s\"".formatted(name("ada"))).getTotalResults())
                .isZero();
    }

    @Test
    void sortsAndTurnsPagesByIndexAndByCursor() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scim.create(USERS, aUser("u" + i));
            names.add(name("u" + i));
        }
        var mine = "userName sw \"%s\"".formatted(prefix);

        var second = scim.searchRequest(USERS)
                .filter(mine)
                .sort("userName", SortOrder.DESCENDING)
                .page(2, 2)
                .invoke(UserResource.class);
        assertThat(second.getTotalResults()).isEqualTo(5);
        assertThat(namesOf(second)).containsExactly(names.get(3), names.get(2));

        List<String> walked = new ArrayList<>();
        var page = scim.searchRequest(USERS)
                .filter(mine)
                .sort("userName", SortOrder.ASCENDING)
                .firstPageCursorWithCount(2)
                .invoke(UserResource.class);
        walked.addAll(namesOf(page));
        while (page.getNextCursor() != null) {
            page = scim.searchRequest(USERS)
                    .filter(mine)
                    .sort("userName", SortOrder.ASCENDING)
                    .pageWithCursor(page.getNextCursor(), 2)
                    .invoke(UserResource.class);
            walked.addAll(namesOf(page));
        }
        assertThat(walked).isEqualTo(names);

        var posted = scim.searchRequest(USERS).filter(mine).page(1, 3).invokePost(UserResource.class);
        assertThat(namesOf(posted)).containsExactlyElementsOf(names.subList(0, 3));
    }

    @Test
    void keepsGroupsAndTheirMembers() throws Exception {
        var ada = scim.create(USERS, aUser("ada"));
        var grace = scim.create(USERS, aUser("grace"));
        var board = new GroupResource().setDisplayName(prefix + " board");
        board.setMembers(List.of(new Member().setValue(ada.getId())));

        var created = scim.create(GROUPS, board);
        assertThat(created.getMembers()).extracting(Member::getValue).containsExactly(ada.getId());

        var grown = scim.modifyRequest(created)
                .addValues("members", new Member().setValue(grace.getId()))
                .invoke();
        assertThat(grown.getMembers())
                .extracting(Member::getValue)
                .containsExactlyInAnyOrder(ada.getId(), grace.getId());
        assertThat(scim.retrieve(USERS, grace.getId(), UserResource.class).getGroups())
                .extracting(group -> group.getDisplay())
                .containsExactly("member", prefix + " board");

        var found = scim.search(GROUPS, "displayName eq \"%s board\"".formatted(prefix), GroupResource.class);
        assertThat(found.getTotalResults()).isEqualTo(1);

        var shrunk = scim.modifyRequest(grown)
                .removeValues("members[value eq \"%s\"]".formatted(ada.getId()))
                .invoke();
        assertThat(shrunk.getMembers()).extracting(Member::getValue).containsExactly(grace.getId());

        scim.delete(grace);
        var left = scim.retrieve(GROUPS, created.getId(), GroupResource.class);
        assertThat(left.getMembers()).isNullOrEmpty();
        scim.delete(left);
        assertThatThrownBy(() -> scim.retrieve(GROUPS, created.getId(), GroupResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void givesAndTakesRolesByTheirGroups() throws Exception {
        var ada = scim.create(USERS, aUser("ada"));

        scim.modifyRequest(GROUPS, "role-auditor")
                .addValues("members", new Member().setValue(ada.getId()))
                .invoke(GroupResource.class);
        assertThat(roleOf(ada)).isEqualTo("auditor");

        scim.modifyRequest(GROUPS, "role-auditor")
                .removeValues("members[value eq \"%s\"]".formatted(ada.getId()))
                .invoke(GroupResource.class);
        assertThat(roleOf(ada)).isEqualTo("member");

        assertThatThrownBy(() -> scim.modifyRequest(GROUPS, "role-owner")
                        .addValues("members", new Member().setValue(ada.getId()))
                        .invoke(GroupResource.class))
                .isInstanceOfSatisfying(
                        BadRequestException.class, no -> assertThat(type(no)).isEqualTo("mutability"));
        assertThatThrownBy(() -> scim.modifyRequest(GROUPS, "role-administrator")
                        .addValues("members", new Member().setValue(ada.getId()))
                        .invoke(GroupResource.class))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        no -> assertThat(no.getScimError().getStatus()).isEqualTo(403));
    }

    @Test
    void isToldWhatWasWrongInTheWordsOfTheStandard() throws Exception {
        var ada = scim.create(USERS, aUser("ada"));

        assertThatThrownBy(() -> scim.create(USERS, aUser("ada")))
                .isInstanceOfSatisfying(ResourceConflictException.class, no -> assertThat(type(no))
                        .isEqualTo("uniqueness"));
        assertThatThrownBy(() -> search("nickName eq \"x\""))
                .isInstanceOfSatisfying(
                        BadRequestException.class, no -> assertThat(type(no)).isEqualTo("invalidFilter"));
        scim.modifyRequest(ada).replaceValue("name.givenName", "Augusta").invoke();
        assertThatThrownBy(() -> scim.replaceRequest(ada).ifMatch().invoke())
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> scim.modifyRequest(ada).replaceValue("id", "x").invoke())
                .isInstanceOfSatisfying(
                        BadRequestException.class, no -> assertThat(type(no)).isEqualTo("mutability"));
    }

    @Test
    void discoversWhatTheDirectoryCanDo() throws Exception {
        var config = scim.getServiceProviderConfig();

        assertThat(config.getPatch().isSupported()).isTrue();
        assertThat(config.getBulk().isSupported()).isTrue();
        assertThat(config.getFilter().getMaxResults()).isEqualTo(200);
        assertThat(config.getEtag().isSupported()).isTrue();
        assertThat(config.getPagination()).isNotNull();
        assertThat(scim.getSchemas().getResources())
                .extracting(schema -> schema.getName())
                .containsExactly("User", "Group");
        assertThat(scim.getResourceTypes().getResources())
                .extracting(type -> type.getName())
                .containsExactly("User", "Group");
        assertThat(scim.getResourceType("User").getSchema()).hasToString(ScimDirectory.USER);
    }

    private UserResource aUser(String name) {
        return new UserResource()
                .setUserName(name(name))
                .setName(new Name().setGivenName("Ada").setFamilyName("Lovelace"));
    }

    private String name(String name) {
        return prefix + "-" + name;
    }

    private String roleOf(UserResource user) throws ScimException {
        return scim.retrieve(USERS, user.getId(), UserResource.class)
                .getRoles()
                .getFirst()
                .getValue();
    }

    private ListResponse<UserResource> search(String filter) throws ScimException {
        return scim.search(USERS, filter, UserResource.class);
    }

    private static List<String> namesOf(ListResponse<UserResource> page) {
        return page.getResources().stream().map(UserResource::getUserName).toList();
    }

    private static String type(ScimException no) {
        return no.getScimError().getScimType();
    }
}
