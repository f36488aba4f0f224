package io.privicore.adapters.rest.fake;

import io.privicore.application.Accepted;
import io.privicore.application.Caller;
import io.privicore.application.UserFiles;
import io.privicore.application.command.CommandId;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes files for one directory and remembers the last. */
@Singleton
public class UserFilesInMemory implements UserFiles {

    public static final CommandId COMMAND = CommandId.of("6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de002");

    /** What came in, batch by batch. */
    public final List<List<Row>> batches = new CopyOnWriteArrayList<>();

    public volatile Optional<Request> request = Optional.empty();
    public volatile Optional<Caller> submitter = Optional.empty();
    public volatile Optional<String> digest = Optional.empty();
    public volatile boolean closed;

    public record Request(DirectoryId directory, MatchBy matchBy, boolean dryRun) {}

    public List<Row> rows() {
        return batches.stream().flatMap(List::stream).toList();
    }

    @Override
    public Taking begin(Caller caller, DirectoryId directory, MatchBy matchBy, boolean dryRun) {
        if (!directory.equals(DirectoryAnswers.DIRECTORY)) {
            throw new Refusal(Reason.DIRECTORY_NOT_FOUND, "Expected a directory");
        }
        request = Optional.of(new Request(directory, matchBy, dryRun));
        submitter = Optional.empty();
        digest = Optional.empty();
        closed = false;
        batches.clear();
        return new Taking() {
            @Override
            public void add(List<Row> rows) {
                batches.add(rows);
            }

            @Override
            public Accepted submit(Caller whole, String sha256) {
                submitter = Optional.of(whole);
                digest = Optional.of(sha256);
                return new Accepted(COMMAND);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
