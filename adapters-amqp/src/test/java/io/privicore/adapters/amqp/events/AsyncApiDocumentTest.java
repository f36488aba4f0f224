package io.privicore.adapters.amqp.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.privicore.application.command.CommandId;
import io.privicore.application.event.EventCatalogue;
import io.privicore.application.port.Outbox.Outgoing;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.VotingConfigurationId;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AsyncApiDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyEventFitsItsSchema() throws Exception {
        var document = JSON.readTree(AsyncApiDocument.json("test"));
        return EventCatalogue.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getValue(), () -> {
                    var schema = schema(document, entry.getValue());
                    var event = sample(entry.getKey());
                    var json = JSON.readTree(CloudEvents.render(outgoing(event), "urn:privicore:test"));

                    assertThat(schema.validate(json)).isEmpty();
                }));
    }

    @Test
    void aSchemaRefusesWhatDoesNotFit() throws Exception {
        var document = JSON.readTree(AsyncApiDocument.json("test"));
        var schema = schema(document, "device.approved");
        var good = new HashMap<>(
                Map.<String, Object>of("profile", UUID.randomUUID().toString()));
        good.put("device", "no uuid");
        var event = new Outgoing(
                UUID.randomUUID(),
                "device.approved",
                "subject",
                UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                good);

        assertThat(schema.validate(JSON.readTree(CloudEvents.render(event, "urn:x"))))
                .isNotEmpty();
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(AsyncApiDocument.json("1")).isEqualTo(AsyncApiDocument.json("1"));
    }

    private static JsonSchema schema(JsonNode document, String name) {
        var payload = document.at("/components/messages").get(name).get("payload");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        payload,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static Outgoing outgoing(Event event) {
        return new Outgoing(
                UUID.randomUUID(),
                EventCatalogue.name(event),
                event.subject(),
                event.profile().value(),
                Optional.of(UUID.randomUUID()),
                Optional.empty(),
                Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                Instant.now(),
                EventCatalogue.data(event));
    }

    private static Event sample(Class<? extends Event> type) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(types).map(AsyncApiDocumentTest::value).toArray();
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return (Event) constructor.newInstance(values);
    }

    private static Object value(Class<?> type) {
        if (type == String.class) {
            return "text";
        } else if (type == Instant.class) {
            return Instant.now();
        } else if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == ProfileId.class) {
            return new ProfileId(UUID.randomUUID());
        } else if (type == DeviceId.class) {
            return new DeviceId(UUID.randomUUID());
        } else if (type == TokenId.class) {
            return new TokenId(UUID.randomUUID());
        } else if (type == CommandId.class) {
            return new CommandId(UUID.randomUUID());
        } else if (type == PollId.class) {
            return new PollId(UUID.randomUUID());
        } else if (type == BallotId.class) {
            return new BallotId(UUID.randomUUID());
        } else if (type == VotingConfigurationId.class) {
            return new VotingConfigurationId(UUID.randomUUID());
        } else if (type == DirectoryId.class) {
            return new DirectoryId(UUID.randomUUID());
        } else if (type == InvitationId.class) {
            return new InvitationId(UUID.randomUUID());
        } else if (type == ProvisioningClientId.class) {
            return new ProvisioningClientId(UUID.randomUUID());
        } else if (type == GroupId.class) {
            return new GroupId(UUID.randomUUID());
        } else if (type == PolicyId.class) {
            return new PolicyId(UUID.randomUUID());
        } else if (type == ApplicationId.class) {
            return new ApplicationId(UUID.randomUUID());
        } else if (type == UUID.class) {
            return UUID.randomUUID();
        }
        throw new AssertionError("No sample for " + type);
    }
}
