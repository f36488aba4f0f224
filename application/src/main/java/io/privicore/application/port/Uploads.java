package io.privicore.application.port;

import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Optional;

/**
 * Placements whose data is still on its way in. Each is staged from its first chunk on, without a key and without
 * digests, so that what a crash leaves on devices is swept; and nobody could ever read that.
 */
public interface Uploads {

    /** Notes a ref that is about to be handed to devices chunk by chunk. */
    void begin(ProfileId owner, TokenId token, StorageRef ref, long version, Instant at);

    /** Says that more is coming; answers whether it is still wanted, and has not been swept. */
    boolean goOn(StorageRef ref, Instant at);

    /** All is there: the placement is staged like any other. Answers whether it is still wanted. */
    boolean end(Placement placement);

    /**
     * All is there, but it becomes part of its token only after a vote: it is not swept before this time, nor while its
     * reservation is open.
     */
    void keep(StorageRef ref, Instant until);

    /** What was uploaded and is not part of its token yet. */
    Optional<Placement> staged(StorageRef ref);

    /** Forgets an upload, unless it became part of its token; answers whether it did. */
    boolean abandon(StorageRef ref);
}
