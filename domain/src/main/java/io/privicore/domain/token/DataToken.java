package io.privicore.domain.token;

import static io.privicore.domain.kernel.Reason.DATA_TOKEN_ALREADY_EXCHANGED;
import static io.privicore.domain.kernel.Reason.DATA_TOKEN_BUSY;
import static io.privicore.domain.kernel.Reason.DATA_TOKEN_EXPIRED;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an application holds in place of its data: reserved, then permanent, then deleted; or reserved, then expired.
 */
public sealed interface DataToken {

    TokenId id();

    ProfileId owner();

    DataContext context();

    Instant createdAt();

    /** Counts saved changes; two that start from the same one cannot both be saved. */
    long revision();

    /**
     * Space for data that has not come yet.
     *
     * @param pending the data on its way to devices, once it was handed in
     */
    record Reserved(
            TokenId id,
            ProfileId owner,
            DataContext context,
            SealedToken temporary,
            Attributes attributes,
            Instant createdAt,
            Instant expiresAt,
            Optional<Pending> pending,
            long revision)
            implements DataToken {

        public boolean isOpenAt(Instant now) {
            return now.isBefore(expiresAt);
        }

        /** Takes the data that was handed to devices; whether it becomes a token depends on their answers. */
        public Change<Reserved> exchange(Placement placement, UUID command, Instant now) {
            requireExchangeable(now);
            return Change.none(waitingFor(Optional.of(new Pending(placement, command, Attributes.NONE))));
        }

        /** Whether {@link #exchange} would go through, to be asked before data is sealed and sent. */
        public void requireExchangeable(Instant now) {
            if (pending.isPresent()) {
                throw new Refusal(
                        DATA_TOKEN_ALREADY_EXCHANGED,
                        "Expected a reservation without data, but data was handed in already");
            }
            if (!isOpenAt(now)) {
                throw new Refusal(
                        DATA_TOKEN_EXPIRED,
                        "Expected to exchange data before %s, but it is later".formatted(expiresAt));
            }
        }

        /** Enough devices hold the pending data: the reservation becomes a permanent token. */
        public Change<DataToken> complete(SealedToken token, Instant now) {
            var placed = pending.orElseThrow().placement();
            var permanent = new Permanent(
                    id,
                    owner,
                    context,
                    temporary,
                    token,
                    attributes,
                    placed,
                    Optional.empty(),
                    createdAt,
                    now,
                    revision);
            return Change.of(
                    permanent,
                    new DataTokenEvent.Exchanged(owner, id, token.hash().hex(), placed.size(), placed.version()));
        }

        /** The time is over without data that enough devices hold. The pending data key is destroyed with it. */
        public Change<DataToken> expire(Instant now) {
            return Change.of(
                    new Expired(id, owner, context, temporary, createdAt, now, revision),
                    new DataTokenEvent.TokenExpired(owner, id));
        }

        /** A stream that brings the data is under way: the reservation does not end before it could. */
        public Change<Reserved> keepOpenUntil(Instant until) {
            return Change.none(
                    until.isAfter(expiresAt)
                            ? new Reserved(
                                    id, owner, context, temporary, attributes, createdAt, until, pending, revision)
                            : this);
        }

        /** What the file is called that its data comes from. */
        public Reserved describe(FileMeta file) {
            return new Reserved(
                    id, owner, context, temporary, attributes.withFile(file), createdAt, expiresAt, pending, revision);
        }

        public Change<Reserved> classify(io.privicore.domain.kernel.Metadata risk) {
            return Change.none(new Reserved(
                    id, owner, context, temporary, attributes.withRisk(risk), createdAt, expiresAt, pending, revision));
        }

        private Reserved waitingFor(Optional<Pending> next) {
            return new Reserved(id, owner, context, temporary, attributes, createdAt, expiresAt, next, revision);
        }
    }

    /**
     * A token that stands for data on devices.
     *
     * @param temporary the token of the reservation it grew from, by which it can still be found
     * @param pending a new version on its way to devices
     */
    record Permanent(
            TokenId id,
            ProfileId owner,
            DataContext context,
            SealedToken temporary,
            SealedToken token,
            Attributes attributes,
            Placement placement,
            Optional<Pending> pending,
            Instant createdAt,
            Instant updatedAt,
            long revision)
            implements DataToken {

        /** Takes a new version that was handed to devices; the present one serves until enough of them hold it. */
        public Change<Permanent> update(Placement next, UUID command, Attributes changed) {
            requireUpdatable();
            return Change.none(
                    with(context, attributes, placement, Optional.of(new Pending(next, command, changed)), updatedAt));
        }

        /** Whether {@link #update} would go through, to be asked before data is sealed and sent. */
        public void requireUpdatable() {
            if (pending.isPresent()) {
                throw new Refusal(
                        DATA_TOKEN_BUSY,
                        "Expected a token without an update under way, but version %d is on its way"
                                .formatted(placement.version() + 1));
            }
        }

        /** Enough devices hold the pending version: it takes the place of the present one, whose key is destroyed. */
        public Change<DataToken> complete(Instant now) {
            var done = pending.orElseThrow();
            var next = done.placement();
            return Change.of(
                    with(context, attributes.replacedBy(done.attributes()), next, Optional.empty(), now),
                    new DataTokenEvent.Updated(owner, id, token.hash().hex(), next.size(), next.version()));
        }

        /** Too few devices took the pending version in time: the present one stays. */
        public Change<DataToken> abandonUpdate() {
            return Change.none(with(context, attributes, placement, Optional.empty(), updatedAt));
        }

        public Change<Permanent> describe(FileMeta file, Instant now) {
            return described(context, attributes.withFile(file), now);
        }

        public Change<Permanent> describe(FileMeta file, DataContext newContext, Instant now) {
            return described(newContext, attributes.withFile(file), now);
        }

        public Change<Permanent> classify(io.privicore.domain.kernel.Metadata risk, Instant now) {
            return described(context, attributes.withRisk(risk), now);
        }

        /** Destroys the data key, and with it the data, whatever devices still hold. */
        public Change<DataToken> delete(UUID receipt, Instant now) {
            return Change.of(
                    new Deleted(
                            id,
                            owner,
                            context,
                            temporary,
                            token,
                            attributes,
                            placement.version(),
                            receipt,
                            createdAt,
                            now,
                            revision),
                    new DataTokenEvent.TokenDeleted(owner, id, token.hash().hex(), receipt));
        }

        private Change<Permanent> described(DataContext newContext, Attributes next, Instant now) {
            return Change.of(
                    with(newContext, next, placement, pending, now),
                    new DataTokenEvent.Described(owner, id, token.hash().hex()));
        }

        private Permanent with(
                DataContext newContext,
                Attributes newAttributes,
                Placement newPlacement,
                Optional<Pending> newPending,
                Instant changedAt) {
            return new Permanent(
                    id,
                    owner,
                    newContext,
                    temporary,
                    token,
                    newAttributes,
                    newPlacement,
                    newPending,
                    createdAt,
                    changedAt,
                    revision);
        }
    }

    /** A token whose data nobody can read any more; kept to answer for the erasure. */
    record Deleted(
            TokenId id,
            ProfileId owner,
            DataContext context,
            SealedToken temporary,
            SealedToken token,
            Attributes attributes,
            long version,
            UUID receipt,
            Instant createdAt,
            Instant keyDestroyedAt,
            long revision)
            implements DataToken {}

    /** A reservation that never got its data. */
    record Expired(
            TokenId id,
            ProfileId owner,
            DataContext context,
            SealedToken temporary,
            Instant createdAt,
            Instant expiredAt,
            long revision)
            implements DataToken {}

    static Change<Reserved> reserve(
            TokenId id,
            ProfileId owner,
            DataContext context,
            Ttl ttl,
            Attributes attributes,
            SealedToken temporary,
            Instant now) {
        var reserved = new Reserved(
                id, owner, context, temporary, attributes, now, now.plus(ttl.duration()), Optional.empty(), 0);
        return Change.of(reserved, new DataTokenEvent.TokenReserved(owner, id, context.value(), reserved.expiresAt()));
    }
}
