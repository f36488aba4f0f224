package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.fake.VotingAnswers;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.query.PolicyQuery;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.policy.PolicyState;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PoliciesTest {

    private static final Set<String> EVENTS = Set.of("data-token.request", "data-token.delete");

    @Inject
    RecordingPrivicore privicore;

    @Test
    void areRegisteredWithWhatNarrowsThem() {
        var answer = post(
                "/policy/register",
                Map.of(
                        "policyTemplateId",
                        "data-access",
                        "applyingEventIds",
                        EVENTS,
                        "name",
                        "Secrets need two",
                        "configuration",
                        Map.of(
                                "classification",
                                List.of("secret", "top*"),
                                "context",
                                "invoices",
                                "addressRange",
                                "10.0.0.0/8",
                                "hours",
                                "Mon-Fri 22:00-06:00",
                                "self_approval",
                                false),
                        "votingConfigurationId",
                        "Board"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand)
                .isEqualTo(new PolicyCommand.Register(
                        "data-access",
                        EVENTS,
                        Optional.of(new Name("Secrets need two")),
                        new Conditions(Map.of(
                                Parameter.CLASSIFICATION,
                                List.of("secret", "top*"),
                                Parameter.CONTEXT,
                                List.of("invoices"),
                                Parameter.ADDRESS_RANGE,
                                List.of("10.0.0.0/8"),
                                Parameter.HOURS,
                                List.of("Mon-Fri 22:00-06:00"))),
                        Optional.of(false),
                        Optional.of("Board")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "applyingEventIds=data-token.request,data-token.delete&configuration[classification]=secret",
                "applyingEventIds[]=data-token.request&applyingEventIds[]=data-token.delete"
                        + "&configuration[classification][]=secret",
                "applyingEventIds=[\"data-token.request\",\"data-token.delete\"]"
                        + "&configuration={\"classification\":[\"secret\"]}"
            })
    void areRegisteredByFormsToo(String form) {
        var answer = send(authorised("/policy/register")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("policyTemplateId=data-access&" + form)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(privicore.lastCommand)
                .isEqualTo(new PolicyCommand.Register(
                        "data-access",
                        EVENTS,
                        Optional.empty(),
                        new Conditions(Map.of(Parameter.CLASSIFICATION, List.of("secret"))),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void areRefusedForAParameterThatThereIsNot() {
        var answer = register(Map.of("colour", "red"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("key").asText()).isEqualTo("policy.unknown_parameter");
        assertThat(json(answer).get("errors").toString())
                .isEqualTo("{\"configuration.colour\":[\"policy.unknown_parameter\"]}");
    }

    @Test
    void areRefusedWithEverythingThatIsWrongWithThem() {
        var answer = post(
                "/policy/register",
                Map.of(
                        "applyingEventIds",
                        List.of(),
                        "name",
                        "x".repeat(201),
                        "configuration",
                        Map.of(
                                "addressRange",
                                "localhost",
                                "hours",
                                "always",
                                "label",
                                List.of(),
                                "context",
                                Map.of("a", 1),
                                "self_approval",
                                "maybe",
                                "colour",
                                "red"),
                        "bogus",
                        1));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("key").asText()).isEqualTo("request.invalid");
        assertThat(json(answer).get("errors").toString())
                .isEqualTo("{\"applyingEventIds\":[\"required\"],\"bogus\":[\"unknown\"],"
                        + "\"configuration.addressRange\":[\"invalid\"],"
                        + "\"configuration.colour\":[\"policy.unknown_parameter\"],"
                        + "\"configuration.context\":[\"invalid\"],\"configuration.hours\":[\"invalid\"],"
                        + "\"configuration.label\":[\"invalid\"],\"configuration.self_approval\":[\"invalid\"],"
                        + "\"name\":[\"invalid\"],\"policyTemplateId\":[\"required\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policyId", "name"})
    void areSwitchedByIdOrName(String field) {
        var which = Map.of(field, "Secrets need two");

        post("/policy/activate", which);
        assertThat(privicore.lastCommand).isEqualTo(new PolicyCommand.Activate("Secrets need two"));
        post("/policy/deactivate", which);
        assertThat(privicore.lastCommand).isEqualTo(new PolicyCommand.Deactivate("Secrets need two"));
        post("/policy/delete", which);
        assertThat(privicore.lastCommand).isEqualTo(new PolicyCommand.Delete("Secrets need two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate", "deactivate", "delete"})
    void areNotSwitchedWhereNothingSaysWhich(String operation) {
        var answer = post("/policy/" + operation, Map.of());

        assertThat(json(answer).get("errors").toString()).isEqualTo("{\"policyId\":[\"required\"]}");
    }

    @Test
    void areShownAsTheyWereRegistered() {
        assertThat(get("/policy/retrieve-policy/Secrets%20need%20two").body())
                .isEqualTo(("{\"policyId\":\"%s\",\"name\":\"Secrets need two\",\"policyTemplateId\":\"data-access\","
                                + "\"applyingEventIds\":[\"data-token.delete\",\"data-token.request\"],"
                                + "\"configuration\":{\"classification\":[\"secret\",\"top*\"],\"self_approval\":false},"
                                + "\"configurationId\":\"%s\",\"state\":\"inactive\","
                                + "\"createdAt\":\"2026-02-21T15:33:44+00:00\"}")
                        .formatted(VotingAnswers.POLICY, VotingAnswers.BOARD));
        assertThat(get("/policy/retrieve-policy/" + VotingAnswers.POLICY).statusCode())
                .isEqualTo(200);
        assertThat(json(get("/policy/retrieve-policy/a%00b")).get("key").asText())
                .isEqualTo("policy.not_found");
    }

    @Test
    void areListedByState() {
        assertThat(json(get("/policy/list-active-policies")).at("/0/state").asText())
                .isEqualTo("active");
        assertThat(privicore.lastQuery).isEqualTo(new PolicyQuery.ListPolicies(Optional.of(PolicyState.ACTIVE)));
        get("/policy/list-inactive-policies");
        assertThat(privicore.lastQuery).isEqualTo(new PolicyQuery.ListPolicies(Optional.of(PolicyState.INACTIVE)));
        assertThat(json(get("/policy/list-registered-policies")).isArray()).isTrue();
        assertThat(privicore.lastQuery).isEqualTo(new PolicyQuery.ListPolicies(Optional.empty()));
    }

    @Test
    void areMadeFromTemplates() {
        assertThat(get("/policy/list-policy-templates").body())
                .isEqualTo(
                        "{\"data-access\":{\"name\":\"Data access\",\"description\":\"Data is read only after a vote.\","
                                + "\"events\":{\"data-token.request\":{\"request-data\":\"Data is requested\"}},"
                                + "\"configuration\":[\"classification\",\"hours\",\"self_approval\"],"
                                + "\"votingAttributes\":[\"operation\",\"requester\"]}}");
    }

    private static java.net.http.HttpResponse<String> register(Map<String, ?> configuration) {
        return post(
                "/policy/register",
                Map.of(
                        "policyTemplateId",
                        "data-access",
                        "applyingEventIds",
                        "data-token.request",
                        "configuration",
                        configuration));
    }
}
