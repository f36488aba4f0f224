package io.privicore.bootstrap.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.privicore.bootstrap.failure.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL server beside the process, with its data in the data folder. It is durable: what it has committed survives
 * the end of the process and of the machine. It outlives a process that was killed; the next start finds and stops it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);

    private static final String MAJOR_VERSION = "18";
    private static final String NAME = "privicore";
    private static final String WAIT_SECONDS = "60";
    private static final int ATTEMPTS = 3;

    private final PostgresPrograms programs;
    private final Path folder;
    private final Path logs;
    private final int port;
    private final String password;

    private EmbeddedPostgres(PostgresPrograms programs, Path folder, Path logs, int port, String password) {
        this.programs = programs;
        this.folder = folder;
        this.logs = logs;
        this.port = port;
        this.password = password;
    }

    /** Starts the server of a held data folder; makes the database at the first start. */
    public static EmbeddedPostgres start(DataFolder data, Path cache) {
        PostgresPrograms programs = PostgresPrograms.unpackedIn(cache);
        Path folder = data.root().resolve("postgres");
        Path logs = data.folder("logs");
        String password = data.secret("postgres");
        try {
            if (Files.exists(folder)) {
                checkVersion(folder);
                endOrphan(programs, folder);
            } else {
                create(programs, folder, data.root().resolve("postgres.new"), password);
            }
            return start(programs, folder, logs, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start(PostgresPrograms programs, Path folder, Path logs, String password)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            EmbeddedPostgres server = new EmbeddedPostgres(programs, folder, logs, Ports.free(), password);
            try {
                server.launch();
                return server;
            } catch (StartFailure e) {
                // Somebody else may have taken the free port in between; everything else fails again.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return password;
    }

    /** Stops the server and waits until all is written. */
    @Override
    public void close() {
        stop(programs, folder);
    }

    private static void create(PostgresPrograms programs, Path folder, Path draft, String password) throws IOException {
        // A first start that was interrupted leaves only the draft, so the real folder is always complete.
        Folders.delete(draft);
        run(
                programs.process(
                        "initdb",
                        List.of(
                                "--pgdata=" + draft,
                                "--username=postgres",
                                "--auth=trust",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C",
                                "--no-instructions")),
                "",
                "create its data folder");
        // The single-user mode needs no port and no password, so nobody else can reach the server yet.
        run(
                programs.process("postgres", List.of("--single", "-j", "-D", draft.toString(), "postgres")),
                """
                create role %1$s login createdb password '%2$s';

                create database %1$s owner %1$s;

                """.formatted(NAME, password),
                "create its database");
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void checkVersion(Path folder) throws IOException {
        String version = Files.readString(folder.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new StartFailure("The database in " + folder + " was written by PostgreSQL " + version
                    + ", this Privicore brings " + MAJOR_VERSION + ". Dump it with the older Privicore first.");
        }
    }

    /** The data folder is ours alone, so a server that runs on it was left behind by a process that was killed. */
    private static void endOrphan(PostgresPrograms programs, Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process = Files.readAllLines(pidFile).stream()
                .findFirst()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
        if (process.isEmpty()) {
            return;
        }
        if (runsPostgres(process.get())) {
            LOG.info("Stopping the PostgreSQL that a killed process left behind");
            stop(programs, folder);
        } else {
            // After a restart of the machine the number may belong to any process, and PostgreSQL would wait for it.
            Files.delete(pidFile);
        }
    }

    private static boolean runsPostgres(ProcessHandle process) {
        // A process that has ended but was not yet collected by its parent shows no command.
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    private void launch() throws IOException {
        Files.writeString(folder.resolve("postgresql.conf"), configuration());
        Files.writeString(folder.resolve("pg_hba.conf"), "host %1$s %1$s 127.0.0.1/32 scram-sha-256%n".formatted(NAME));
        Path log = logs.resolve("postgres-start.log");
        Files.deleteIfExists(log);
        try {
            run(
                    programs.process(
                            "pg_ctl",
                            List.of(
                                    "start",
                                    "--wait",
                                    "--silent",
                                    "--timeout=" + WAIT_SECONDS,
                                    "--pgdata=" + folder,
                                    "--log=" + log)),
                    "",
                    "start");
        } catch (StartFailure e) {
            String reason = Files.exists(log) ? Files.readString(log).strip() : "";
            throw new StartFailure(e.getMessage() + "\n" + reason + "\nSee also " + logs, e);
        }
    }

    /** Small, and durable. Written at every start: the file is ours, and so is the choice of port. */
    private String configuration() {
        return """
                # Written by Privicore at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 64
                include_if_exists = '../postgresql.conf'

                fsync = on
                synchronous_commit = on
                full_page_writes = on

                shared_buffers = 64MB
                effective_cache_size = 512MB
                work_mem = 8MB
                maintenance_work_mem = 64MB
                wal_level = minimal
                max_wal_senders = 0
                wal_compression = on
                max_wal_size = 1GB
                checkpoint_completion_target = 0.9
                random_page_cost = 1.1
                jit = off
                io_method = sync
                max_parallel_workers_per_gather = 0
                password_encryption = scram-sha-256

                timezone = 'UTC'
                log_timezone = 'UTC'
                logging_collector = on
                log_directory = '%s'
                log_filename = 'postgres-%%a.log'
                log_rotation_age = 1d
                log_truncate_on_rotation = on
                log_min_messages = warning
                """.formatted(port, logs.toString().replace("'", "''"));
    }

    private static void stop(PostgresPrograms programs, Path folder) {
        try {
            run(stopCommand(programs, folder, "fast"), "", "stop");
        } catch (StartFailure e) {
            LOG.warn("PostgreSQL does not stop in peace and is stopped at once; it recovers at the next start", e);
            run(stopCommand(programs, folder, "immediate"), "", "stop at once");
        }
    }

    private static ProcessBuilder stopCommand(PostgresPrograms programs, Path folder, String mode) {
        return programs.process(
                "pg_ctl",
                List.of(
                        "stop",
                        "--wait",
                        "--silent",
                        "--timeout=" + WAIT_SECONDS,
                        "--mode=" + mode,
                        "--pgdata=" + folder));
    }

    private static void run(ProcessBuilder builder, String input, String purpose) {
        try {
            // A file and no pipe: the server inherits the output of pg_ctl and would keep a pipe open.
            File output = File.createTempFile("privicore-postgres", ".out");
            try {
                Process process =
                        builder.redirectErrorStream(true).redirectOutput(output).start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(UTF_8));
                }
                int code = process.waitFor();
                if (code != 0) {
                    throw new StartFailure("The embedded PostgreSQL could not " + purpose + " (exit code " + code
                            + "): " + Files.readString(output.toPath()).strip());
                }
            } finally {
                Files.delete(output.toPath());
            }
        } catch (IOException e) {
            throw new StartFailure("The embedded PostgreSQL could not " + purpose + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while the embedded PostgreSQL was to " + purpose, e);
        }
    }
}
