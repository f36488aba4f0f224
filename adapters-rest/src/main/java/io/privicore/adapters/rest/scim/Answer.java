package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What comes of one operation, alone or in bulk. */
record Answer(int status, Optional<ObjectNode> body, Optional<String> location, Optional<String> version) {

    static Answer ok(ObjectNode body) {
        return new Answer(200, Optional.of(body), Optional.empty(), Optional.empty());
    }

    static Answer ok(ObjectNode body, String location, Optional<String> version) {
        return new Answer(200, Optional.of(body), Optional.of(location), version);
    }

    static Answer created(Optional<ObjectNode> body, String location, Optional<String> version) {
        return new Answer(201, body, Optional.of(location), version);
    }

    /** Done, and nothing to show. */
    static Answer done(int status, String location, Optional<String> version) {
        return new Answer(status, Optional.empty(), Optional.of(location), version);
    }

    static Answer gone() {
        return new Answer(204, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
