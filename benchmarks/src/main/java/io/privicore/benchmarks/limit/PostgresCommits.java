package io.privicore.benchmarks.limit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Transactions that insert one row each, by {@code pgbench} on the platform's own server.
 *
 * @param uri as {@code psql} takes it
 */
public record PostgresCommits(String uri, int clients, int seconds) implements Limit {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without");
    private static final String TABLE = "privicore_benchmark_commits";

    @Override
    public String name() {
        return "postgres-commits";
    }

    @Override
    public double measure() throws IOException, InterruptedException {
        Path script = Files.createTempFile("commits", ".sql");
        try {
            Files.writeString(script, "insert into %s (text) values ('%s');%n".formatted(TABLE, "x".repeat(200)));
            run(
                    "psql",
                    uri,
                    "-qc",
                    "create table if not exists %s (id bigserial primary key, text text)".formatted(TABLE));
            return rate(run(
                    "pgbench",
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    Integer.toString(clients),
                    "-j",
                    "2",
                    "-T",
                    Integer.toString(seconds),
                    "-f",
                    script.toString(),
                    uri));
        } finally {
            Files.delete(script);
            run("psql", uri, "-qc", "drop table if exists " + TABLE);
        }
    }

    static double rate(String output) throws IOException {
        Matcher matcher = RATE.matcher(output);
        if (!matcher.find()) {
            throw new IOException("Expected pgbench to say how many transactions it made, but got: " + output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static String run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(found(program)), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("Expected %s to succeed, but: %s".formatted(program, output.strip()));
        }
        return output;
    }

    /** Debian keeps pgbench beside the server's programs, not on the path. */
    private static String found(String program) throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> all = Files.list(versions)) {
                Optional<Path> one = all.map(version -> version.resolve("bin").resolve(program))
                        .filter(Files::isExecutable)
                        .findFirst();
                if (one.isPresent()) {
                    return one.get().toString();
                }
            }
        }
        return program;
    }
}
