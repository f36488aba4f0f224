package io.privicore.adapters.persistence.tx;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prepared statements: on the connection of the present transaction, or each on its own, committed at once, which costs
 * one round trip.
 */
@ApplicationScoped
public class Sql {

    private final AgroalDataSource source;

    Sql(AgroalDataSource source) {
        this.source = source;
    }

    public <T> List<T> list(String statement, Reading<T> reading, @Nullable Object... arguments) {
        try (var connection = source.getConnection();
                var prepared = prepare(connection, statement, arguments);
                var rows = prepared.executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(reading.read(rows));
            }
            return list;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public <T> Optional<T> first(String statement, Reading<T> reading, @Nullable Object... arguments) {
        try (var connection = source.getConnection();
                var prepared = prepare(connection, statement, arguments);
                var rows = prepared.executeQuery()) {
            return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Answers how many rows it touched. */
    public int update(String statement, @Nullable Object... arguments) {
        try (var connection = source.getConnection();
                var prepared = prepare(connection, statement, arguments)) {
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The same statement several times, in one round trip; answers how many rows each touched. */
    public int[] updateAll(String statement, List<? extends List<? extends @Nullable Object>> arguments) {
        try (var connection = source.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            for (var one : arguments) {
                for (int i = 0; i < one.size(); i++) {
                    bind(connection, prepared, i + 1, one.get(i));
                }
                prepared.addBatch();
            }
            return prepared.executeBatch();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** The id that a text is, if it is one as ids are written here. */
    public static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** Ids as an argument for {@code any(?)} or {@code unnest(?)}. */
    public static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static PreparedStatement prepare(Connection connection, String statement, @Nullable Object[] arguments)
            throws SQLException {
        var prepared = connection.prepareStatement(statement);
        for (int i = 0; i < arguments.length; i++) {
            bind(connection, prepared, i + 1, arguments[i]);
        }
        return prepared;
    }

    private static void bind(Connection connection, PreparedStatement prepared, int at, @Nullable Object argument)
            throws SQLException {
        switch (argument) {
            case null -> prepared.setNull(at, Types.NULL);
            case String text -> prepared.setString(at, text);
            case Integer number -> prepared.setInt(at, number);
            case Long number -> prepared.setLong(at, number);
            case Boolean flag -> prepared.setBoolean(at, flag);
            case byte[] bytes -> prepared.setBytes(at, bytes);
            case Instant time -> prepared.setObject(at, time.atOffset(ZoneOffset.UTC));
            case byte[][] many -> prepared.setArray(at, connection.createArrayOf("bytea", many));
            case UUID[] ids -> prepared.setArray(at, connection.createArrayOf("uuid", ids));
            case String[] texts -> prepared.setArray(at, connection.createArrayOf("text", texts));
            case OffsetDateTime[] times -> prepared.setArray(at, connection.createArrayOf("timestamptz", times));
            case Boolean[] flags -> prepared.setArray(at, connection.createArrayOf("boolean", flags));
            case Long[] numbers -> prepared.setArray(at, connection.createArrayOf("bigint", numbers));
            default -> prepared.setObject(at, argument);
        }
    }

    private static RuntimeException failure(SQLException e) {
        return Failures.translated(new IllegalStateException(e));
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Reading<T> {

        T read(ResultSet row) throws SQLException;
    }
}
