package io.privicore.domain.directory;

import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import java.util.Optional;

/**
 * What a directory knows of somebody beyond the profile. Of an invited profile it knows nothing until an administrator
 * adds it.
 *
 * @param externalId how another system of the organisation calls the same person; unique in the directory
 */
public record Person(
        Optional<Name> givenName,
        Optional<Name> familyName,
        Optional<Email> email,
        Optional<Name> externalId,
        Metadata meta) {

    public static final Person UNKNOWN =
            new Person(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Metadata.EMPTY);
}
