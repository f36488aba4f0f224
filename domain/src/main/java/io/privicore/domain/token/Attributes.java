package io.privicore.domain.token;

import io.privicore.domain.kernel.Metadata;
import java.util.Optional;

/**
 * What is known about some data besides the data, in three groups: the file, its information security risk
 * (classification, label, handling …) and free fields.
 */
public record Attributes(Optional<FileMeta> file, Metadata risk, Metadata data) {

    public static final Attributes NONE = new Attributes(Optional.empty(), Metadata.EMPTY, Metadata.EMPTY);

    public Attributes withFile(FileMeta next) {
        return new Attributes(Optional.of(next), risk, data);
    }

    public Attributes withRisk(Metadata fields) {
        return new Attributes(file, risk.with(fields), data);
    }

    /** These groups, replaced one by one where the other has something to say. */
    public Attributes replacedBy(Attributes other) {
        return new Attributes(
                other.file.isPresent() ? other.file : file,
                other.risk.isEmpty() ? risk : other.risk,
                other.data.isEmpty() ? data : other.data);
    }
}
