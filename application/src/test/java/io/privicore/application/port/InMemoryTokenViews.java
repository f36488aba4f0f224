package io.privicore.application.port;

import io.privicore.application.query.Page;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.TokenQuery.Filter;
import io.privicore.application.query.TokenQuery.TokenView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.SealedToken;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of data tokens in memory. */
public final class InMemoryTokenViews implements TokenViews {

    private final InMemoryDatabase database;
    private final InMemoryDataTokens tokens;
    private final Envelopes envelopes;

    public InMemoryTokenViews(InMemoryDatabase database, Envelopes envelopes) {
        this.database = database;
        this.tokens = new InMemoryDataTokens(database);
        this.envelopes = envelopes;
    }

    @Override
    public Page<TokenView> list(ProfileId owner, TokenQuery.ListTokens query) {
        return database.locked(() -> {
            var matching = database.tokens.all().stream()
                    .filter(token -> token.owner().equals(owner))
                    .filter(token ->
                            query.deleted() ? token instanceof DataToken.Deleted : token instanceof DataToken.Permanent)
                    .sorted(Comparator.comparing(DataToken::createdAt)
                            .thenComparing(token -> token.id().value().toString())
                            .reversed())
                    .flatMap(token -> view(token).stream())
                    .filter(view -> query.filters().stream().allMatch(filter -> matches(view, filter)))
                    .toList();
            var page = matching.stream()
                    .skip(query.paging().offset())
                    .limit(query.paging().perPage())
                    .toList();
            return new Page<>(page, matching.size(), query.paging());
        });
    }

    private Optional<TokenView> view(DataToken token) {
        return switch (token) {
            case DataToken.Permanent t -> {
                var expected = database.devices.all().stream()
                        .filter(device -> InMemoryDevices.isActiveStorage(device)
                                && InMemoryDevices.stores(database, t.owner(), device))
                        .count();
                var replicas = new TokenQuery.Replicas(
                        tokens.storing(t.placement().ref()).size(), (int) expected);
                yield Optional.of(new TokenView(
                        text(t.token()),
                        t.context().value(),
                        t.attributes().file(),
                        t.attributes().risk(),
                        t.attributes().data(),
                        t.placement().size(),
                        t.placement().version(),
                        replicas,
                        t.createdAt(),
                        t.updatedAt(),
                        Optional.empty()));
            }
            case DataToken.Deleted t ->
                Optional.of(new TokenView(
                        text(t.token()),
                        t.context().value(),
                        t.attributes().file(),
                        t.attributes().risk(),
                        t.attributes().data(),
                        0,
                        t.version(),
                        new TokenQuery.Replicas(0, 0),
                        t.createdAt(),
                        t.keyDestroyedAt(),
                        Optional.of(erasure(t))));
            case DataToken.Reserved _, DataToken.Expired _ -> Optional.empty();
        };
    }

    private TokenQuery.Erasure erasure(DataToken.Deleted token) {
        var told = database.erasures.entries().stream()
                .filter(row -> row.getKey().token().equals(token.id()))
                .toList();
        var expected = told.stream().map(row -> row.getKey().device()).collect(Collectors.toSet());
        var open = told.stream()
                .filter(row -> row.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .map(Erasures.Open::device)
                .collect(Collectors.toSet());
        return new TokenQuery.Erasure(token.keyDestroyedAt(), expected.size() - open.size(), expected.size());
    }

    private String text(SealedToken token) {
        Bytes opened = envelopes.openSecret(token.sealed(), "data-token");
        return new String(opened.view(), StandardCharsets.UTF_8);
    }

    private static boolean matches(TokenView view, Filter filter) {
        var attributes = new Attributes(view.file(), view.risk(), view.data());
        Stream<String> value =
                switch (filter.field()) {
                    case FILE_NAME ->
                        attributes.file().map(file -> file.fileName().value()).stream();
                    case FILE_EXTENSION -> attributes.file().map(file -> file.extension()).stream();
                    case DATA_TYPE -> attributes.data().text("type").stream();
                    case CONTEXT -> Stream.of(view.context());
                    case TOKEN -> Stream.of(view.token());
                };
        return value.anyMatch(text -> filter.isPrefix() ? text.startsWith(filter.text()) : text.equals(filter.text()));
    }
}
