package io.privicore.adapters.rest.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Name;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static final String ADA = """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "ada",
             "name": {"givenName": "Ada", "familyName": "Lovelace"}, "active": true,
             "emails": [{"value": "ada@acme.example", "type": "work", "primary": true}],
             "roles": [{"value": "member", "primary": true}], "groups": [{"value": "role-member"}],
             "meta": {"resourceType": "User"}}""";

    private static final String NOBODY = """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "2", "userName": "nobody", "active": true,
             "roles": [{"value": "member", "primary": true}], "groups": [], "meta": {"resourceType": "User"}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op': 'Add', 'path': '" + ENTERPRISE + ":department', 'value': 'Engines'}",
                "{'op': 'Replace', 'path': '" + ENTERPRISE + ":manager.value', 'value': '7'}",
                "{'op': 'Remove', 'path': '" + ENTERPRISE + ":manager'}",
                "{'op': 'add', 'path': '" + ENTERPRISE + "', 'value': {'department': 'Engines'}}",
                "{'op': 'add', 'value': {'" + ENTERPRISE + "': {'department': 'Engines'}}}",
                "{'op': 'replace', 'value': {'" + ENTERPRISE + ":department': 'Engines', 'title': 'Countess'}}",
                "{'op': 'Replace', 'path': 'phoneNumbers[type eq `mobile`].value', 'value': '7'}",
                "{'op': 'replace', 'value': {'phoneNumbers[type eq `mobile`].value': '7'}}",
                "{'op': 'replace', 'path': 'schemas', 'value': ['" + ENTERPRISE + "']}",
                "{'op': 'add', 'value': {'schemas': ['" + ENTERPRISE + "'], 'addresses': []}}"
            })
    void passesOverWhatIsNotKeptAndDoesTheRest(String operation) {
        var changed = apply(ADA, operation, "{'op': 'replace', 'path': 'name.familyName', 'value': 'King'}");

        var expected = json(ADA);
        ((ObjectNode) expected.get("name")).put("familyName", "King");
        assertThat(changed).isEqualTo(expected);
    }

    @Test
    void takesPathsForNamesOfWhatAValueWithoutAPathSays() {
        var said = UserJson.read(apply(ADA, """
                {'op': 'replace', 'value': {'name.givenName': 'Kim', 'name.familyName': 'Lee', 'active': 'False',
                    'emails[type eq `work`].value': 'kim@acme.example', 'externalId': 'E-1',
                    'urn:ietf:params:scim:schemas:core:2.0:User:userName': 'kim',
                    'urn:ietf:params:scim:schemas:core:2.0:User:name.middleName': 'B'}}"""));

        assertThat(said.givenName()).contains(new Name("Kim"));
        assertThat(said.familyName()).contains(new Name("Lee"));
        assertThat(said.active()).contains(false);
        assertThat(said.email()).contains(new Email("kim@acme.example"));
        assertThat(said.externalId()).contains(new Name("E-1"));
        assertThat(said.username().value()).isEqualTo("kim");
    }

    @Test
    void takesAwayWhatAValueWithoutAPathSaysIsNothing() {
        var said = UserJson.read(
                apply(ADA, "{'op': 'replace', 'value': {'name.givenName': null, 'emails': null, 'externalId': null}}"));

        assertThat(said.givenName()).isEmpty();
        assertThat(said.familyName()).contains(new Name("Lovelace"));
        assertThat(said.email()).isEmpty();
        assertThat(apply(ADA, "{'op': 'add', 'value': {'name.givenName': null, 'emails': null, 'roles': []}}"))
                .isEqualTo(json(ADA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op': 'add', 'path': 'emails', 'value': [{'value': 'new@acme.example', 'primary': true}]}",
                "{'op': 'add', 'path': 'emails', 'value': {'value': 'new@acme.example', 'primary': true}}",
                "{'op': 'add', 'value': {'emails': [{'value': 'new@acme.example', 'primary': true}]}}",
                "{'op': 'Add', 'path': 'emails[type eq `work`].value', 'value': 'new@acme.example'}",
                "{'op': 'Add', 'path': 'emails[primary eq `True`].value', 'value': 'new@acme.example'}",
                "{'op': 'add', 'value': {'emails[primary eq true].value': 'new@acme.example'}}",
                "{'op': 'add', 'path': 'emails.value', 'value': 'new@acme.example'}"
            })
    void addsTheOneEmailAUserHas(String operation) {
        for (var user : new String[] {ADA, NOBODY}) {
            assertThat(UserJson.read(apply(user, operation)).email()).as(user).contains(new Email("new@acme.example"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op': 'add', 'path': 'roles', 'value': [{'value': 'auditor'}]}",
                "{'op': 'add', 'path': 'roles', 'value': ['auditor']}",
                "{'op': 'add', 'path': 'roles', 'value': 'auditor'}",
                "{'op': 'add', 'value': {'roles': [{'value': 'auditor', 'primary': 'True'}]}}",
                "{'op': 'Add', 'path': 'roles[primary eq `True`].value', 'value': 'auditor'}",
                "{'op': 'Add', 'path': 'roles[type eq `x`].value', 'value': 'auditor'}",
                "{'op': 'Replace', 'path': 'roles[primary eq `True`].value', 'value': 'auditor'}",
                "{'op': 'add', 'value': {'roles[primary eq `True`].value': 'auditor'}}"
            })
    void givesTheOneRoleAUserHas(String operation) {
        var displayed = "{'op': 'Add', 'path': 'roles[primary eq `True`].display', 'value': 'Auditor'}";

        assertThat(UserJson.read(apply(ADA, operation, displayed)).role()).contains(Role.AUDITOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op': 'replace', 'path': 'id', 'value': '3'}",
                "{'op': 'replace', 'value': {'id': '3'}}",
                "{'op': 'replace', 'value': {'meta.created': 'x'}}",
                "{'op': 'add', 'path': 'groups', 'value': [{'value': '3'}]}",
                "{'op': 'remove', 'path': 'urn:ietf:params:scim:schemas:core:2.0:User:meta'}"
            })
    void leavesWhatOnlyThePlatformWrites(String operation) {
        assertRefused("mutability", operation);
        assertThat(apply(ADA, "{'op': 'replace', 'value': {'id': '1', 'groups': [{'value': 'role-member'}]}}"))
                .isEqualTo(json(ADA));
    }

    @Test
    void refusesWhatHasNoTargetOrIsMalformed() {
        assertRefused("noTarget", "{'op': 'replace', 'path': 'emails[type eq `home`].value', 'value': 'x'}");
        assertRefused("invalidPath", "{'op': 'replace', 'path': 'emails[value eq [1]].value', 'value': 'x'}");
        assertRefused("invalidPath", "{'op': 'replace', 'value': {'emails[': 'x'}}");
        assertRefused(
                "invalidSyntax",
                IntStream.range(0, 60)
                        .mapToObj(_ -> "{'op': 'add', 'value': {'name.givenName': 'x', 'roles': 'member'}}")
                        .toArray(String[]::new));
    }

    @Test
    void refusesTextsThatNoStoreKeeps() {
        for (var bad : new String[] {"a\\u0000", "a\\ud800"}) {
            for (var path : new String[] {"userName", "name.givenName", "externalId", "emails", "password"}) {
                assertThatExceptionOfType(ScimFailure.class)
                        .as(path)
                        .isThrownBy(() -> UserJson.read(
                                apply(ADA, "{'op': 'replace', 'path': '%s', 'value': '%s'}".formatted(path, bad))))
                        .satisfies(failure -> assertThat(failure.type()).isEqualTo("invalidValue"));
            }
        }
    }

    private static void assertRefused(String type, String... operations) {
        assertThatExceptionOfType(ScimFailure.class)
                .isThrownBy(() -> apply(ADA, operations))
                .satisfies(failure -> assertThat(failure.type()).isEqualTo(type));
    }

    /** Written with apostrophes for quotes, and with accents for those inside of texts. */
    private static ObjectNode apply(String user, String... operations) {
        var body = "{'Operations': [%s]}".formatted(String.join(", ", operations));
        return Patch.ofUser(json(body.replace('\'', '"').replace("`", "\\\""))).apply(json(user));
    }

    private static ObjectNode json(String text) {
        return ScimJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
