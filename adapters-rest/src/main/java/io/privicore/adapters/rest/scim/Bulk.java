package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.rest.limits.Limits;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Many operations in one request (RFC 7644, 3.7). They are carried out in their order, but neighbours that have nothing to
 * do with each other at once, so that their commits share a write.
 */
@Singleton
final class Bulk {

    static final int MOST = 1_000;

    /** How many are carried out at once. */
    private static final int AT_ONCE = 16;

    private static final String RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

    private final ResourceTypes types;
    private final Limits limits;

    Bulk(ResourceTypes types, Limits limits) {
        this.types = types;
        this.limits = limits;
    }

    int maxPayloadSize() {
        return limits.body();
    }

    Answer run(ScimCall call, ObjectNode body) {
        var operations = BulkOperation.all(body, MOST);
        var failOnErrors = ScimJson.find(body, "failOnErrors")
                .map(node -> node.asInt(0))
                .filter(most -> most > 0)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        var done = new Done();
        for (var wave : waves(BulkOperation.inOrder(operations))) {
            for (int next = 0; next < wave.size(); ) {
                if (failOnErrors.isPresent() && done.errors >= failOnErrors.getAsInt()) {
                    return Answer.ok(response(operations, done));
                }
                // Not more together than may still fail, so that it is never gone on for too long.
                int most = failOnErrors.isPresent() ? failOnErrors.getAsInt() - done.errors : wave.size();
                int end = Math.min(wave.size(), next + Math.min(most, wave.size()));
                carryOut(call, wave.subList(next, end), done);
                next = end;
            }
        }
        return Answer.ok(response(operations, done));
    }

    /** Neighbours that can be carried out together: none of them is about what another is about. */
    private static List<List<BulkOperation>> waves(List<BulkOperation> operations) {
        List<List<BulkOperation>> waves = new ArrayList<>();
        List<BulkOperation> wave = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        for (var operation : operations) {
            var own = operation.subjects();
            boolean alone = own.isEmpty();
            if (!wave.isEmpty()
                    && (alone
                            || wave.getFirst().subjects().isEmpty()
                            || !wave.getFirst().method().equals(operation.method())
                            || own.stream().anyMatch(subjects::contains))) {
                waves.add(wave);
                wave = new ArrayList<>();
                subjects = new HashSet<>();
            }
            wave.add(operation);
            subjects.addAll(own);
        }
        if (!wave.isEmpty()) {
            waves.add(wave);
        }
        return waves;
    }

    private void carryOut(ScimCall call, List<BulkOperation> wave, Done done) {
        if (wave.size() == 1) {
            done.put(wave.getFirst(), outcome(call, wave.getFirst(), done));
            return;
        }
        Map<BulkOperation, Future<ObjectNode>> under = new LinkedHashMap<>();
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var operation : wave) {
                under.put(operation, threads.submit(() -> {
                    places.acquire();
                    try {
                        return outcome(call, operation, done);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        under.forEach((operation, future) -> {
            try {
                done.put(operation, future.get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure.getCause());
            }
        });
    }

    /** What an operation came to; the answer it would have alone, but for the resource. */
    private ObjectNode outcome(ScimCall call, BulkOperation operation, Done done) {
        var shown = ScimJson.object();
        operation.location(call).ifPresent(location -> shown.put("location", location));
        shown.put("method", operation.method());
        operation.bulkId().ifPresent(id -> shown.put("bulkId", id));
        try {
            var answer = carryOut(call, operation, done);
            answer.version().ifPresent(version -> shown.put("version", version));
            answer.location().ifPresent(location -> shown.put("location", location));
            shown.put("status", String.valueOf(answer.status()));
        } catch (ScimCall.Waiting waiting) {
            shown.put("status", "202");
            shown.putObject("response").put("commandId", waiting.command().toString());
        } catch (RuntimeException no) {
            var failure = ScimEdge.failureOf(no);
            shown.put("status", String.valueOf(failure.status()));
            shown.set("response", failure.json());
        }
        return shown;
    }

    private Answer carryOut(ScimCall call, BulkOperation operation, Done done) {
        var ids = done.ids();
        var data = operation.resolved(ids);
        Optional<Projection> nothing = Optional.empty();
        var type = types.called(operation.resource());
        return switch (operation.method()) {
            case "POST" -> type.create(call, data, nothing);
            case "PUT" -> type.replace(call, operation.id(ids), data, operation.version(), nothing);
            case "PATCH" -> type.modify(call, operation.id(ids), data, operation.version(), nothing);
            case "DELETE" -> type.remove(call, operation.id(ids), operation.version());
            default ->
                throw ScimFailure.invalidSyntax("Expected POST, PUT, PATCH or DELETE, but got "
                        + operation.method().toUpperCase(Locale.ROOT));
        };
    }

    /** In the order in which they were asked for; those that were not come to are left out. */
    private static ObjectNode response(List<BulkOperation> operations, Done done) {
        var response = ScimJson.object();
        response.putArray("schemas").add(RESPONSE);
        var shown = response.putArray("Operations");
        operations.stream()
                .flatMap(operation -> Optional.ofNullable(done.outcomes.get(operation.index())).stream())
                .forEach(shown::add);
        return response;
    }

    /** What was come to so far. Written between waves, read within them. */
    private static final class Done {

        private final Map<Integer, ObjectNode> outcomes = new HashMap<>();
        private final Map<String, String> ids = new HashMap<>();
        private int errors;

        Map<String, String> ids() {
            return ids;
        }

        void put(BulkOperation operation, ObjectNode outcome) {
            outcomes.put(operation.index(), outcome);
            if (outcome.path("status").asInt() >= 300) {
                errors++;
                return;
            }
            operation.bulkId().ifPresent(bulkId -> ScimJson.text(outcome, "location")
                    .map(location -> location.substring(location.lastIndexOf('/') + 1))
                    .ifPresent(id -> ids.put(bulkId, id)));
        }
    }
}
