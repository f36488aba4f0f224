package io.privicore.domain.token;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.UUID;

/** What becomes known of data tokens. A token appears as its hash, so that events grant nothing. */
public sealed interface DataTokenEvent extends Event {

    TokenId token();

    @Override
    default String subject() {
        return token().toString();
    }

    record TokenReserved(ProfileId profile, TokenId token, String context, Instant expiresAt)
            implements DataTokenEvent {}

    record Exchanged(ProfileId profile, TokenId token, String tokenHash, long size, long version)
            implements DataTokenEvent {}

    record Described(ProfileId profile, TokenId token, String tokenHash) implements DataTokenEvent {}

    record Requested(ProfileId profile, TokenId token, String tokenHash, UUID request) implements DataTokenEvent {}

    record Delivered(ProfileId profile, TokenId token, String tokenHash, UUID request, long size)
            implements DataTokenEvent {}

    record Updated(ProfileId profile, TokenId token, String tokenHash, long size, long version)
            implements DataTokenEvent {}

    /** Its data key was destroyed: from here on nobody can read it, whatever devices still hold. */
    record TokenDeleted(ProfileId profile, TokenId token, String tokenHash, UUID receipt) implements DataTokenEvent {}

    /** One more device confirmed that it no longer holds the data. */
    record ErasureConfirmed(ProfileId profile, TokenId token, DeviceId device) implements DataTokenEvent {}

    record TokenExpired(ProfileId profile, TokenId token) implements DataTokenEvent {}

    /** Every device that should hold the version holds it. */
    record Replicated(ProfileId profile, TokenId token, long version, int held) implements DataTokenEvent {}
}
