package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.TokenText;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.token.FileMeta;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked about data tokens. */
public sealed interface TokenQuery<R> extends Query<R> {

    /** The temporary token of a reservation. Mints a fresh stream token and ends the one before. */
    @Operation(value = "data-token.retrieve-temporary", scope = Scope.DATA_TOKEN_WRITE, audited = true)
    record RetrieveTemporary(CommandId command) implements TokenQuery<TemporaryTokenView> {}

    /** Says what file lies behind the token, and answers with the permanent token. */
    @Operation(value = "data-token.configure-file", scope = Scope.DATA_TOKEN_WRITE, audited = true)
    record ConfigureFile(TokenText token, FileMeta file) implements TokenQuery<String> {}

    @Operation(value = "data-token.list", scope = Scope.DATA_TOKEN_READ)
    record ListTokens(List<Filter> filters, boolean deleted, Paging paging) implements TokenQuery<Page<TokenView>> {}

    /** What was done in each of the periods, oldest first, also in those in which nothing was. */
    @Operation(value = "data-token.count-transactions", scope = Scope.DATA_TOKEN_READ)
    record CountTransactions(Periods periods) implements TokenQuery<List<TransactionCount>> {}

    /** @param token {@code tmp-…}
     * @param streamToken lets its bearer upload once, for this reservation */
    record TemporaryTokenView(String token, String streamToken) {
        @Override
        public String toString() {
            return "TemporaryTokenView[…]";
        }
    }

    /** What a list of tokens can be narrowed by. */
    enum Field {
        FILE_NAME("meta.file.fileName"),
        FILE_EXTENSION("meta.file.extension"),
        DATA_TYPE("meta.data.type"),
        CONTEXT("context"),
        TOKEN("token");

        private final String wire;

        Field(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /** @param value what the field must equal, or with a trailing {@code *} begin with */
    record Filter(Field field, String value) {

        public boolean isPrefix() {
            return value.endsWith("*");
        }

        /** The value without the star. */
        public String text() {
            return isPrefix() ? value.substring(0, value.length() - 1) : value;
        }
    }

    record TokenView(
            String token,
            String context,
            Optional<FileMeta> file,
            Metadata risk,
            Metadata data,
            long size,
            long version,
            Replicas replicas,
            Instant createdAt,
            Instant updatedAt,
            Optional<Erasure> erasure) {
        @Override
        public String toString() {
            return "TokenView[…]";
        }
    }

    /** @param period when it began */
    record TransactionCount(Instant period, TransactionCounts counts) {}

    /** How many devices hold the present version, of how many that should. */
    record Replicas(int held, int expected) {}

    /** How far the erasure of a deleted token has come on devices; the key is gone in any case. */
    record Erasure(Instant keyDestroyedAt, int confirmed, int expected) {}
}
