package io.privicore.adapters.persistence.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.privicore.application.command.Command;
import io.privicore.application.engine.Operations;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.query.Query;
import io.privicore.domain.kernel.Bytes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Commands as JSON, by the names of their parts, maps and sets in an order that is the same on every node. A part that is
 * optional may be missing; one that is not known is refused, since what votes agreed to must be what is carried out.
 */
@ApplicationScoped
public class JacksonCommandBytes implements CommandBytes {

    private static final Map<String, Class<? extends Command>> COMMANDS = Operations.all().entrySet().stream()
            .filter(declared -> Command.class.isAssignableFrom(declared.getKey()))
            .collect(
                    Collectors.toUnmodifiableMap(declared -> declared.getValue().value(), declared -> declared.getKey()
                            .asSubclass(Command.class)));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new CommandParts())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    static {
        // Data of any length is one text.
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build());
    }

    @Override
    public Bytes write(Command command) {
        return bytes(command);
    }

    @Override
    public Bytes write(Query<?> query) {
        return bytes(query);
    }

    @Override
    public Command read(String operation, Bytes written) {
        var type = COMMANDS.get(operation);
        if (type == null) {
            throw new IllegalArgumentException("Expected a command, but \"%s\" is none".formatted(operation));
        }
        try {
            var command = MAPPER.readValue(written.view(), type);
            if (command != null) {
                return command;
            }
            throw unreadable(operation);
        } catch (IOException | IllegalArgumentException failure) {
            throw unreadable(operation);
        }
    }

    private static Bytes bytes(Object operation) {
        try {
            return Bytes.wrap(MAPPER.writeValueAsBytes(operation));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("Expected a record that JSON can hold", failure);
        }
    }

    /** Without the cause, whose text may hold what was read. */
    private static IllegalArgumentException unreadable(String operation) {
        return new IllegalArgumentException("Expected the bytes of a %s, but they are of none".formatted(operation));
    }
}
