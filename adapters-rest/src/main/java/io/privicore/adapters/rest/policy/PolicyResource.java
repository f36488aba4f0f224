package io.privicore.adapters.rest.policy;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.query.PolicyQuery;
import io.privicore.domain.policy.PolicyState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/policy")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "policy")
public final class PolicyResource {

    private static final String POLICY = """
            {"policyId": "5d1f6a3c-9a44-4f0f-8f0f-5f0c6a3f1d2e", "name": "Secrets need two",
             "policyTemplateId": "data-access", "applyingEventIds": ["data-token.delete", "data-token.request"],
             "configuration": {"classification": ["secret"], "self_approval": false},
             "configurationId": "0c9a4f6e-6d1b-4a55-9d52-2f4de6f2b7a1", "state": "active",
             "createdAt": "2026-02-21T15:33:44+00:00"}""";

    private static final String WHICH = "Id or name. `name` is another name of the field.";

    private final Edge edge;

    PolicyResource(Edge edge) {
        this.edge = edge;
    }

    @GET
    @Path("list-policy-templates")
    @Described(
            title = "List policy templates",
            about =
                    "What policies are made from, by the template's id: its events by id, each with its name and a label "
                            + "for people, what its policies can be narrowed by, and what voters are shown of an operation, "
                            + "where there is something to show.",
            scope = "policy:read",
            answer = """
                    {"data-access": {"name": "Data access", "description": "Data is read only after a vote.",
                      "events": {"data-token.request": {"request-data": "Data is requested"}},
                      "configuration": ["classification", "hours", "self_approval"],
                      "votingAttributes": ["operation", "requester", "classification"]}}""")
    public Response templates(@Context RoutingContext http) {
        return edge.ask(http, _ -> new PolicyQuery.ListTemplates(), PolicyFields::templates);
    }

    @POST
    @Path("register")
    @Described(
            title = "Register policy",
            about = "Registers a policy, inactive. The outcome's body is its id. 422 `policy.unknown_template`, "
                    + "`policy.unknown_event` or `policy.unknown_parameter`.",
            scope = "policy:write",
            fields = {
                @Field(
                        name = "policyTemplateId",
                        example = "data-access",
                        about = "A template of list-policy-templates."),
                @Field(
                        name = "applyingEventIds",
                        example = "[\"data-token.request\", \"data-token.delete\"]",
                        about = "Events of the template, at least one.",
                        type = Type.TEXTS),
                @Field(
                        name = "name",
                        example = "Secrets need two",
                        about = "1–200 characters, unique within the profile; made up when left out.",
                        required = false),
                @Field(
                        name = "configuration",
                        example = "{\"classification\": [\"secret\"], \"self_approval\": false}",
                        about =
                                "What narrows it: every parameter that is given must match the operation, by one of its "
                                        + "values, exactly or up to a trailing `*`. `self_approval`: whether the owner's own "
                                        + "devices may approve alone; true when left out.",
                        type = Type.OBJECT,
                        required = false),
                @Field(
                        name = "configurationId",
                        example = "Board",
                        about = "The voting configuration, by id or name; the profile's own way when left out. "
                                + "`votingConfigurationId` is another name of the field.",
                        required = false)
            },
            rejections = {"voting_configuration.not_found", "policy.name_taken", "policy.too_many"})
    public Response register(@Context RoutingContext http) {
        return edge.submit(http, PolicyFields::register);
    }

    @GET
    @Path("list-active-policies")
    @Described(
            title = "List active policies",
            about = "The policies that hold operations.",
            scope = "policy:read",
            answer = "[" + POLICY + "]")
    public Response active(@Context RoutingContext http) {
        return list(http, Optional.of(PolicyState.ACTIVE));
    }

    @GET
    @Path("list-inactive-policies")
    @Described(
            title = "List inactive policies",
            about = "The policies that hold nothing, now or still.",
            scope = "policy:read",
            answer = "[" + POLICY + "]")
    public Response inactive(@Context RoutingContext http) {
        return list(http, Optional.of(PolicyState.INACTIVE));
    }

    @POST
    @Path("activate")
    @Described(
            title = "Activate policy",
            about = "Holds its events from now on. Rejected where its vote could never agree.",
            scope = "policy:write",
            fields = @Field(name = "policyId", example = "Secrets need two", about = WHICH),
            rejections = {"policy.not_found", "voting.unreachable"})
    public Response activate(@Context RoutingContext http) {
        return edge.submit(http, form -> new PolicyCommand.Activate(form.required("policyId", Values::nameOrId)));
    }

    @POST
    @Path("deactivate")
    @Described(
            title = "Deactivate policy",
            about = "Holds nothing from now on. What waits already goes on waiting.",
            scope = "policy:write",
            fields = @Field(name = "policyId", example = "Secrets need two", about = WHICH),
            rejections = "policy.not_found")
    public Response deactivate(@Context RoutingContext http) {
        return edge.submit(http, form -> new PolicyCommand.Deactivate(form.required("policyId", Values::nameOrId)));
    }

    @POST
    @Path("delete")
    @Described(
            title = "Delete policy",
            about = "Deletes a policy, active or not. What waits already goes on waiting.",
            scope = "policy:write",
            fields = @Field(name = "policyId", example = "Secrets need two", about = WHICH),
            rejections = "policy.not_found")
    public Response delete(@Context RoutingContext http) {
        return edge.submit(http, form -> new PolicyCommand.Delete(form.required("policyId", Values::nameOrId)));
    }

    @GET
    @Path("list-registered-policies")
    @Described(
            title = "List registered policies",
            about = "All policies, active or not, the oldest first.",
            scope = "policy:read",
            answer = "[" + POLICY + "]")
    public Response registered(@Context RoutingContext http) {
        return list(http, Optional.empty());
    }

    @GET
    @Path("retrieve-policy/{nameOrId}")
    @Described(
            title = "Retrieve registered policy",
            about = "One policy, by id or name.",
            scope = "policy:read",
            answer = POLICY)
    public Response retrieve(@Context RoutingContext http, @PathParam("nameOrId") String nameOrId) {
        return edge.ask(http, _ -> new PolicyQuery.Retrieve(Values.nameOrIdOrNone(nameOrId)), PolicyFields::view);
    }

    private Response list(RoutingContext http, Optional<PolicyState> state) {
        return edge.ask(
                http, _ -> new PolicyQuery.ListPolicies(state), policies -> Json.list(policies, PolicyFields::view));
    }
}
