package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataContext;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.Ttl;
import java.util.Optional;

/** What can be done with data tokens. */
public sealed interface TokenCommand extends Command {

    /** Reserves space; the temporary token is fetched under the command's id and ends with its time to live. */
    @Operation(value = "data-token.reserve", scope = Scope.DATA_TOKEN_WRITE)
    record Reserve(DataContext context, Ttl ttl, Metadata meta) implements TokenCommand {}

    /** Hands data in for a reservation; done when enough devices hold it. Result: the permanent token. */
    @Operation(value = "data-token.exchange", scope = Scope.DATA_TOKEN_WRITE)
    record Exchange(TokenText temporaryToken, Bytes data) implements TokenCommand {}

    /**
     * Makes what a stream brought the reservation's data. The platform's own, for streams that wait for votes. Result: the
     * permanent token.
     *
     * @param reservation the command that reserved the space, which gets the token as its result too
     * @param size in bytes
     */
    @Operation(value = "data-token.attach", scope = Scope.DATA_TOKEN_WRITE)
    record Attach(TokenId token, StorageRef ref, CommandId reservation, Optional<Name> fileName, long size)
            implements TokenCommand {}

    /**
     * Asks for the data; it is sent to the profile's channels, or when it is long, where it can be downloaded once.
     *
     * @param site where the caller reaches this platform, such as {@code https://tokens.example.com:443}
     */
    @Operation(value = "data-token.request", scope = Scope.DATA_TOKEN_READ)
    record RequestData(TokenText token, String site) implements TokenCommand {}

    /** Puts risk fields (classification, label, handling …) over those that are there. */
    @Operation(value = "data-token.configure-risk", scope = Scope.DATA_TOKEN_WRITE)
    record ConfigureRisk(TokenText token, Metadata fields) implements TokenCommand {}

    /** Replaces the data under the same token; metadata groups that are empty stay as they are. */
    @Operation(value = "data-token.update", scope = Scope.DATA_TOKEN_WRITE)
    record Update(TokenText token, Bytes data, Attributes attributes) implements TokenCommand {}

    /** Changes what is said about the data, not the data. */
    @Operation(value = "data-token.update-metadata", scope = Scope.DATA_TOKEN_WRITE)
    record UpdateMetadata(
            TokenText token, Optional<Name> fileName, Optional<String> extension, Optional<DataContext> context)
            implements TokenCommand {}

    /** Destroys the data key at once and tells the devices to erase. Result: the erasure receipt's id. */
    @Operation(value = "data-token.delete", scope = Scope.DATA_TOKEN_WRITE)
    record Delete(TokenText token) implements TokenCommand {}
}
