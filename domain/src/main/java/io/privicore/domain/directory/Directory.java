package io.privicore.domain.directory;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Objects;

/**
 * An organisation. Who is in it and what they may do are {@link Member}s of their own, so that two of them can change at
 * once.
 *
 * @param owner whoever registered it
 * @param revision counts saved changes; two that start from the same one cannot both be saved
 */
public record Directory(
        DirectoryId id,
        ProfileId owner,
        Name name,
        ShortName shortName,
        Metadata meta,
        Instant createdAt,
        long revision) {

    public static Change<Directory> register(
            DirectoryId id, ProfileId owner, Name name, ShortName shortName, Metadata meta, Instant now) {
        DirectorySettings.of(meta);
        return Change.of(
                new Directory(id, owner, name, shortName, meta, now, 0),
                new DirectoryEvent.Registered(owner, id, name.value(), shortName.value()));
    }

    /** Puts fields over those it has; refuses with {@code DIRECTORY_SETTINGS_MALFORMED} settings that say nothing. */
    public Change<Directory> storeMeta(Metadata fields) {
        var merged = meta.with(fields);
        DirectorySettings.of(merged);
        return Change.of(
                new Directory(id, owner, name, shortName, merged, createdAt, revision),
                new DirectoryEvent.MetaStored(owner, id));
    }

    /** Whether its meta says the same about policies, and so about whose vote is needed. */
    public boolean hasPolicyOf(Directory other) {
        return Objects.equals(
                meta.fields().get(DirectorySettings.POLICY), other.meta.fields().get(DirectorySettings.POLICY));
    }

    /** What its meta says to the platform. */
    public DirectorySettings settings() {
        return DirectorySettings.of(meta);
    }
}
