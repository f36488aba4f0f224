package io.privicore.adapters.persistence.token;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.TokenViews;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.Page;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.TokenQuery.TokenView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists of data tokens in PostgreSQL. The page is cut out first; replicas and erasures are counted for its rows alone.
 *
 * <p>Tokens are kept as hashes, so a whole token is found at once, and a beginning that all tokens share matches all. A
 * longer beginning is compared with the owner's tokens one by one, unsealed in batches of {@value #BATCH}: it costs time in
 * proportion to what the other filters leave, and no more memory than ids of what matches.
 */
@ApplicationScoped
public class JpaTokenViews implements TokenViews {

    private static final int BATCH = 500;

    private static final String ORDER = " order by t.created_at desc, t.id desc ";

    private static final String VIEW = """
            select t.*, p.size as present_size, p.version as present_version, held.devices as held,
                told.expected, told.open
            from page t
            left join placement p on p.token_id = t.id and p.state = 'PRESENT'
            left join lateral (
                select count(*) as devices from replica r
                join device d on d.id = r.device_id
                where r.profile_id = p.profile_id and r.ref = p.ref and d.storage and d.state = 'ACTIVE') held on true
            left join lateral (
                select count(distinct e.device_id) as expected,
                    count(distinct e.device_id) filter (where e.confirmed_at is null) as open
                from erasure e
                where t.state = 'DELETED' and e.profile_id = t.profile_id and e.token_id = t.id) told on true
            """ + ORDER;

    private static final String STORAGE_DEVICES = """
            select (select count(*) from device where profile_id = ? and storage and state = 'ACTIVE')
                + (select count(distinct s.device_id) from shared_storage s
                    join device d on d.id = s.device_id and d.storage and d.state = 'ACTIVE'
                    where s.profile_id = ?) as devices
            """;

    private final Sql sql;
    private final Envelopes envelopes;
    private final Tokens tokens;

    JpaTokenViews(Sql sql, Envelopes envelopes, Tokens tokens) {
        this.sql = sql;
        this.envelopes = envelopes;
        this.tokens = tokens;
    }

    @Override
    public Page<TokenView> list(ProfileId owner, TokenQuery.ListTokens query) {
        var condition = TokenCondition.of(owner, query, tokens);
        var paging = query.paging();
        int devices = query.deleted() ? 0 : count(STORAGE_DEVICES, List.of(owner.value(), owner.value()), "devices");
        if (condition.tokenPrefixes().isEmpty()) {
            int count = count(
                    "select count(*) as tokens from data_token t where " + condition.sql(),
                    condition.arguments(),
                    "tokens");
            var arguments = new ArrayList<>(condition.arguments());
            arguments.add(paging.perPage());
            arguments.add(paging.offset());
            var page = "with page as materialized (select * from data_token t where " + condition.sql() + ORDER
                    + "limit ? offset ?) ";
            return new Page<>(views(page, arguments, devices), count, paging);
        }
        var matching = scan(condition);
        var ids =
                matching.stream().skip(paging.offset()).limit(paging.perPage()).toList();
        var page = "with page as materialized (select * from data_token t where t.profile_id = ? and t.id = any(?)) ";
        return new Page<>(views(page, List.of(owner.value(), Sql.ids(ids)), devices), matching.size(), paging);
    }

    private List<TokenView> views(String page, List<Object> arguments, int devices) {
        return sql.list(page + VIEW, row -> view(row, devices), arguments.toArray());
    }

    private int count(String statement, List<Object> arguments, String column) {
        return sql.first(statement, row -> row.getInt(column), arguments.toArray())
                .orElse(0);
    }

    /** Ids of the tokens that begin as wanted, newest first. */
    private List<UUID> scan(TokenCondition condition) {
        List<UUID> matching = new ArrayList<>();
        var statement = "select t.id, t.created_at, t.permanent_sealed from data_token t where " + condition.sql();
        var batch = sql.list(
                statement + ORDER + "limit " + BATCH,
                JpaTokenViews::candidate,
                condition.arguments().toArray());
        while (!batch.isEmpty()) {
            for (var candidate : batch) {
                var text = text(candidate.sealed());
                if (condition.tokenPrefixes().stream().allMatch(text::startsWith)) {
                    matching.add(candidate.id());
                }
            }
            var last = batch.getLast();
            var arguments = new ArrayList<>(condition.arguments());
            arguments.add(last.createdAt());
            arguments.add(last.id());
            batch = batch.size() < BATCH
                    ? List.of()
                    : sql.list(
                            statement + " and (t.created_at, t.id) < (?, ?)" + ORDER + "limit " + BATCH,
                            JpaTokenViews::candidate,
                            arguments.toArray());
        }
        return matching;
    }

    private TokenView view(ResultSet row, int devices) throws SQLException {
        boolean deleted = row.getString("state").equals("DELETED");
        var updatedAt = requireNonNull(Sql.instant(row, "updated_at"));
        int expected = row.getInt("expected");
        return new TokenView(
                text(row.getBytes("permanent_sealed")),
                row.getString("context"),
                DataTokenRow.file(
                        row.getString("file_name"),
                        row.getString("file_extension"),
                        row.getString("file_context"),
                        size(row),
                        row.getString("file_path")),
                Json.metadata(row.getString("risk")),
                Json.metadata(row.getString("data")),
                row.getLong("present_size"),
                deleted ? row.getLong("version") : row.getLong("present_version"),
                new TokenQuery.Replicas(row.getInt("held"), devices),
                requireNonNull(Sql.instant(row, "created_at")),
                updatedAt,
                deleted
                        ? Optional.of(new TokenQuery.Erasure(updatedAt, expected - row.getInt("open"), expected))
                        : Optional.empty());
    }

    private String text(byte[] sealed) {
        return new String(envelopes.openSecret(Bytes.wrap(sealed), "data-token").view(), StandardCharsets.UTF_8);
    }

    private static @Nullable Long size(ResultSet row) throws SQLException {
        return row.getObject("file_size", Long.class);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                Sql.uuid(row, "id"), requireNonNull(Sql.instant(row, "created_at")), row.getBytes("permanent_sealed"));
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Candidate(UUID id, Instant createdAt, byte[] sealed) {}
}
