package io.privicore.adapters.rest.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

class AliasesTest {

    @Test
    void leadToTheOperationMeant() {
        assertThat(Aliases.target(HttpMethod.POST, "/device/remove-device"))
                .hasValue(new Aliases.Target(HttpMethod.POST, "/device/remove"));
        assertThat(Aliases.target(HttpMethod.GET, "/utility/request-command-id-status/17"))
                .hasValue(new Aliases.Target(HttpMethod.GET, "/request-status/17"));
        assertThat(Aliases.target(HttpMethod.GET, "/profile/retrieve-token-expiry"))
                .hasValue(new Aliases.Target(HttpMethod.POST, "/profile/authorization-token/expiry"));
        assertThat(Aliases.target(HttpMethod.GET, "/verified-authenticator/list-verified-authenticators"))
                .hasValue(new Aliases.Target(HttpMethod.GET, "/verified-authenticator/list"));
        assertThat(Aliases.target(HttpMethod.POST, "/verified-authenticator/voting-configuration/create"))
                .hasValue(new Aliases.Target(HttpMethod.POST, "/verified-authenticator/voting-configuration/register"));
    }

    @Test
    void leaveEverythingElseAlone() {
        assertThat(Aliases.target(HttpMethod.GET, "/device/remove-device")).isEmpty();
        assertThat(Aliases.target(HttpMethod.GET, "/utility/request-command-id-status/1/2"))
                .isEmpty();
        assertThat(Aliases.target(HttpMethod.GET, "/utility/request-command-id-status/"))
                .isEmpty();
        assertThat(Aliases.target(HttpMethod.POST, "/device/remove")).isEmpty();
    }

    @Test
    void neverLeadToAnotherAlias() {
        for (var alias : Aliases.PATHS) {
            assertThat(Aliases.target(alias.toMethod(), alias.to())).isEmpty();
        }
    }

    @Test
    void renameFieldsWhereTheyHold() {
        assertThat(Aliases.fields("/device/remove").apply("deviceId")).isEqualTo("deviceIdentifier");
        assertThat(Aliases.fields("/data-token/exchange-data-for-token").apply("token"))
                .isEqualTo("temporaryTokenSpace");
        assertThat(Aliases.fields("/data-token/delete-data").apply("token")).isEqualTo("token");
        assertThat(Aliases.fields("/policy/activate").apply("name")).isEqualTo("policyId");
        assertThat(Aliases.fields("/policy/register").apply("name")).isEqualTo("name");
        assertThat(Aliases.fields("/policy/register").apply("votingConfigurationId"))
                .isEqualTo("configurationId");
        assertThat(Aliases.fields("/voting/create").apply("configurationId")).isEqualTo("votingConfigurationId");
    }
}
