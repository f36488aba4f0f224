package io.privicore.bootstrap.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.bootstrap.failure.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    private static final Path CACHE = Settings.of(Path.of("data")).cache();

    private final Path folder;
    private final DataFolder data;

    EmbeddedPostgresTest(@TempDir Path folder) {
        this.folder = folder;
        this.data = DataFolder.hold(folder);
    }

    @AfterEach
    void givesTheDataFolderFree() {
        data.close();
    }

    @Test
    void keepsWhatWasCommittedOverARestart() throws SQLException {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(data, CACHE)) {
            execute(first, "create table kept (value text)");
            execute(first, "insert into kept values ('here')");
        }

        try (EmbeddedPostgres second = EmbeddedPostgres.start(data, CACHE)) {
            assertThat(query(second, "select value from kept")).isEqualTo("here");
        }
    }

    @Test
    void isDurableAndAsksForAPassword() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data, CACHE)) {
            assertThat(query(server, "select current_setting('fsync') || current_setting('synchronous_commit')"))
                    .isEqualTo("onon");
            assertThat(query(server, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("false");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.username(), "guessed"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void takesOverFromAServerThatAKilledProcessLeftBehind() throws Exception {
        EmbeddedPostgres orphan = EmbeddedPostgres.start(data, CACHE);
        execute(orphan, "create table kept as select 'here' as value");
        String orphanUrl = orphan.jdbcUrl();

        try (EmbeddedPostgres second = EmbeddedPostgres.start(data, CACHE)) {
            assertThat(second.jdbcUrl()).isNotEqualTo(orphanUrl);
            assertThat(query(second, "select value from kept")).isEqualTo("here");
        }
    }

    @Test
    void isNotHeldUpByThePidOfAnotherProgram() throws Exception {
        EmbeddedPostgres.start(data, CACHE).close();
        long other = ProcessHandle.current().pid();
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"), other + "\n" + folder + "\n0\n1\n\n\n0 0\nready\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(data, CACHE)) {
            assertThat(query(server, "select 'here'")).isEqualTo("here");
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "15\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(data, CACHE))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PostgreSQL 15");
    }

    @Test
    void refusesAFolderThatAnotherStartHolds() {
        assertThatThrownBy(() -> DataFolder.hold(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("in use by another Privicore");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
