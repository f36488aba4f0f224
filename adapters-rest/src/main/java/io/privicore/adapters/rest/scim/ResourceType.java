package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What can be done with the resources of one type. */
sealed interface ResourceType permits ScimUsers, ScimGroups {

    Answer list(ScimCall call, Listing listing);

    Answer get(ScimCall call, String id, Projection projection);

    /** @param show what is wanted of the resource as the answer, if it is wanted at all */
    Answer create(ScimCall call, ObjectNode body, Optional<Projection> show);

    /** @param wanted which version of it is to be replaced, if one in particular */
    Answer replace(ScimCall call, String id, ObjectNode body, Optional<Version> wanted, Optional<Projection> show);

    /** The resource as it is, with the operations applied to it, takes its place. */
    Answer modify(ScimCall call, String id, ObjectNode body, Optional<Version> wanted, Optional<Projection> show);

    Answer remove(ScimCall call, String id, Optional<Version> wanted);
}
